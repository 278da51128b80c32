#include "modes/spawned_worker.hpp"

#include <fmt/core.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <limits>
#include <string_view>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr std::string_view kCommand = "run-spawned-task";
constexpr int kArguments = 7;

template <typename T>
T number_of(const char* text) {
  return static_cast<T>(
      parse_count(kCommand, text, 0, static_cast<std::uint64_t>(std::numeric_limits<T>::max())));
}

}  // namespace

std::vector<std::string> spawned_arguments(std::size_t worker, int returned, int failures,
                                           const std::string& task) {
  return {"primebench",
          std::string(kCommand),
          std::to_string(::getpid()),
          std::to_string(worker),
          std::to_string(returned),
          std::to_string(failures),
          task};
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
  end_as_worker(worker, pipes, [&] {
    Returned returned{.worker = worker, .answer = 0};
    returned.answer = run_told_task(argv[6], find, returned.run);
    return returned;
  });
}

}  // namespace primebench
