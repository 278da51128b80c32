// What the task log costs: the same batch with and without it, in turn. Prints a table
// of ratios; not a test.

#include <fmt/core.h>

#include <cstdio>
#include <vector>

#include "measure/statistics.hpp"
#include "measure/timed_run.hpp"
#include "modes/table.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

double run_ns(const ModeSpec& mode, const Workload& workload) {
  return static_cast<double>(timed_run(mode, workload, 2).run_ns);
}

void compare(const ModeSpec& mode, std::uint64_t prime, std::size_t tasks, int rounds) {
  const unsigned bits = TaskLog::sampling_bits(tasks);
  std::vector<double> ratios;
  std::vector<double> bare;
  for (int round = 0; round < rounds; ++round) {
    const SharedArray<TaskRecord> records(TaskLog::record_count(tasks, bits));
    const Workload without(prime, tasks, std::chrono::nanoseconds(0), fastest_kernel());
    const Workload with(prime, tasks, std::chrono::nanoseconds(0), fastest_kernel(),
                        TaskLog(records.span(), bits));
    const bool first = round % 2 == 0;
    const double one = run_ns(mode, first ? without : with);
    const double two = run_ns(mode, first ? with : without);
    bare.push_back(first ? one : two);
    ratios.push_back(first ? two / one : one / two);
  }
  const auto interval = median_interval(ratios);
  fmt::print("{:<22} {:>8} {:>10} {:>12.2f} {:>8.3f}  {:.3f} to {:.3f}\n", mode.name, prime, tasks,
             median(bare) / 1e6, median(ratios), interval->low, interval->high);
  std::fflush(stdout);
}

}  // namespace
}  // namespace primebench

int main() {
  using namespace primebench;
  fmt::print("{:<22} {:>8} {:>10} {:>12} {:>8}  {}\n", "mode", "prime", "tasks", "bare ms", "ratio",
             "95 % interval");
  for (const char* name :
       {"sequential", "multiprocessing-pool", "thread-pool", "asyncio", "process-pool-executor"}) {
    compare(*find_mode(name), 17, 1'000'000, 41);
    compare(*find_mode(name), 1'000'003, 4'096, 41);
  }
  compare(*find_mode("threaded"), 1'000'003, 2'000, 21);
  compare(*find_mode("multiprocessing"), 1'000'003, 1'000, 21);
}
