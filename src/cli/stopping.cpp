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

struct Widest {
  const KnownTimes* one = nullptr;
  double reach = -1;
};

/// Of at least one configuration.
Widest widest_of(std::span<const KnownTimes> times) {
  Widest widest;
  for (const KnownTimes& one : times) {
    if (const double its = reach(one.wall_ns); its > widest.reach)
      widest = {&one, its};
  }
  return widest;
}

/// How well the one is known that is known worst.
std::string state_of(const Widest& widest) {
  if (widest.reach == std::numeric_limits<double>::infinity())
    return fmt::format("{} has no interval below {} rows", widest.one->name, kFewestForPrecision);
  return fmt::format("widest: {}, {}", widest.one->name, percent(widest.reach));
}

}  // namespace

std::string Stopping::reason(std::span<const KnownTimes> times, std::size_t rounds,
                             std::chrono::nanoseconds elapsed) const {
  if (!active())
    return "";
  if (times.empty())
    return "no configuration is left to measure";
  const Widest widest = widest_of(times);
  if (rule_.precision > 0 && rounds >= kFewestForPrecision && widest.reach <= rule_.precision)
    return fmt::format("every median is known to {} after {} rounds", percent(rule_.precision),
                       rounds);
  if (rule_.budget.count() == 0 || elapsed < rule_.budget || rounds < kFewestInBudget)
    return "";
  return fmt::format("the time budget of {} is used up after {} rounds; {}",
                     duration_argument(static_cast<std::uint64_t>(rule_.budget.count())), rounds,
                     state_of(widest));
}

std::string Stopping::no_more_rounds(std::span<const KnownTimes> times, std::size_t rounds) const {
  if (!active() || times.empty())
    return "";
  return fmt::format("all {} rounds are measured before {}; {}", rounds,
                     rule_.precision > 0 ? "every median is known to " + percent(rule_.precision)
                                         : "the time budget is used up",
                     state_of(widest_of(times)));
}

}  // namespace primebench
