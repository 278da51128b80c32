#include "core/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace primebench {
namespace {

constexpr std::size_t kExact = 1000;  // Tosses up to which the binomial distribution is summed.

/// The value that stands at `rank`, from 0, once `values` are sorted.
double at_rank(std::span<double> values, std::size_t rank) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

/// The probability of at most `rank` heads in `count` tosses of a coin.
double heads_at_most(std::size_t rank, std::size_t count) {
  const auto n = static_cast<double>(count);
  if (count > kExact) {
    const double distance = (2 * static_cast<double>(rank) + 1 - n) / std::sqrt(n);
    return std::erfc(-distance / std::sqrt(2)) / 2;
  }
  double term = std::exp2(-n);  // Probability of exactly so many heads.
  double sum = term;
  for (std::size_t heads = 0; heads < rank; ++heads) {
    term *= (n - static_cast<double>(heads)) / static_cast<double>(heads + 1);
    sum += term;
  }
  return sum;
}

}  // namespace

double median(std::vector<double> values) { return median_in_place(values); }

double median_in_place(std::span<double> values) {
  const std::size_t middle = values.size() / 2;
  const double upper = at_rank(values, middle);
  if (values.size() % 2 != 0)
    return upper;
  // nth_element has left everything smaller before the upper one.
  const double lower =
      *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle));
  return lower + (upper - lower) / 2;
}

double median_of_sorted(std::span<const double> values) {
  const std::size_t middle = values.size() / 2;
  const double upper = values[middle];
  if (values.size() % 2 != 0)
    return upper;
  const double lower = values[middle - 1];
  return lower + (upper - lower) / 2;
}

double median_absolute_deviation(const std::vector<double>& values, double middle) {
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values)
    distances.push_back(std::abs(value - middle));
  return median(std::move(distances));
}

std::vector<double> modified_z_scores(const std::vector<double>& values) {
  constexpr double kNormal = 0.6745;  // MAD / standard deviation of a normal distribution.
  const double middle = median(values);
  const double deviation = median_absolute_deviation(values, middle);
  std::vector<double> scores;
  scores.reserve(values.size());
  for (const double value : values)
    scores.push_back(deviation == 0 ? 0 : kNormal * (value - middle) / deviation);
  return scores;
}

std::size_t median_interval_rank(std::size_t count, double tail) {
  std::size_t low = 0;  // Fits, as the answer "none"; what follows `high` does not.
  std::size_t high = count;
  while (low < high) {
    const std::size_t middle = low + (high - low + 1) / 2;
    if (heads_at_most(middle - 1, count) <= tail)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

std::optional<Interval> median_interval(std::vector<double> values) {
  return median_interval(std::move(values), 0.05);
}

std::optional<Interval> median_interval(std::vector<double> values, double error) {
  const std::size_t rank = median_interval_rank(values.size(), error / 2);
  if (rank == 0)
    return std::nullopt;
  const double low = at_rank(values, rank - 1);
  const double high = at_rank(values, values.size() - rank);
  return Interval{low, high};
}

double sign_test_p_value(const std::vector<double>& values) {
  const auto below = std::count_if(values.begin(), values.end(), [](double x) { return x < 0; });
  const auto above = std::count_if(values.begin(), values.end(), [](double x) { return x > 0; });
  const std::size_t others = values.size() - static_cast<std::size_t>(std::max(below, above));
  return std::min(1.0, 2 * heads_at_most(others, values.size()));
}

}  // namespace primebench
