#include "modes/spawned_worker.hpp"

#include <fmt/core.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "modes/worker_processes.hpp"
#include "sys/fd.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr std::string_view kCommand = "run-spawned-task";
constexpr int kArguments = 11;

template <typename T>
T number_of(const char* text) {
  return static_cast<T>(
      parse_count(kCommand, text, 0, static_cast<std::uint64_t>(std::numeric_limits<T>::max())));
}

}  // namespace

std::vector<std::string> spawned_arguments(std::size_t worker, int returned, int failures,
                                           const std::string& task, const SpawnedData& data) {
  return {"primebench",
          std::string(kCommand),
          std::to_string(::getpid()),
          std::to_string(worker),
          std::to_string(returned),
          std::to_string(failures),
          task,
          std::to_string(data.bytes),
          std::to_string(std::max(data.input, 0)),
          std::to_string(std::max(data.output.pipe, 0)),
          std::to_string(std::max(data.output.turn, 0))};
}

void run_if_spawned(int argc, char** argv, FindKernel find) {
  if (argc < 2 || argv[1] != kCommand)
    return;
  if (argc != kArguments)
    throw UsageError(
        fmt::format("{} is how the mode multiprocessing-spawn starts its workers; use --mode "
                    "multiprocessing-spawn",
                    kCommand));
  const auto parent = number_of<pid_t>(argv[2]);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent)  // It is dead already, and no signal will come.
    ::_exit(1);
  const WorkerPipes pipes = {.returned = number_of<int>(argv[4]),
                             .failures = number_of<int>(argv[5])};
  const auto worker = number_of<std::size_t>(argv[3]);
  end_as_worker<ReturnedRun>(worker, pipes, [&] {
    ReturnedRun one{.returned = {.worker = worker, .answer = 0}};
    std::vector<std::byte> bytes(number_of<std::size_t>(argv[7]));
    if (bytes.empty()) {
      one.returned.answer = run_told_task(argv[6], find, one.run);
      return one;
    }
    if (read_full(number_of<int>(argv[8]), bytes.data(), bytes.size(), "the task's input") !=
        bytes.size())
      throw Error("the task's input has ended too early");
    const Answer answer = run_told_task(argv[6], find, one.run, {worker, bytes});
    send_parcels({number_of<int>(argv[9]), number_of<int>(argv[10])}, worker, std::span(&answer, 1),
                 bytes);
    return one;
  });
}

}  // namespace primebench
