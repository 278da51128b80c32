// How often a comparison of old and new, and a comparison across calls, is wrong; and whether
// the interval of a crossover holds it.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "analysis/claims.hpp"
#include "analysis/sweep.hpp"
#include "simulation/simulated.hpp"

namespace primebench {
namespace {

constexpr int kRuns = 1000;

/// Seven configurations, ten calls of each side by turns, eight rounds each; every call moves
/// each configuration, with a spread of 5 %: by its moment all of them, and each by itself.
std::vector<std::pair<Samples, Samples>> old_and_new(double change, Normal& noise) {
  std::vector<Samples> sides[2];
  for (std::uint32_t call = 0; call < 20; ++call) {
    std::vector<double> logarithms(7);
    const double moment = 0.03 * noise();
    for (double& logarithm : logarithms)
      logarithm = moment + 0.04 * noise();
    if (call % 2 == 1)
      logarithms[2] += change;
    append(sides[call % 2], simulated_call(logarithms, 8, Scatter::kEqual, noise, call, 0.005));
  }
  std::vector<std::pair<Samples, Samples>> pairs;
  for (std::size_t i = 0; i < 7; ++i)
    pairs.emplace_back(sides[0][i], sides[1][i]);
  return pairs;
}

}  // namespace

TEST_CASE("comparing old and new: nothing is found where nothing changed, 10 % where it did") {
  Normal noise(1);
  int wrong = 0;
  int found = 0;
  int inconsistent = 0;
  for (int run = 0; run < kRuns; ++run) {
    bool any = false;
    for (const Change& change : compare_calls(old_and_new(0, noise))) {
      const Interval& interval = *change.ratio.interval;
      any |= change.finding != Finding::kNone;
      inconsistent +=
          (change.finding == Finding::kNone) != (interval.low <= 1 && interval.high >= 1);
    }
    wrong += any ? 1 : 0;
    found += compare_calls(old_and_new(0.1, noise))[2].finding == Finding::kSlower ? 1 : 0;
  }
  fmt::print(
      "compare, 7 configurations, 10 calls a side: something found without a change in "
      "{:.3f} of runs, 10 % slower found in {:.3f}\n",
      wrong / 1e3, found / 1e3);
  CHECK(wrong <= 0.05 * kRuns);
  CHECK(found >= 0.7 * kRuns);
  CHECK(inconsistent == 0);
}

TEST_CASE("the intervals of all configurations hold together, whatever was found") {
  constexpr double kChange = 0.1;
  Normal noise(5);
  int all_hold = 0;
  int too_much = 0;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<std::pair<Samples, Samples>> pairs;
    for (const Samples& before : simulated_call(std::vector<double>(14, 0.0), 20, noise)) {
      Samples calls[2];
      for (const Sample& sample : before) {
        for (std::uint32_t side = 0; side < 2; ++side)
          calls[side].push_back(
              {std::exp(kChange * side + 0.02 * noise()), 2 * sample.round + side, 0});
      }
      pairs.emplace_back(calls[0], calls[1]);
    }
    const double truth = std::exp(kChange);
    const std::vector<Change> changes = compare_calls(pairs);
    all_hold += std::all_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.ratio.interval->low <= truth && truth <= change.ratio.interval->high;
    });
    too_much += std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.ratio.interval->low > truth;
    });
  }
  fmt::print("compare, 14 configurations 10 % slower: all intervals hold it in {:.3f} of runs\n",
             all_hold / 1e3);
  CHECK(all_hold >= 0.94 * kRuns);
  CHECK(too_much <= 0.05 * kRuns);
}

