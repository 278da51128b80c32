// What the task log costs: the same batch with and without it, in turn. Prints a table
// of ratios; not a test.

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/error.hpp"
#include "core/statistics.hpp"
#include "measure/log_memory.hpp"
#include "measure/sampling.hpp"
#include "measure/timed_run.hpp"
#include "modes/table.hpp"
#include "sys/child.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// In a process of its own, as in a measurement: the next run finds memory as the last.
double run_ns(const ModeSpec& mode, const Workload& workload, const LogMemory& memory) {
  const SharedArray<std::uint64_t> result(1);
  ChildProcess child = ChildProcess::fork([&] {
    memory.touch();
    result[0] = timed_run(mode, workload, {.pool = 2}).run_ns;
  });
  if (!child.wait().clean())
    throw Error("a run failed");
  return static_cast<double>(result[0]);
}

void compare(const ModeSpec& mode, std::uint64_t prime, std::size_t tasks, int rounds) {
  const Configuration configuration = {.mode = &mode,
                                       .prime = prime,
                                       .runs = tasks,
                                       .pool = 2,
                                       .io_delay = std::chrono::nanoseconds(0),
                                       .kernel = &fastest_kernel()};
  const unsigned bits = sampling_bits(configuration);
  const TaskBatch batch = {.number = prime, .tasks = tasks, .io_delay = configuration.io_delay};
  std::vector<double> ratios;
  std::vector<double> bare;
  for (int round = 0; round < rounds; ++round) {
    const LogMemory memory(TaskLog::record_count(tasks, bits));
    const Workload without(batch, fastest_kernel());
    const Workload with(batch, fastest_kernel(), TaskLog(memory.records(), bits, memory.workers()));
    const bool first = round % 2 == 0;
    const double one = run_ns(mode, first ? without : with, memory);
    const double two = run_ns(mode, first ? with : without, memory);
    bare.push_back(first ? one : two);
    ratios.push_back(first ? two / one : one / two);
  }
  const auto interval = median_interval(ratios);
  fmt::print("{:<22} {:>8} {:>10} {:>8} {:>10.3f} {:>8.3f}  {:.3f} to {:.3f}\n", mode.name, prime,
             tasks, TaskLog::record_count(tasks, bits), median(bare) / 1e6, median(ratios),
             interval->low, interval->high);
  std::fflush(stdout);
}

}  // namespace
}  // namespace primebench

/// log_bench [PART]: with a part, so many times fewer rounds.
int main(int argc, char** argv) {
  using namespace primebench;
  const int part = argc > 1 ? std::atoi(argv[1]) : 1;
  fmt::print("{:<22} {:>8} {:>10} {:>8} {:>10} {:>8}  {}\n", "mode", "prime", "tasks", "records",
             "bare ms", "ratio", "95 % interval");
  for (const char* name :
       {"sequential", "multiprocessing-pool", "thread-pool", "asyncio", "process-pool-executor"}) {
    compare(*find_mode(name), 17, 1'000'000, 21 / part + 6);
    compare(*find_mode(name), 1'000'003, 32, 301 / part);
    compare(*find_mode(name), 1'000'003, 4'096, 301 / part);
  }
  compare(*find_mode("threaded"), 1'000'003, 2'000, 41 / part + 6);
  compare(*find_mode("multiprocessing"), 1'000'003, 1'000, 41 / part + 6);
}
