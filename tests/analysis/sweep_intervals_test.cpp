#include "analysis/sweep.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "simulation/simulated.hpp"

namespace primebench {
namespace {

/// Sweeps over sizes 1, 10, 100, ... of which each has the given logarithms, in one call.
std::vector<Sweep> sweeps(const std::vector<std::vector<double>>& logarithms, std::size_t rounds,
                          Normal& noise) {
  std::vector<Sweep> result(logarithms.size());
  double x = 1;
  for (std::size_t size = 0; size < logarithms[0].size(); ++size, x *= 10) {
    std::vector<double> column;
    for (const auto& curve : logarithms)
      column.push_back(curve[size]);
    const auto samples = simulated_call(column, rounds, noise);
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i].push_back({x, samples[i], {}, nullptr});
  }
  return result;
}

}  // namespace

TEST_CASE("METG lies where the efficiency reaches the level, with an interval around it") {
  Normal noise(1);
  // Efficiency 1 / time: 0.2, 0.4, 0.6, 0.8.
  const auto curves =
      sweeps({{std::log(5), std::log(2.5), std::log(1 / 0.6), std::log(1.25)}}, 20, noise);
  const double levels[] = {0.5, 0.05, 0.95};
  const auto found = metg(curves[0], levels);
  CHECK(found[0].x.value() == doctest::Approx(31.6).epsilon(0.3));
  CHECK(found[0].interval->low < *found[0].x);
  CHECK(found[0].interval->high > *found[0].x);
  CHECK(found[1].x == 0);
  CHECK(found[1].interval == Interval{0, 0});
  CHECK_FALSE(found[2].x);
  CHECK(std::isinf(found[2].interval->low));
}

TEST_CASE("a baseline of the same rounds carries its noise into the efficiency") {
  Normal noise(2);
  const auto samples = simulated_call({0, 0}, 10, noise);
  // Time and ideal are the same values: whatever is drawn, the efficiency is 1.
  const Sweep curve = {{1, samples[0], samples[0], [](double base) { return base / 4; }},
                       {10, samples[0], samples[0], [](double base) { return base; }}};
  const double levels[] = {0.625};
  const auto found = metg(curve, levels);
  CHECK(found[0].x.value() == doctest::Approx(std::sqrt(10)));
  CHECK(found[0].interval->low == doctest::Approx(std::sqrt(10)));
  CHECK(found[0].interval->high == doctest::Approx(std::sqrt(10)));
}

TEST_CASE("with fewer than six rounds there is no interval") {
  Normal noise(3);
  const double levels[] = {0.5};
  const auto few = sweeps({{std::log(4), 0}}, 5, noise);
  CHECK(metg(few[0], levels)[0].x);
  CHECK_FALSE(metg(few[0], levels)[0].interval);
  CHECK(metg({}, levels)[0].x == std::nullopt);
}

TEST_CASE("one curve overtakes another where their times are equal") {
  Normal noise(4);
  const auto curves = sweeps({{0, 0, 0}, {0.4, 0.2, -0.2}}, 20, noise);
  const Crossing found = overtakes(curves[1], curves[0], Between::kLogarithms);
  CHECK(found.x.value() == doctest::Approx(std::pow(10, 1.5)).epsilon(0.3));
  CHECK(found.interval->low < *found.x);
  CHECK(found.interval->high > *found.x);
  CHECK_FALSE(overtakes(curves[0], curves[1], Between::kLogarithms).x);
}

TEST_CASE("the lead belongs to sets and changes between sets that have nobody in common") {
  Normal noise(5);
  // The first leads at 1, all are alike at 10, the others lead at 100 and 1000.
  const auto curves = sweeps({{0, 0, 0.3, 0.3}, {0.3, 0, 0, 0}, {0.3, 0, 0, 0}}, 20, noise);
  const auto sets = lead_sets(curves);
  REQUIRE(sets.size() == 4);
  CHECK(sets[0].curves == std::vector<std::size_t>{0});
  CHECK(sets[1].curves.size() == 3);
  CHECK(sets[2].curves.size() == 2);
  CHECK(sets[2].among == 3);
  CHECK(lead_changes(curves, sets, Between::kLogarithms).empty());
}

TEST_CASE("a change of the lead is placed between its two sizes") {
  Normal noise(6);
  const auto curves = sweeps({{0, 0, 0.3}, {0.3, 0.3, 0}}, 20, noise);
  const auto changes = lead_changes(curves, lead_sets(curves), Between::kLogarithms);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].after == 1);
  CHECK(changes[0].before == 0);
  CHECK(changes[0].then == 1);
  REQUIRE(changes[0].crossing);
  CHECK(changes[0].crossing->x.value() == doctest::Approx(31.6).epsilon(0.2));
  CHECK(changes[0].crossing->interval->low > 10);
  CHECK(changes[0].crossing->interval->high < 100);
}

}  // namespace primebench