TEST_CASE("alike ones of two sets of calls, all in one comparison, are rarely excluded") {
  Normal noise(3);
  int wrong = 0;
  int found = 0;
  for (int run = 0; run < kRuns; ++run) {
    for (const double change : {0.0, 0.3}) {
      std::vector<Samples> groups;
      for (const auto& [before, after] : old_and_new(change, noise)) {
        groups.push_back(before);
        groups.push_back(after);
      }
      // The third is the one that changes: its new values are the sixth group.
      const std::vector<bool> possible = possibly_best(groups).possible;
      const bool any = std::find(possible.begin(), possible.end(), false) != possible.end();
      wrong += change == 0 && any ? 1 : 0;
      found += change > 0 && !possible[5] ? 1 : 0;
    }
  }
  fmt::print(
      "two sets of 10 calls, 7 configurations each: excludes any of the alike in {:.3f} "
      "of runs, 30 % slower found in {:.3f}\n",
      wrong / 1e3, found / 1e3);
  CHECK(wrong <= 0.07 * kRuns);
  CHECK(found >= 0.95 * kRuns);
}

TEST_CASE("ten calls of twenty rounds, each with a whim of its own, exclude alike ones rarely") {
  Normal noise(2);
  int wrong = 0;
  int wrong_apart = 0;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<Samples> together;
    std::vector<Samples> apart;
    for (std::uint32_t call = 0; call < 10; ++call) {
      std::vector<double> logarithms(7);
      for (double& logarithm : logarithms)
        logarithm = 0.03 * noise();
      append(together, simulated_call(logarithms, 20, noise, call));
    }
    apart = together;
    for (std::uint32_t i = 0; i < apart.size(); ++i) {
      for (Sample& sample : apart[i])
        sample.call += 100 * i;
    }
    const auto excludes = [](const std::vector<Samples>& samples) {
      for (const bool possible : possibly_best(samples).possible) {
        if (!possible)
          return 1;
      }
      return 0;
    };
    wrong += excludes(together);
    wrong_apart += excludes(apart);
  }
  fmt::print(
      "10 calls of 20 rounds, 7 alike: excludes any in {:.3f} of runs; each "
      "configuration in calls of its own: {:.3f}\n",
      wrong / 1e3, wrong_apart / 1e3);
  CHECK(wrong <= 0.07 * kRuns);
  CHECK(wrong_apart <= 0.07 * kRuns);
}

TEST_CASE("the interval of a known crossover holds it in 90 to 99 % of sweeps") {
  const double truth = std::pow(10, 1.4);
  for (const std::size_t rounds : {6U, 10U, 20U}) {
    Normal noise(rounds);
    int holds = 0;
    int metg_holds = 0;
    constexpr int kSweeps = 500;
    for (int run = 0; run < kSweeps; ++run) {
      Sweep curves[2];
      for (int size = 0; size < 4; ++size) {
        // Straight over the logarithm of the size; equal at 10^1.4.
        const double behind = 0.2 * (1.4 - size);
        // The efficiency 1 / time of the first, 0.3 + 0.1 size, is 0.44 there.
        const double time = -std::log(0.3 + 0.1 * size);
        const auto samples = simulated_call({time, time + behind}, rounds, noise);
        for (std::size_t i = 0; i < 2; ++i)
          curves[i].push_back({std::pow(10, size), samples[i], {}, nullptr});
      }
      const auto found = overtakes(curves[1], curves[0], Between::kLogarithms);
      holds += found.interval->low <= truth && truth <= found.interval->high ? 1 : 0;
      const double levels[] = {0.44};
      const auto reached = metg(curves[0], levels)[0];
      metg_holds += reached.interval->low <= truth && truth <= reached.interval->high ? 1 : 0;
    }
    fmt::print("{} rounds: the interval holds the crossover in {:.3f} of sweeps, METG in {:.3f}\n",
               rounds, holds / 500.0, metg_holds / 500.0);
    CHECK(holds >= 0.90 * kSweeps);
    CHECK(holds <= 0.99 * kSweeps);
    CHECK(metg_holds >= 0.90 * kSweeps);
    CHECK(metg_holds <= 0.99 * kSweeps);
  }
}

}  // namespace primebench
