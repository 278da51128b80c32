#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/parcel_collector.hpp"
#include "modes/spawned_worker.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// As Python's "spawn" starts its interpreter anew for each process, this starts this program.
/// The link names its file even if that has been replaced meanwhile.
constexpr const char* kThisProgram = "/proc/self/exe";

/// What of the environment a worker gets: what a loader or a sanitizer needs to start this program.
/// Nothing else of it is a worker's business.
std::vector<char*> worker_environment() {
  std::vector<char*> kept;
  for (char** variable = ::environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    if (name.starts_with("LD_") || name.ends_with("SAN_OPTIONS"))
      kept.push_back(*variable);
  }
  kept.push_back(nullptr);
  return kept;
}

pid_t spawn(const std::vector<std::string>& arguments, const std::vector<char*>& environment) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t pid = -1;
  errno = ::posix_spawn(&pid, kThisProgram, nullptr, nullptr, argv.data(), environment.data());
  return errno == 0 ? pid : -1;
}

class MultiprocessingSpawn final : public Mode {
 public:
  explicit MultiprocessingSpawn(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    if (workload_.payload_bytes() != 0)
      return run_with_data();
    const auto start = [this](std::size_t task, const WorkerPipes& pipes) {
      return spawn(spawned_arguments(task, pipes.returned, pipes.failures, workload_.tell(task)),
                   environment_);
    };
    WorkerProcesses workers(workload_.tasks(), start, note_run());
    return workers.join();
  }

 private:
  [[nodiscard]] WorkerProcesses::OnReturn note_run() const {
    return [this](const ReturnedRun& one) { workload_.note_told(one.returned.worker, one.run); };
  }

  /// A process is sent its task's input as Python's "spawn" sends what it has pickled: through a
  /// pipe of its own, before the next process is started.
  BatchResult run_with_data() {
    ParcelCollector collector(workload_);
    for (const int inherited : {collector.way().pipe, collector.way().turn})
      ::fcntl(inherited, F_SETFD, 0);
    const auto start = [&](std::size_t task, const WorkerPipes& pipes) {
      collector.receive();
      return start_with_input(task, pipes, collector.way());
    };
    WorkerProcesses workers(workload_.tasks(), start, note_run());
    return collector.collect_from(workers);
  }

  pid_t start_with_input(std::size_t task, const WorkerPipes& pipes, const ParcelWay& output) {
    Pipe input = make_pipe();
    ::fcntl(input.read_end.get(), F_SETFD, 0);
    const SpawnedData data = {
        .bytes = workload_.payload_bytes(), .input = input.read_end.get(), .output = output};
    const pid_t pid =
        spawn(spawned_arguments(task, pipes.returned, pipes.failures, workload_.tell(task), data),
              environment_);
    input.read_end.reset();
    if (pid > 0) {
      const auto bytes = workload_.input(task);
      try {
        write_all(input.write_end.get(),
                  {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "a worker");
      } catch (const std::system_error&) {  // It is dead, which whoever looks will say.
      }
    }
    return pid;
  }

  const Workload& workload_;
  std::vector<char*> environment_ = worker_environment();
};

}  // namespace

constinit const ModeSpec multiprocessing_spawn = {
    .name = "multiprocessing-spawn",
    .alias = "",
    .summary = "a freshly started program per task",
    .needs = "exec",
    .family = Family::kProcesses,
    .workers = Workers::kPerTask,
    .divides_in_parallel = true,
    .shares_memory = false,
    .inherits_memory = false,
    .obstacle = []() -> std::optional<Obstacle> {
      if (::access(kThisProgram, X_OK) == 0)
        return std::nullopt;
      return Obstacle{.reason = fmt::format("there is no {} to start", kThisProgram),
                      .package = ""};
    },
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<MultiprocessingSpawn>(workload);
    },
};

}  // namespace primebench
