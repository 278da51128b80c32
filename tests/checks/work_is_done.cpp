// Ten times the tasks take ten times as long, whatever the compiler makes of it: a
// compiler that sees the result unused could drop the work. It is the processor time that
// counts, since other programs may be running.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>

#include "measure/timed_run.hpp"
#include "modes/builtin.hpp"
#include "modes/program_mode.hpp"
#include "workload/workload.hpp"

namespace {

/// Nanoseconds that this process has been running on a processor.
std::uint64_t processor_ns() {
  timespec time = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace

// No program runs the mode here, and what would start one is not linked in.
std::unique_ptr<primebench::Mode> primebench::start_program(const ModeSpec&, const Workload&,
                                                            std::size_t, const ProgramMeans&) {
  return nullptr;
}

int main() {
  using namespace primebench;
  const auto best_ns = [](std::size_t tasks) {
    std::uint64_t best = UINT64_MAX;
    for (int attempt = 0; attempt < 15; ++attempt) {
      const Workload workload({1'000'000'007, tasks, std::chrono::nanoseconds(0)},
                              *find_kernel("scalar"));
      const std::uint64_t before = processor_ns();
      timed_run(sequential, workload, {});
      best = std::min(best, processor_ns() - before);
    }
    return static_cast<double>(best);
  };
  double ratio = 0;
  for (int attempt = 0; attempt < 10 && (ratio < 8 || ratio > 12); ++attempt)
    ratio = best_ns(200) / best_ns(20);
  std::printf("time(200 tasks) / time(20 tasks) = %.2f\n", ratio);
  return ratio >= 8 && ratio <= 12 ? 0 : 1;
}
