#include "measure/timed_run.hpp"

#include <memory>

#include "core/clock.hpp"

namespace primebench {

TimedRun timed_run(const ModeSpec& mode, const Workload& workload, std::size_t pool) {
  TimedRun result;
  const std::int64_t begin = now_ns();
  std::unique_ptr<Mode> instance = mode.make(workload, pool);
  const std::int64_t built = now_ns();
  result.result = instance->run();
  const std::int64_t done = now_ns();
  instance->close();
  instance.reset();
  const std::int64_t end = now_ns();

  result.run_began_ns = built;
  result.startup_ns = static_cast<std::uint64_t>(built - begin);
  result.run_ns = static_cast<std::uint64_t>(done - built);
  result.teardown_ns = static_cast<std::uint64_t>(end - done);
  return result;
}

}  // namespace primebench
