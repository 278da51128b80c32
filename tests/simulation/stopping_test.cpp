// What it costs to stop when the median seems to be known: one configuration whose times are
// lognormal, measured until --precision is reached.

#include <doctest/doctest.h>

#include <fmt/core.h>

#include <chrono>
#include <cmath>

#include "cli/stopping.hpp"
#include "core/statistics.hpp"
#include "simulation/noise.hpp"

namespace primebench {
namespace {

constexpr std::size_t kRuns = 4000;
constexpr std::size_t kMostRounds = 1000;

struct Outcome {
  double covered = 0;  ///< The share of runs whose last interval holds the true median, 1.
  double bias = 0;     ///< The mean of the medians, less 1.
  double rounds = 0;   ///< The mean.
};

Outcome stopped(double spread, double precision) {
  Normal normal(11);
  const Stopping stopping({.precision = precision});
  Outcome outcome;
  for (std::size_t run = 0; run < kRuns; ++run) {
    std::vector<KnownTimes> times = {{.name = "a", .wall_ns = {}}};
    std::vector<double>& values = times.front().wall_ns;
    do
      values.push_back(std::exp(spread * normal()));
    while (values.size() < kMostRounds &&
           stopping.reason(times, values.size(), std::chrono::seconds(1)).empty());
    const auto interval = median_interval(values);
    REQUIRE(interval.has_value());
    outcome.covered += interval->low <= 1 && 1 <= interval->high ? 1 : 0;
    outcome.bias += median(values) - 1;
    outcome.rounds += static_cast<double>(values.size());
  }
  outcome.covered /= kRuns;
  outcome.bias /= kRuns;
  outcome.rounds /= kRuns;
  return outcome;
}

}  // namespace

TEST_CASE("stopping at a precision of 2 % costs coverage, but moves the median hardly at all") {
  for (const double spread : {0.01, 0.02, 0.05}) {
    const Outcome outcome = stopped(spread, 0.02);
    fmt::print("spread {:.0f} %: covered {:.1f} %, bias {:+.3f} %, {:.1f} rounds\n", spread * 100,
               outcome.covered * 100, outcome.bias * 100, outcome.rounds);
    CHECK(outcome.covered > 0.85);
    CHECK(std::abs(outcome.bias) < 0.002);
  }
}

}  // namespace primebench
