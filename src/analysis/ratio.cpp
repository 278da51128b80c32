#include <algorithm>
#include <cmath>

#include "analysis/claims.hpp"
#include "analysis/critical_values.hpp"
#include "analysis/unpaired.hpp"

namespace primebench {
namespace {

constexpr double kError = 0.05;

/// Two sets of values, in the form in which they are compared.
class Comparison {
 public:
  Comparison(const Samples& a, const Samples& b) {
    const std::vector<BlockValue> blocks[] = {by_block(a), by_block(b)};
    const std::vector<BlockValue>* const both[] = {&blocks[0], &blocks[1]};
    CommonBlocks common = common_blocks(both);
    const bool few_rounds = common.blocks.size() < kFewestRounds;
    const std::size_t calls = std::min(count_calls(blocks[0]), count_calls(blocks[1]));
    if (calls == 0)
      return;
    if (common.blocks.empty() || (few_rounds && calls >= kFewestCalls)) {
      basis_ = Basis::kCalls;
      count_ = calls;
      first_ = by_call(blocks[0]);
      second_ = by_call(blocks[1]);
      return;
    }
    basis_ = merge_rounds_of_calls(common) ? Basis::kCalls : Basis::kRounds;
    count_ = common.blocks.size();
    for (std::size_t i = 0; i < count_; ++i)
      ratios_.push_back(common.logarithms[0][i] - common.logarithms[1][i]);
  }

  /// There are values enough for an interval, if not for one at every error.
  bool is_enough() const {
    return basis_ != Basis::kNone && count_ >= (is_paired() ? kFewestRounds : kFewestCalls);
  }

  double smallest_p_value(RankSums& sums) const {
    if (!is_enough())
      return 1;
    return is_paired() ? std::exp2(1 - static_cast<double>(count_))
                       : primebench::smallest_p_value(sums, first_.size(), second_.size());
  }

  double p_value(RankSums& sums) const {
    if (!is_enough())
      return 1;
    return is_paired() ? sign_test_p_value(ratios_) : by_calls(sums, kError).ranks.p_value;
  }

  /// With the interval that leaves out the true ratio with a probability of at most `error`.
  Ratio ratio(RankSums& sums, double error) const {
    Ratio result{1, std::nullopt, basis_, count_};
    if (basis_ == Basis::kNone)
      return result;
    std::optional<Interval> interval;
    if (is_paired()) {
      result.value = std::exp(median(ratios_));
      interval = is_enough() ? median_interval(ratios_, error) : std::nullopt;
    } else if (is_enough()) {
      const Shift found = by_calls(sums, error);
      result.value = std::exp(found.value);
      if (found.rank > 0)
        interval = found.interval;
    } else {
      result.value = std::exp(median(first_) - median(second_));
    }
    if (interval)
      result.interval = {std::exp(interval->low), std::exp(interval->high)};
    return result;
  }

  /// How many rounds, or calls on either side, it takes to find anything at that error.
  std::size_t needed(double error) const {
    if (!is_paired())
      return calls_needed(error);
    return std::max(kFewestRounds, static_cast<std::size_t>(std::ceil(1 - std::log2(error))));
  }

 private:
  bool is_paired() const { return !ratios_.empty(); }

  Shift by_calls(RankSums& sums, double error) const {
    return shift(first_, second_, error, sums.of(first_.size(), second_.size()));
  }

  std::vector<double> ratios_;  ///< Logarithms, one for each round or call in common.
  std::vector<double> first_;   ///< Logarithms of the calls' medians, if there are no ratios.
  std::vector<double> second_;
  Basis basis_ = Basis::kNone;
  std::size_t count_ = 0;
};

/// What the interval leaves out that belongs to the error at which something was found.
void tell(Change& change, const Interval& found) {
  const bool slower = found.low > 1;
  change.finding = slower ? Finding::kSlower : Finding::kFaster;
  Interval& shown = change.ratio.interval.emplace(change.ratio.interval.value_or(found));
  if (slower)
    shown.low = std::max(shown.low, 1.0);
  else
    shown.high = std::min(shown.high, 1.0);
}

}  // namespace

Ratio ratio(const Samples& a, const Samples& b) {
  const auto has_ratios = [](const Samples& samples) {
    return std::all_of(samples.begin(), samples.end(),
                       [](const Sample& one) { return one.value > 0 && std::isfinite(one.value); });
  };
  if (!has_ratios(a) || !has_ratios(b))
    return {};
  RankSums sums;
  return Comparison(a, b).ratio(sums, kError);
}

std::optional<Interval> interval_of_median(Samples samples) {
  std::vector<double> all;
  all.reserve(samples.size());
  for (const Sample& sample : samples)
    all.push_back(sample.value);
  const auto earlier = [](const Sample& a, const Sample& b) { return a.call < b.call; };
  if (!std::is_sorted(samples.begin(), samples.end(), earlier))  // Most stores are.
    std::stable_sort(samples.begin(), samples.end(), earlier);
  std::vector<double> medians;
  std::vector<double> values;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    values.push_back(samples[i].value);
    if (i + 1 == samples.size() || samples[i + 1].call != samples[i].call) {
      medians.push_back(median_in_place(values));
      values.clear();
    }
  }
  if (medians.size() < 2 || medians.size() == all.size())
    return median_interval(std::move(all));
  auto interval = median_interval(std::move(medians));
  if (interval) {
    const double middle = median(std::move(all));
    interval = {std::min(interval->low, middle), std::max(interval->high, middle)};
  }
  return interval;
}

std::vector<Change> compare_calls(std::span<const std::pair<Samples, Samples>> configurations) {
  RankSums sums;
  std::vector<Comparison> comparisons;
  std::vector<double> p_values;
  for (const auto& [before, after] : configurations) {
    comparisons.emplace_back(after, before);
    p_values.push_back(comparisons.back().p_value(sums));
  }
  const auto count = static_cast<double>(configurations.size());
  const std::vector<double> errors = holm(p_values, configurations.size(), kError);
  std::vector<Change> changes;
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    Change change{comparisons[i].ratio(sums, kError / count), Finding::kNone, 0};
    if (p_values[i] <= errors[i])
      tell(change, *comparisons[i].ratio(sums, errors[i]).interval);
    else if (comparisons[i].smallest_p_value(sums) > kError / count)
      change.needed = comparisons[i].needed(kError / count);
    changes.push_back(change);
  }
  return changes;
}

}  // namespace primebench
