// Several calls with configurations of their own in one verdict: how the error is divided, and
// what a configuration with few rounds takes from others.

#include "analysis/families.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "simulation/simulated.hpp"

namespace primebench {
namespace {

using Possible = std::vector<bool>;

/// `calls` calls of two configurations each, of which the second takes three times as long.
std::vector<Samples> pairs_of_calls(std::size_t calls, std::size_t rounds, Normal& noise) {
  std::vector<Samples> all;
  for (std::uint32_t call = 0; call < calls; ++call) {
    for (Samples& samples : simulated_call({0, std::log(3)}, rounds, noise, call))
      all.push_back(std::move(samples));
  }
  return all;
}

}  // namespace

TEST_CASE("of two calls each excludes its own slower one, or says how many rounds it takes") {
  Normal noise(1);
  const Best few = possibly_best(pairs_of_calls(2, 6, noise));
  CHECK(few.possible == Possible{true, true, true, true});
  CHECK(few.basis == Basis::kRounds);
  CHECK(few.count == 6);
  CHECK(few.needed == 7);  // 2 / 2^7 < 2.5 %.
  const Best enough = possibly_best(pairs_of_calls(2, 7, noise));
  CHECK(enough.possible == Possible{true, false, true, false});
  CHECK(enough.needed == 0);
}

TEST_CASE("more calls take more rounds, and none takes the finding away") {
  Normal noise(2);
  for (const std::size_t calls : {3U, 5U, 6U, 20U}) {
    CAPTURE(calls);
    const auto samples = pairs_of_calls(calls, 20, noise);
    const Best best = possibly_best(samples);
    for (std::size_t i = 0; i < samples.size(); ++i)
      CHECK(best.possible[i] == (i % 2 == 0));
    CHECK(best.needed == 0);
  }
  const Best few = possibly_best(pairs_of_calls(20, 8, noise));
  CHECK(few.possible == Possible(40, true));
  CHECK(few.basis == Basis::kRounds);
  CHECK(few.needed == 10);  // 2 / 2^10 < 5 % / 20.
}

TEST_CASE("one with few rounds does not take those of others") {
  Normal noise(3);
  std::vector<Samples> samples = simulated_call({0, 0.02, std::log(2)}, 100, noise);
  samples[2].resize(6);
  const Best best = possibly_best(samples);
  CHECK(best.possible == Possible{true, false, false});
  CHECK(best.untold == Possible{false, false, false});
  const std::vector<Samples> without(samples.begin(), samples.begin() + 2);
  CHECK(possibly_best(without).possible == Possible{true, false});
}

TEST_CASE("who shares too few rounds with anybody is told apart from nobody") {
  Normal noise(4);
  std::vector<Samples> samples = simulated_call({0, 0.3, 0.3}, 20, noise);
  samples[2].resize(3);
  const Best best = possibly_best(samples);
  CHECK(best.possible == Possible{true, false, true});
  CHECK(best.untold == Possible{false, false, true});
}

TEST_CASE("families join whoever leaves them half of their rounds") {
  Normal noise(5);
  const auto call = simulated_call({0, 0, 0, 0}, 20, noise);
  std::vector<std::vector<BlockValue>> blocks;
  for (const Samples& samples : call)
    blocks.push_back(by_block(samples));
  blocks[2].resize(10);
  blocks[3].resize(7);
  std::vector<Family> families = families_of(blocks);
  REQUIRE(families.size() == 1);  // 7 of 10 is more than half.
  CHECK(families[0].blocks.size() == 7);
  blocks[3].resize(6);
  blocks[2].resize(9);
  families = families_of(blocks);
  REQUIRE(families.size() == 2);
  CHECK(families[0].members == std::vector<std::size_t>{0, 1});
  CHECK(families[0].blocks.size() == 20);
  CHECK(families[1].members == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(families[1].blocks.size() == 6);
}

TEST_CASE("a median of several rounds in each of several calls is known by calls") {
  Normal noise(6);
  const auto calls = [&](std::uint32_t count, std::uint32_t rounds) {
    Samples samples;
    for (std::uint32_t call = 0; call < count; ++call) {
      for (std::uint32_t round = 0; round < rounds; ++round)
        samples.push_back({10.0 + call, call, round});
    }
    return samples;
  };
  CHECK(interval_of_median(calls(1, 6)) == Interval{10, 10});
  CHECK(interval_of_median(calls(6, 1)) == Interval{10, 15});
  CHECK(interval_of_median(calls(6, 4)) == Interval{10, 15});
  CHECK_FALSE(interval_of_median(calls(5, 1)).has_value());
  CHECK_FALSE(interval_of_median(calls(5, 100)).has_value());
  Samples mixed = calls(6, 1);  // The calls come in turns.
  for (const Sample& sample : calls(6, 2))
    mixed.push_back({sample.value, sample.call, sample.round + 1});
  CHECK(interval_of_median(mixed) == Interval{10, 15});
}

}  // namespace primebench
