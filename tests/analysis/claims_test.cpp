#include "analysis/claims.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "simulation/simulated.hpp"

namespace primebench {
namespace {

using Possible = std::vector<bool>;

/// Calls of one configuration each, as by a shell loop: one round a call, none shared.
Samples lone_calls(double logarithm, std::uint32_t first, std::uint32_t count, Normal& noise) {
  Samples samples;
  for (std::uint32_t call = 0; call < count; ++call)
    samples.push_back({std::exp(logarithm + 0.02 * noise()), first + call, 0});
  return samples;
}

}  // namespace

TEST_CASE("a clearly slower one is excluded, alike ones are not") {
  Normal noise(1);
  const Best best = possibly_best(simulated_call({0, 0.3, 0}, 10, noise));
  CHECK(best.possible == Possible{true, false, true});
  CHECK(best.basis == Basis::kRounds);
  CHECK(best.count == 10);
  CHECK(best.needed == 0);
}

TEST_CASE("with fewer than six rounds nobody is excluded, and it is said how many it takes") {
  Normal noise(2);
  for (const std::size_t rounds : {1U, 2U, 5U}) {
    const Best best = possibly_best(simulated_call({0, 3}, rounds, noise));
    CHECK(best.possible == Possible{true, true});
    CHECK(best.basis == Basis::kRounds);
    CHECK(best.count == rounds);
    CHECK(best.needed == 6);
  }
  CHECK(possibly_best(simulated_call({0, 3}, 6, noise)).possible == Possible{true, false});
}

TEST_CASE("many configurations in six rounds are decided by ranks") {
  Normal noise(3);
  std::vector<double> logarithms(17, 0.7);
  logarithms[3] = 0;
  const Best best = possibly_best(simulated_call(logarithms, 6, noise));
  for (std::size_t i = 0; i < 17; ++i)
    CHECK(best.possible[i] == (i == 3));
}

TEST_CASE("one that has no values is not the best, and one alone rests on nothing") {
  Normal noise(4);
  const auto samples = simulated_call({0}, 10, noise);
  const Samples groups[] = {samples[0], {}};
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, false});
  CHECK(best.basis == Basis::kNone);
  CHECK(possibly_best({}).possible.empty());
}

TEST_CASE("equal values exclude nobody, however many") {
  for (const std::size_t rounds : {8U, 20U, 300U}) {
    std::vector<Samples> groups(3);
    for (Samples& group : groups) {
      for (std::uint32_t round = 0; round < rounds; ++round)
        group.push_back({5.0 + round % 3, 0, round});
    }
    CHECK(possibly_best(groups).possible == Possible{true, true, true});
    CHECK(ratio(groups[0], groups[1]).interval == Interval{1, 1});
  }
}

TEST_CASE("rounds that not all have are left out") {
  Normal noise(5);
  auto samples = simulated_call({0, 0.3}, 20, noise);
  samples[1].resize(9);
  const Best best = possibly_best(samples);
  CHECK(best.count == 9);
  CHECK(best.possible == Possible{true, false});
}

TEST_CASE("configurations of different calls are compared by calls") {
  Normal noise(6);
  const Samples groups[] = {lone_calls(0, 0, 8, noise), lone_calls(0.3, 100, 8, noise)};
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, false});
  CHECK(best.basis == Basis::kCalls);
  CHECK(best.count == 8);
}

TEST_CASE("with fewer than four calls on a side nothing is claimed") {
  Normal noise(7);
  std::vector<Samples> groups;
  append(groups, simulated_call({0}, 50, noise, 1));
  groups.push_back(simulated_call({1}, 50, noise, 2)[0]);
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, true});
  CHECK(best.basis == Basis::kCalls);
  CHECK(best.count == 1);
  CHECK(best.needed == 4);
  const Ratio found = ratio(groups[1], groups[0]);
  CHECK_FALSE(found.interval);
  CHECK(found.value == doctest::Approx(2.72).epsilon(0.5));
  CHECK(found.basis == Basis::kCalls);
}

TEST_CASE("how many calls it takes counts all that will then be compared") {
  Normal noise(21);
  std::vector<Samples> groups;
  for (std::uint32_t i = 0; i < 15; ++i)
    groups.push_back(lone_calls(0, 100 * i, 3, noise));
  CHECK(possibly_best(groups).needed == 8);  // 105 pairs: 2 / C(16, 8) is below 5 % / 105.
  for (std::uint32_t i = 0; i < 15; ++i)
    groups[i] = lone_calls(0, 100 * i, i < 8 ? 4 : 3, noise);
  CHECK(possibly_best(groups).needed == 8);
}

TEST_CASE("who is left only because there is too little of it is named") {
  Normal noise(22);
  std::vector<Samples> groups = simulated_call({0, 0.3}, 10, noise, 1);
  groups.push_back(lone_calls(1, 100, 1, noise));
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, false, true});
  CHECK(best.untold == Possible{false, false, true});
  groups.pop_back();
  groups.push_back(lone_calls(0, 100, 1, noise));
  groups.erase(groups.begin(), groups.begin() + 2);
  groups.push_back(lone_calls(0, 200, 1, noise));
  CHECK(possibly_best(groups).untold == Possible{false, false});  // Then it is said of all.
}

TEST_CASE("three calls on one side are too few, however many there are on the other") {
  Normal noise(12);
  const Samples groups[] = {lone_calls(0, 0, 3, noise), lone_calls(1, 100, 60, noise)};
  CHECK(possibly_best(groups).possible == Possible{true, true});
  CHECK_FALSE(ratio(groups[0], groups[1]).interval);
}

