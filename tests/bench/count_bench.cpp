// count_bench MODE TASKS PRIME KERNEL: runs a mode once, in this process, with two
// workers; for counting its instructions. See instructions.sh.

#include <cstdlib>

#include "core/exit_status.hpp"
#include "measure/timed_run.hpp"
#include "modes/table.hpp"
#include "workload/workload.hpp"

int main(int argc, char** argv) {
  using namespace primebench;
  if (argc != 5)
    return kExitUsage;
  const ModeSpec* mode = find_mode(argv[1]);
  const Kernel* kernel = find_kernel(argv[4]);
  if (mode == nullptr || kernel == nullptr || !kernel->supported())
    return kExitUsage;
  const std::size_t tasks = std::strtoull(argv[2], nullptr, 10);
  const TaskBatch batch{.number = std::strtoull(argv[3], nullptr, 10), .tasks = tasks};
  const TimedRun run = timed_run(*mode, Workload(batch, *kernel), {.pool = 2});
  return run.result == expected_result(batch) ? kExitSuccess : kExitFailure;
}
