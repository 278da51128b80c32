#include <fmt/core.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modes/builtin.hpp"
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
    const auto start = [this](std::size_t task, const WorkerPipes& pipes) {
      return spawn(spawned_arguments(task, pipes.returned, pipes.failures, workload_.tell(task)),
                   environment_);
    };
    const auto on_return = [this](const Returned& returned) {
      workload_.note_told(returned.worker, returned.run);
    };
    WorkerProcesses workers(workload_.tasks(), start, on_return);
    return workers.join();
  }

 private:
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
    .carries_data = false,
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
