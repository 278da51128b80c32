#include "core/statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace primebench {
namespace {

/// count, count - 1, ... 1: not sorted, and each value is its own rank.
std::vector<double> falling(std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.rbegin(), values.rend(), 1.0);
  return values;
}

}  // namespace

TEST_CASE("the median is the middle value or lies between the two middle ones") {
  CHECK(median({7}) == 7);
  CHECK(median({3, 1}) == 2);
  CHECK(median({9, 1, 5}) == 5);
  CHECK(median({4, 1, 3, 2}) == 2.5);
  CHECK(median({5, 5, 5, 1000000}) == 5);
  CHECK(median(falling(1001)) == 501);
  CHECK(median_of_sorted(std::array{1.0, 3.0, 7.0}) == 3);
  CHECK(median_of_sorted(std::array{1.0, 3.0, 7.0, 9.0}) == 5);
}

TEST_CASE("the interval of the median uses the ranks of the published tables") {
  // Ranks for 95 % from tables of the sign test.
  const std::vector<std::pair<std::size_t, std::size_t>> golden = {
      {0, 0},  {1, 0},  {5, 0},  {6, 1},  {7, 1},   {8, 1},   {9, 2},    {10, 2},
      {12, 3}, {15, 4}, {20, 6}, {25, 8}, {30, 10}, {50, 18}, {100, 40}, {1000, 469}};
  for (const auto& entry : golden) {
    CAPTURE(entry.first);
    CHECK(median_interval_rank(entry.first) == entry.second);
  }
}

TEST_CASE("the normal approximation continues the exact ranks") {
  CHECK(median_interval_rank(1001) >= median_interval_rank(1000));
  CHECK(median_interval_rank(1001) <= median_interval_rank(1000) + 1);
  CHECK(median_interval_rank(1000000) == 499020);
}

TEST_CASE("fewer than six values give no interval of the median") {
  CHECK_FALSE(median_interval(falling(5)).has_value());
  CHECK(median_interval(falling(6)) == Interval{1, 6});
  CHECK(median_interval(falling(10)) == Interval{2, 9});
  CHECK(median_interval(falling(100)) == Interval{40, 61});
}

TEST_CASE("the interval holds the true median in at least 95 of 100 samples") {
  std::mt19937_64 random(42);
  std::exponential_distribution<double> skewed(1.0);
  const double true_median = std::log(2.0);
  int held = 0;
  constexpr int kTrials = 4000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> values(15);
    std::generate(values.begin(), values.end(), [&] { return skewed(random); });
    const Interval interval = median_interval(values).value();
    held += interval.low <= true_median && true_median <= interval.high ? 1 : 0;
  }
  CHECK(held > kTrials * 95 / 100);
  CHECK(held < kTrials * 98 / 100);
}

TEST_CASE("the median absolute deviation and the modified z-scores are those worked out by hand") {
  const std::vector<double> values = {2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3};
  CHECK(median_absolute_deviation(values, median(values)) == doctest::Approx(0.15));
  const std::vector<double> scores = modified_z_scores(values);
  CHECK(scores[0] == doctest::Approx(-1.5738).epsilon(0.001));
  CHECK(scores[8] == doctest::Approx(25.856).epsilon(0.001));
  CHECK(scores[9] == doctest::Approx(26.306).epsilon(0.001));
  CHECK(modified_z_scores({5, 5, 5, 9}) == std::vector<double>{0, 0, 0, 0});
}

}  // namespace primebench
