#include "cli/stopping.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "core/quantity.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

/// How far the interval reaches from the median, as a share of it; infinite without one.
double reach(const std::vector<double>& values) {
  const auto interval = median_interval(values);
  if (!interval)
    return std::numeric_limits<double>::infinity();
  const double middle = median(values);
  return std::max(interval->high - middle, middle - interval->low) / middle;
}

std::string percent(double share) { return fmt::format("{:.3g} %", share * 100); }

}  // namespace

std::string Stopping::reason(std::span<const KnownTimes> times, std::size_t rounds,
                             std::chrono::nanoseconds elapsed) const {
  if (!active())
    return "";
  if (times.empty())
    return "no configuration is left to measure";
  const KnownTimes* widest = nullptr;
  double widest_reach = -1;
  for (const KnownTimes& one : times) {
    if (const double its = reach(one.wall_ns); its > widest_reach) {
      widest = &one;
      widest_reach = its;
    }
  }
  if (rule_.precision > 0 && rounds >= kFewestForPrecision && widest_reach <= rule_.precision)
    return fmt::format("every median is known to {} after {} rounds", percent(rule_.precision),
                       rounds);
  if (rule_.budget.count() == 0 || elapsed < rule_.budget || rounds < kFewestInBudget)
    return "";
  const std::string spent =
      fmt::format("the time budget of {} is used up after {} rounds",
                  duration_argument(static_cast<std::uint64_t>(rule_.budget.count())), rounds);
  if (widest_reach == std::numeric_limits<double>::infinity())
    return fmt::format("{}; {} has no interval below {} rows", spent, widest->name,
                       kFewestForPrecision);
  return fmt::format("{}; widest: {}, {}", spent, widest->name, percent(widest_reach));
}

}  // namespace primebench
