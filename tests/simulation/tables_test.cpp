// Whether the tables of critical values hold, between their lines as well: simulated afresh,
// with another seed than the one they were made with.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "analysis/critical_values.hpp"
#include "analysis/paired_rule.hpp"
#include "simulation/noise.hpp"

namespace primebench {
namespace {

/// A place between or on the lines of a table.
struct Place {
  std::size_t count;
  std::size_t rounds;
};

RoundTable alike(std::size_t count, std::size_t rounds, Normal& noise) {
  RoundTable table(count, std::vector<double>(rounds));
  for (std::vector<double>& row : table)
    std::generate(row.begin(), row.end(), [&] { return noise(); });
  return table;
}

/// In which share of the simulations the largest share exceeds the critical value.
double exceeded_shares(std::size_t count, std::size_t rounds, int runs) {
  Normal noise(count * 7919 + rounds);
  const double critical = critical_share(count, rounds, Error::kFivePercent);
  int exceeded = 0;
  for (int run = 0; run < runs; ++run) {
    RoundTable table = divided_by_median(alike(count, rounds, noise));
    for (std::vector<double>& row : table)
      std::sort(row.begin(), row.end());
    std::size_t largest = 0;
    for (const auto& a : table) {
      for (const auto& b : table)
        largest = std::max(largest, twice_the_larger(a, b));
    }
    exceeded += static_cast<double>(largest) > 2 * critical * static_cast<double>(rounds * rounds);
  }
  return static_cast<double>(exceeded) / runs;
}

double exceeded_ranks(std::size_t count, std::size_t rounds, int runs) {
  Normal noise(count * 7919 + rounds);
  const double critical = critical_rank_difference(count, rounds, Error::kFivePercent);
  int exceeded = 0;
  for (int run = 0; run < runs; ++run) {
    const std::vector<double> ranks = mean_ranks(alike(count, rounds, noise));
    const auto [low, high] = std::minmax_element(ranks.begin(), ranks.end());
    exceeded += *high - *low > critical;
  }
  return static_cast<double>(exceeded) / runs;
}

}  // namespace

TEST_CASE("critical shares are exceeded in 5 % of the cases, off the lines of the table too") {
  constexpr int kRuns = 2000;
  for (const Place& place : {Place{2U, 25U},
                             {3U, 40U},
                             {7U, 20U},
                             {7U, 27U},
                             {9U, 70U},
                             {13U, 24U},
                             {16U, 12U},
                             {25U, 35U},
                             {5U, 400U}}) {
    const double share = exceeded_shares(place.count, place.rounds, kRuns);
    fmt::print("{} configurations, {} rounds: critical share exceeded in {:.4f}\n", place.count,
               place.rounds, share);
    CAPTURE(place.count);
    CAPTURE(place.rounds);
    CHECK(share <= 0.065);  // Three standard deviations above 5 %.
    CHECK(share >= 0.030);
  }
}

TEST_CASE("critical differences of ranks are exceeded in 5 % of the cases") {
  constexpr int kRuns = 2000;
  for (const Place& place :
       {Place{9U, 6U}, {17U, 6U}, {17U, 7U}, {33U, 8U}, {55U, 9U}, {300U, 12U}}) {
    const double share = exceeded_ranks(place.count, place.rounds, kRuns);
    fmt::print("{} configurations, {} rounds: critical difference of ranks exceeded in {:.4f}\n",
               place.count, place.rounds, share);
    CAPTURE(place.count);
    CAPTURE(place.rounds);
    CHECK(share <= 0.065);
    CHECK(share >= 0.030);
  }
}

}  // namespace primebench
