#include "programs/mpi/clocks.hpp"

#include <algorithm>

namespace primebench::mpi {

ClockOffset offset_of(std::span<const ClockReading> readings) {
  const auto trip = [](const ClockReading& one) { return one.answered_ns - one.asked_ns; };
  const ClockReading& best =
      *std::min_element(readings.begin(), readings.end(),
                        [&](const auto& a, const auto& b) { return trip(a) < trip(b); });
  const std::int64_t middle = best.asked_ns + trip(best) / 2;
  return {.at_ns = middle, .ahead_ns = best.theirs_ns - middle, .bound_ns = (trip(best) + 1) / 2};
}

std::int64_t on_asking_clock(std::int64_t theirs_ns, const ClockOffset& before,
                             const ClockOffset& after) {
  const std::int64_t near_ns = theirs_ns - before.ahead_ns;
  const auto span = static_cast<double>(after.at_ns - before.at_ns);
  if (span <= 0)
    return near_ns;
  const double part = static_cast<double>(near_ns - before.at_ns) / span;
  const auto drifted = static_cast<double>(after.ahead_ns - before.ahead_ns);
  return near_ns - static_cast<std::int64_t>(drifted * part);
}

}  // namespace primebench::mpi
