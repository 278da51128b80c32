#include "measure/rounds.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/statistics.hpp"
#include "simulation/noise.hpp"

namespace primebench {
namespace {

using Counts = std::vector<std::vector<int>>;

/// How often each directly follows each other one: [earlier][later].
struct Neighbours {
  Counts within;   ///< In the same round.
  Counts borders;  ///< As the first of a round after the last of the one before.
};

Neighbours neighbours(std::size_t count, std::size_t rounds, std::uint64_t seed) {
  const Counts none(count, std::vector<int>(count));
  Neighbours result{none, none};
  std::vector<std::size_t> before;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::vector<std::size_t> order = balanced_order(count, round, seed);
    for (std::size_t i = 1; i < count; ++i)
      ++result.within[order[i - 1]][order[i]];
    if (!before.empty())
      ++result.borders[before.back()][order.front()];
    before = order;
  }
  return result;
}

/// Whether each different pair has one of `allowed`.
bool all_are(const Counts& counts, int least, int most) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t j = 0; j < counts.size(); ++j) {
      if (i == j ? counts[i][j] != 0 : counts[i][j] < least || counts[i][j] > most)
        return false;
    }
  }
  return true;
}

/// By how much the best off and the worst off differ in their medians, relatively, if what
/// comes after `culprit` takes 10 % longer. `means` says to take means, of all others.
double unfairness(std::size_t count, std::size_t culprit, bool means) {
  Normal noise(count * 100 + culprit);
  std::vector<double> sums(count);
  constexpr int kCalls = 400;
  for (int call = 0; call < kCalls; ++call) {
    std::vector<std::vector<double>> values(count);
    std::size_t before = count;
    for (std::size_t round = 0; round < 2 * count; ++round) {
      for (const std::size_t i : balanced_order(count, round, 1)) {
        values[i].push_back((before == culprit ? 1.1 : 1.0) + 0.02 * noise());
        before = i;
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const double mean = std::accumulate(values[i].begin(), values[i].end(), 0.0) /
                          static_cast<double>(values[i].size());
      sums[i] += (means ? mean : median(values[i])) / kCalls;
    }
  }
  if (means)
    sums.erase(sums.begin() + static_cast<std::ptrdiff_t>(culprit));
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double sum : sums) {  // g++ 14 takes std::minmax_element() for a read past the end.
    low = std::min(low, sum);
    high = std::max(high, sum);
  }
  return high - low;
}

}  // namespace

TEST_CASE("every round has each configuration once") {
  for (const std::size_t count : {1U, 2U, 3U, 7U, 14U, 40U, 41U, 200U}) {
    for (std::size_t round = 0; round < 5; ++round) {
      std::vector<std::size_t> order = balanced_order(count, round, 3);
      std::sort(order.begin(), order.end());
      std::vector<std::size_t> all(count);
      std::iota(all.begin(), all.end(), std::size_t{0});
      CHECK(order == all);
    }
  }
  CHECK(balanced_order(0, 7, 1).empty());
}

TEST_CASE("over twice as many rounds as configurations each follows each other one twice") {
  for (std::size_t count = 2; count <= kMostBalanced; ++count) {
    CAPTURE(count);
    CHECK(all_are(neighbours(count, 2 * count, count).within, 2, 2));
  }
  CHECK(all_are(neighbours(14, 14, 9).within, 1, 1));
}

TEST_CASE("with the borders between rounds the counts differ by at most one") {
  for (std::size_t count = 5; count <= kMostBalanced; ++count) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      CAPTURE(count);
      CAPTURE(seed);
      CHECK(all_are(neighbours(count, 2 * count, seed).borders, 0, 1));
    }
  }
}

TEST_CASE("no configuration suffers more than 1 % from what another leaves behind") {
  for (const std::size_t count : {7U, 14U}) {
    for (std::size_t culprit = 0; culprit < count; ++culprit) {
      CAPTURE(count);
      CAPTURE(culprit);
      CHECK(unfairness(count, culprit, false) < 0.01);
      CHECK(unfairness(count, culprit, true) < 0.01);
    }
  }
}

TEST_CASE("the order depends on the seed and on nothing else") {
  CHECK(balanced_order(7, 3, 1) == balanced_order(7, 3, 1));
  CHECK(balanced_order(7, 3, 1) != balanced_order(7, 3, 2));
  CHECK(balanced_order(60, 3, 1) != balanced_order(60, 4, 1));
  CHECK(balanced_order(1, 0, 1) == std::vector<std::size_t>{0});
}

}  // namespace primebench
