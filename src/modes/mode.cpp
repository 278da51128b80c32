#include "modes/mode.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "modes/program_mode.hpp"

namespace primebench {

std::string_view family_name(Family family) {
  switch (family) {
    case Family::kBaseline:
      return "baseline";
    case Family::kThreads:
      return "threads";
    case Family::kEventLoop:
      return "event loop";
    case Family::kProcesses:
      return "processes";
  }
  return "";
}

std::optional<Capacity> ModeSpec::capacity(double tasks, std::optional<std::uint64_t> pool,
                                           double cpus, bool gil) const {
  double count = 1;
  if (workers == Workers::kPerTask)
    count = tasks;
  if (workers == Workers::kPool) {
    if (pool.value_or(0) == 0)
      return std::nullopt;
    count = static_cast<double>(*pool);
  }
  const bool one_divides = !divides_in_parallel || (gil && shares_memory);
  return Capacity{.under_way = wait_holds_worker ? count : tasks,
                  .dividing = one_divides ? 1 : std::min(cpus, count)};
}

std::unique_ptr<Mode> ModeSpec::start(const Workload& workload, const ModeOptions& options,
                                      const ProgramMeans& means) const {
  return program == nullptr ? make(workload, options)
                            : start_program(*this, workload, options.pool, means);
}

std::string describe(const Obstacle& obstacle) {
  if (obstacle.package.empty())
    return obstacle.reason;
  return fmt::format("{}; install the Debian package {}", obstacle.reason, obstacle.package);
}

}  // namespace primebench
