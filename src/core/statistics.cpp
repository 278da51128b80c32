#include "core/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace primebench {
namespace {

constexpr double kTail = 0.025;       // Of 95 %, on either side.
constexpr double kDeviations = 1.96;  // The same of the normal distribution.

/// The value that stands at `rank`, from 0, once `values` are sorted.
double at_rank(std::vector<double>& values, std::size_t rank) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

}  // namespace

double median(std::vector<double> values) {
  const std::size_t middle = values.size() / 2;
  const double upper = at_rank(values, middle);
  if (values.size() % 2 != 0)
    return upper;
  // nth_element has left everything smaller before the upper one.
  const double lower =
      *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle));
  return lower + (upper - lower) / 2;
}

double median_absolute_deviation(const std::vector<double>& values) {
  const double middle = median(values);
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values)
    distances.push_back(std::abs(value - middle));
  return median(std::move(distances));
}

std::vector<double> modified_z_scores(const std::vector<double>& values) {
  constexpr double kNormal = 0.6745;  // MAD / standard deviation of a normal distribution.
  const double middle = median(values);
  const double deviation = median_absolute_deviation(values);
  std::vector<double> scores;
  scores.reserve(values.size());
  for (const double value : values)
    scores.push_back(deviation == 0 ? 0 : kNormal * (value - middle) / deviation);
  return scores;
}

std::size_t median_interval_rank(std::size_t count) {
  const auto n = static_cast<double>(count);
  if (count > 1000)
    return static_cast<std::size_t>(std::floor((n - kDeviations * std::sqrt(n)) / 2));
  double term = std::exp2(-n);  // Probability of exactly `rank` heads.
  double below = term;          // Probability of at most `rank` heads.
  std::size_t rank = 0;
  while (rank < count && below <= kTail) {
    term *= (n - static_cast<double>(rank)) / static_cast<double>(rank + 1);
    below += term;
    ++rank;
  }
  return rank;
}

std::optional<Interval> median_interval(std::vector<double> values) {
  const std::size_t rank = median_interval_rank(values.size());
  if (rank == 0)
    return std::nullopt;
  const double low = at_rank(values, rank - 1);
  const double high = at_rank(values, values.size() - rank);
  return Interval{low, high};
}

}  // namespace primebench
