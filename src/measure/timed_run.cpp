#include "measure/timed_run.hpp"

#include <memory>

#include "core/clock.hpp"

namespace primebench {

TimedRun timed_run(const ModeSpec& mode, const Workload& workload, const ModeOptions& options,
                   const ProgramMeans& means) {
  TimedRun result;
  (void)now_ns();  // The first time, a process has to wait for the clock's memory.
  // Nearest to the clock what this process uses itself, reading these numbers included.
  const Usage reaped_before = usage_of_reaped_children();
  const Usage own_before = usage_of_this_process();
  const std::int64_t begin = now_ns();
  std::unique_ptr<Mode> instance = mode.start(workload, options, means);
  const std::int64_t built = now_ns();
  result.result = instance->run();
  const std::int64_t done = now_ns();
  instance->close();
  if (const ToldByProgram* const told = instance->told()) {
    result.by_program = true;
    result.told = *told;
  }
  instance.reset();
  const std::int64_t end = now_ns();
  const Usage own_after = usage_of_this_process();
  const Usage reaped_after = usage_of_reaped_children();

  result.run_began_ns = built;
  result.startup_ns = static_cast<std::uint64_t>(built - begin);
  result.run_ns = static_cast<std::uint64_t>(done - built);
  result.teardown_ns = static_cast<std::uint64_t>(end - done);
  result.usage = (own_after - own_before) + (reaped_after - reaped_before);
  return result;
}

}  // namespace primebench