TEST_CASE("one from another call does not keep the others from being compared") {
  Normal noise(8);
  auto groups = simulated_call({0, 0.3}, 10, noise, 1);
  groups.push_back(simulated_call({1}, 10, noise, 2)[0]);
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, false, true});
  CHECK(best.basis == Basis::kRounds);
}

TEST_CASE("what a call does to one configuration alone is not taken for its speed") {
  // Six calls of 30 rounds: the second is slower in five of them, faster in the last.
  Normal noise(9);
  std::vector<Samples> groups;
  for (std::uint32_t call = 0; call < 6; ++call)
    append(groups, simulated_call({0, call < 5 ? 0.05 : -0.1}, 30, noise, call));
  const Best best = possibly_best(groups);
  CHECK(best.possible == Possible{true, true});
  CHECK(best.basis == Basis::kCalls);
  CHECK(best.count == 6);
}

TEST_CASE("the ratio of common rounds is free of what disturbs a whole round") {
  Samples a;
  Samples b;
  for (std::uint32_t round = 0; round < 8; ++round) {
    a.push_back({3.0 * (1 + round), 0, round});
    b.push_back({2.0 * (1 + round), 0, round});
  }
  const Ratio found = ratio(a, b);
  CHECK(found.value == doctest::Approx(1.5));
  REQUIRE(found.interval);
  CHECK(found.interval->low == doctest::Approx(1.5));
  CHECK(found.basis == Basis::kRounds);
  CHECK(found.count == 8);
  a.resize(5);
  CHECK_FALSE(ratio(a, b).interval);
  CHECK(ratio(a, b).value == doctest::Approx(1.5));
  CHECK(ratio(a, {}).basis == Basis::kNone);
}

TEST_CASE("a change is found in the configuration that changed") {
  Normal noise(10);
  std::vector<std::pair<Samples, Samples>> pairs;
  for (const double change : {0.0, 0.3, -0.3})
    pairs.emplace_back(lone_calls(0, 0, 10, noise), lone_calls(change, 50, 10, noise));
  const auto changes = compare_calls(pairs);
  CHECK(changes[0].finding == Finding::kNone);
  CHECK(changes[1].finding == Finding::kSlower);
  CHECK(changes[2].finding == Finding::kFaster);
  CHECK(changes[1].ratio.value == doctest::Approx(std::exp(0.3)).epsilon(0.05));
  CHECK(changes[1].ratio.interval->low > 1);
  CHECK(changes[0].ratio.interval->low <= 1);
  CHECK(changes[0].needed == 0);
}

TEST_CASE("intervals of all hold together, and one that they would hide ends at 1") {
  // Rounds in common: 2 / 2^n is the error of an interval from the smallest to the largest ratio.
  const auto pair_of = [](std::uint32_t rounds, double ratio) {
    std::pair<Samples, Samples> pair;
    for (std::uint32_t round = 0; round < rounds; ++round) {
      pair.first.push_back({1, 1, round});
      pair.second.push_back({ratio * (1 + 0.001 * round), 1, round});
    }
    pair.second.back().value = 0.5;  // One of them is faster.
    return pair;
  };
  // 1 of 10 rounds: an error of 2.1 %. Of two 2.5 % is enough; of three only after another one.
  const auto found = [&](std::size_t clear) {
    std::vector<std::pair<Samples, Samples>> pairs = {pair_of(10, 1.5)};
    pairs.resize(1 + clear, pair_of(20, 2));
    return compare_calls(pairs);
  };
  CHECK(found(1)[0].finding == Finding::kSlower);
  CHECK(found(1)[0].ratio.interval->low > 1.4);
  const Change after = found(2)[0];
  CHECK(after.finding == Finding::kSlower);
  CHECK(after.ratio.interval->low == 1);
  CHECK(after.ratio.interval->high > 1.5);
}

TEST_CASE("too few calls to find anything are said to be too few") {
  Normal noise(11);
  std::vector<std::pair<Samples, Samples>> pairs(
      7, {lone_calls(0, 0, 5, noise), lone_calls(1, 50, 5, noise)});
  for (const Change& change : compare_calls(pairs)) {
    CHECK(change.finding == Finding::kNone);
    CHECK(change.needed == 6);  // 2 / C(10, 5) is more than 5 % / 7.
  }
  pairs.resize(1);
  CHECK(compare_calls(pairs)[0].finding == Finding::kSlower);
  pairs[0].first.resize(3);
  CHECK(compare_calls(pairs)[0].finding == Finding::kNone);
  CHECK(compare_calls(pairs)[0].needed == 4);
}

TEST_CASE("of zeros there is no ratio, but an order") {
  Samples some;
  Samples none;
  for (std::uint32_t round = 0; round < 6; ++round) {
    some.push_back({3, 1, round});
    none.push_back({0, 1, round});
  }
  for (const Ratio& unknown : {ratio(some, none), ratio(none, some), ratio(none, none)}) {
    CHECK(unknown.basis == Basis::kNone);
    CHECK(unknown.value == 1);
    CHECK_FALSE(unknown.interval.has_value());
  }
  some.back().value = 0;
  CHECK(ratio(some, some).basis == Basis::kNone);
  some.back().value = 3;
  const Samples groups[] = {some, none};
  CHECK(possibly_best(groups).possible == Possible{false, true});
}

}  // namespace primebench
