#include "analysis/ranks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "simulation/simulated.hpp"

namespace primebench {
namespace {

using Bars = std::vector<std::vector<std::size_t>>;

/// Rounds of one call: `base` times a noise of some percent that differs by `phase`.
Samples rounds(double base, std::uint32_t count, std::uint32_t phase, std::uint32_t call = 1) {
  Samples samples;
  for (std::uint32_t round = 1; round <= count; ++round)
    samples.push_back({base * (1 + 0.01 * ((round * 7 + phase * 5) % 11)), call, round});
  return samples;
}

Ranks ranks_of(const std::vector<Samples>& configurations) { return rank(configurations); }

}  // namespace

TEST_CASE("configurations stand by their mean rank over the rounds") {
  const Ranks ranks =
      ranks_of({{{5, 1, 1}, {1, 1, 2}}, {{3, 1, 1}, {2, 1, 2}}, {{9, 1, 1}, {8, 1, 2}}});
  CHECK(ranks.count == 2);
  CHECK(ranks.mean_ranks == std::vector<double>{1.5, 1.5, 3});
  CHECK(ranks.order == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("equal values share their ranks, and one bar joins them") {
  const Samples same = rounds(10, 8, 0);
  const Ranks ranks = ranks_of({same, same, same});
  CHECK(ranks.mean_ranks == std::vector<double>{2, 2, 2});
  CHECK(ranks.bars == Bars{{0, 1, 2}});
}

TEST_CASE("one to five rounds tell nobody apart, and it is said how many it takes") {
  for (const std::uint32_t count : {1U, 2U, 5U}) {
    const Ranks ranks = ranks_of({rounds(10, count, 0), rounds(99, count, 1)});
    CHECK(ranks.count == count);
    CHECK(ranks.bars == Bars{{0, 1}});
    CHECK(ranks.needed == 6);
  }
  const Ranks six = ranks_of({rounds(99, 6, 0), rounds(10, 6, 1)});
  CHECK(six.order == std::vector<std::size_t>{1, 0});
  CHECK(six.bars.empty());
  CHECK(six.needed == 0);
}

TEST_CASE("a bar joins those that are alike, and not those that are slower") {
  const Ranks ranks = ranks_of({rounds(20, 20, 0), rounds(10, 20, 1), rounds(10, 20, 2),
                                rounds(20, 20, 3), rounds(40, 20, 4)});
  CHECK(ranks.bars == Bars{{0, 1}, {2, 3}});
  CHECK(ranks.order.back() == 4);
}

TEST_CASE("alike ones are joined though another one behind them excludes both") {
  // A little faster than the two alike ones, but in every fourth round far slower.
  Normal noise(1);
  std::vector<Samples> all =
      simulated_call({std::log(0.8), 0, 0, 1.4, 1.4, 1.4, 1.4, 1.4}, 60, noise);
  for (std::size_t i = 0; i < all[0].size(); i += 4)
    all[0][i].value *= 10;
  REQUIRE(possibly_best(all).possible ==
          std::vector<bool>{true, false, false, false, false, false, false, false});
  const Ranks ranks = ranks_of(all);
  const auto place = [&](std::size_t i) {
    return static_cast<std::size_t>(std::find(ranks.order.begin(), ranks.order.end(), i) -
                                    ranks.order.begin());
  };
  const auto joined = [&](std::size_t i, std::size_t k) {
    return std::any_of(ranks.bars.begin(), ranks.bars.end(), [&](const auto& bar) {
      return std::count(bar.begin(), bar.end(), place(i)) == 1 &&
             std::count(bar.begin(), bar.end(), place(k)) == 1;
    });
  };
  CHECK(joined(1, 2));
  CHECK_FALSE(joined(0, 1));
  CHECK_FALSE(joined(0, 2));
}

TEST_CASE("the first bar is what the verdict leaves") {
  // Each a little slower than the one before: neighbours overlap, the ends do not.
  std::vector<Samples> stairs;
  for (std::uint32_t i = 0; i < 8; ++i)
    stairs.push_back(rounds(10 * (1 + 0.02 * i), 12, i * i));
  const Ranks ranks = ranks_of(stairs);
  const std::vector<bool> possible = possibly_best(stairs).possible;
  std::vector<std::size_t> left;
  for (std::size_t place = 0; place < ranks.order.size(); ++place) {
    if (possible[ranks.order[place]])
      left.push_back(place);
  }
  REQUIRE(ranks.bars.size() > 1);
  CHECK(left.size() > 1);
  CHECK(ranks.bars.front() == left);
  CHECK(ranks.left == left.size());
  for (const auto& bar : ranks.bars)
    CHECK(bar.size() < stairs.size());
}

TEST_CASE("only rounds that all share count, and without any there are no ranks") {
  Samples gap = rounds(10, 8, 0);
  gap.erase(gap.begin());
  CHECK(ranks_of({gap, rounds(10, 8, 1)}).count == 7);
  const Ranks none = ranks_of({rounds(10, 8, 0, 1), rounds(10, 8, 0, 2)});
  CHECK(none.count == 0);
  CHECK(none.order.empty());
}

TEST_CASE("several calls of several rounds rank by calls") {
  std::vector<Samples> two(2);
  for (std::uint32_t call = 1; call <= 7; ++call) {
    for (std::size_t i = 0; i < 2; ++i) {
      const Samples more = rounds(i == 0 ? 10 : 30, 3, call, call);
      two[i].insert(two[i].end(), more.begin(), more.end());
    }
  }
  const Ranks ranks = ranks_of(two);
  CHECK(ranks.basis == Basis::kCalls);
  CHECK(ranks.count == 7);
  CHECK(ranks.bars.empty());
}

}  // namespace primebench
