#include "analysis/critical_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>

#include "analysis/critical_scores.hpp"
#include "analysis/critical_tables.hpp"

namespace primebench {
namespace {

/// The tables have three digits: what was rounded down must not be exceeded by itself.
constexpr float kRounding = 0.0006F;

/// Which part of a table holds for it.
std::size_t part(Error error) { return static_cast<std::size_t>(error); }

/// What stands at `count` in a row of values by `counts`: between two of them, and beyond the
/// last, on the straight line through two neighbours over the logarithm. Critical values bend
/// down there, so what lies beyond the last is too large rather than too small.
double along_count(std::span<const std::size_t> counts, std::span<const float> row,
                   std::size_t count) {
  const auto place = std::lower_bound(counts.begin() + 1, counts.end() - 1, count);
  const auto right = static_cast<std::size_t>(place - counts.begin());
  const auto x = [](std::size_t n) { return std::log(static_cast<double>(n)); };
  const double low = x(counts[right - 1]);
  const double share = (x(count) - low) / (x(counts[right]) - low);
  const double left = row[right - 1] + kRounding;
  return left + share * (row[right] + kRounding - left);
}

/// Standard deviations of U for more than 20 rounds.
double critical_score(std::size_t count, std::size_t rounds, Error error) {
  const auto& table = tables::kShares[part(error)];
  const auto* place =
      std::upper_bound(std::begin(tables::kShareRounds), std::end(tables::kShareRounds), rounds);
  const auto right = static_cast<std::size_t>(place - std::begin(tables::kShareRounds));
  // The last row is for ever more rounds, where 1 / rounds is 0.
  const double high = 1 / static_cast<double>(tables::kShareRounds[right - 1]);
  const double low = place == std::end(tables::kShareRounds) ? 0 : 1 / static_cast<double>(*place);
  const double share = (high - 1 / static_cast<double>(rounds)) / (high - low);
  const double left = along_count(tables::kShareCounts, table[right - 1], count);
  return left + share * (along_count(tables::kShareCounts, table[right], count) - left);
}

}  // namespace

double critical_share(std::size_t count, std::size_t rounds, Error error) {
  const auto r = static_cast<double>(rounds);
  if (rounds > tables::kShareRounds[0])
    return std::min(1.0,
                    0.5 + critical_score(count, rounds, error) * std::sqrt((2 * r + 1) / 12) / r);
  const auto* place =
      std::lower_bound(std::begin(tables::kPairCounts), std::end(tables::kPairCounts), count);
  if (place == std::end(tables::kPairCounts))
    return 1;
  const unsigned twice = tables::kTwicePairs[part(error)][rounds - kFewestRounds]
                                            [place - std::begin(tables::kPairCounts)];
  // A little more, so that rounding does not matter: counts are whole.
  return std::min(1.0, (twice + 0.5) / (2 * r * r));
}

double critical_rank_difference(std::size_t count, std::size_t rounds, Error error) {
  const std::size_t row = std::min(rounds - kFewestRounds, std::size(tables::kRanks[0]) - 1);
  const auto n = static_cast<double>(count);
  const double unit = std::sqrt(n * (n + 1) / (6 * static_cast<double>(rounds)));
  return unit * along_count(tables::kRankCounts, tables::kRanks[part(error)][row], count);
}

}  // namespace primebench
