// What a mode's workers use while they have nothing to do: the CPU time of the second after the
// batch, in which the mode is still there. Each mode in a child of its own.

#include <fmt/core.h>

#include <memory>

#include "bench/idle_second.hpp"
#include "core/error.hpp"
#include "modes/table.hpp"
#include "sys/child.hpp"
#include "sys/cpus.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// Of the threads of this process: those of worker processes are theirs.
double idle_cpu_ms(const ModeSpec& mode, const Workload& workload, std::size_t pool) {
  const SharedArray<double> used(1);
  const auto run = [&] {
    const std::unique_ptr<Mode> instance = mode.make(workload, {.pool = pool});
    (void)instance->run();
    used[0] = bench::idle_second_ms();
    instance->close();
  };
  if (const ProcessExit exit = ChildProcess::fork(run).wait(); !exit.clean())
    throw Error("a run " + exit.describe());
  return used[0];
}

}  // namespace
}  // namespace primebench

int main() {
  using namespace primebench;
  constexpr int kRounds = 5;
  const std::size_t pool = usable_cpus();
  const Workload workload({.number = 834'238'027'356'431, .tasks = 64}, fastest_kernel());
  for (const ModeSpec* mode : available_modes()) {
    if (!mode->uses_pool() || !mode->shares_memory)
      continue;
    fmt::print("{}, {} threads: CPU in the idle second, ms:", mode->name, pool);
    for (int round = 0; round < kRounds; ++round)
      fmt::print(" {:.2f}", idle_cpu_ms(*mode, workload, pool));
    fmt::print("\n");
  }
}
