#include "core/rank_sum.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace primebench {
namespace {

constexpr std::size_t kExact = 30;  // Values a side; the recurrence takes their third power.

/// Probabilities of each U for `first` and `second` values. The largest of all values is
/// one of the first with the probability first / (first + second), and is then ahead of
/// all second ones.
std::vector<double> probabilities(std::size_t first, std::size_t second) {
  // In turn for 0 .. first values on one side: by how many there are on the other.
  std::vector<std::vector<double>> fewer(second + 1, std::vector<double>{1});
  for (std::size_t n = 1; n <= first; ++n) {
    std::vector<std::vector<double>> row(second + 1);
    row[0] = {1};
    for (std::size_t m = 1; m <= second; ++m) {
      const double share = static_cast<double>(n) / static_cast<double>(n + m);
      row[m].resize(n * m + 1);
      for (std::size_t u = 0; u < fewer[m].size(); ++u)
        row[m][u + m] += share * fewer[m][u];
      for (std::size_t u = 0; u < row[m - 1].size(); ++u)
        row[m][u] += (1 - share) * row[m - 1][u];
    }
    fewer = std::move(row);
  }
  return fewer[second];
}

/// How many of the differences a - b are at most `limit`. Both are sorted.
std::size_t count_up_to(const std::vector<double>& a, const std::vector<double>& b, double limit) {
  std::size_t count = 0;
  std::size_t begin = 0;  // The first of b with a - b <= limit.
  for (const double value : a) {
    while (begin < b.size() && value - b[begin] > limit)
      ++begin;
    count += b.size() - begin;
  }
  return count;
}

/// The difference a - b that stands at `rank`, from 1, if all are sorted: by halving the
/// range of values, since there are too many differences to sort.
double difference_at(const std::vector<double>& a, const std::vector<double>& b, std::size_t rank) {
  double low = a.front() - b.back();
  double high = a.back() - b.front();
  if (count_up_to(a, b, low) >= rank)
    return low;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high)
      return high;
    (count_up_to(a, b, middle) >= rank ? high : low) = middle;
  }
}

}  // namespace

RankSum::RankSum(std::size_t first, std::size_t second) : first_(first), second_(second) {
  if (first > kExact || second > kExact)
    return;
  at_most_ = probabilities(first, second);
  std::partial_sum(at_most_.begin(), at_most_.end(), at_most_.begin());
}

double RankSum::at_most(std::size_t count) const {
  if (count >= first_ * second_)
    return 1;
  if (!at_most_.empty())
    return at_most_[count];
  const auto n = static_cast<double>(first_);
  const auto m = static_cast<double>(second_);
  const double deviation = std::sqrt(n * m * (n + m + 1) / 12);
  const double distance = (static_cast<double>(count) + 0.5 - n * m / 2) / deviation;
  return std::erfc(-distance / std::sqrt(2)) / 2;
}

std::size_t RankSum::rank(double tail) const {
  std::size_t low = 0;  // Fits, as the answer "none"; what follows `high` does not.
  std::size_t high = first_ * second_;
  while (low < high) {
    const std::size_t middle = low + (high - low + 1) / 2;
    if (at_most(middle - 1) <= tail)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

RankComparison compare_ranks(const std::vector<double>& a, const std::vector<double>& b,
                             const RankSum& distribution) {
  const std::size_t not_larger = count_up_to(a, b, 0);
  const std::size_t not_smaller = count_up_to(b, a, 0);
  return {not_larger < not_smaller,
          std::min(1.0, 2 * distribution.at_most(std::min(not_larger, not_smaller)))};
}

Shift shift(std::vector<double> a, std::vector<double> b, double error,
            const RankSum& distribution) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const std::size_t count = a.size() * b.size();
  Shift result;
  const double upper = difference_at(a, b, count / 2 + 1);
  const double lower = count % 2 != 0 ? upper : difference_at(a, b, count / 2);
  result.value = lower + (upper - lower) / 2;
  result.ranks = compare_ranks(a, b, distribution);
  result.rank = distribution.rank(error / 2);
  if (result.rank > 0) {
    result.interval = {difference_at(a, b, result.rank),
                       difference_at(a, b, count + 1 - result.rank)};
  }
  return result;
}

std::vector<double> holm(const std::vector<double>& p_values, std::size_t count, double error) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return p_values[i] < p_values[j]; });
  std::vector<double> errors(p_values.size());
  std::size_t left = count;  // Hypotheses that have not fallen.
  bool standing = false;
  for (const std::size_t i : order) {
    errors[i] = error / static_cast<double>(left);
    standing = standing || p_values[i] > errors[i];
    left -= standing ? 0 : 1;
  }
  return errors;
}

}  // namespace primebench
