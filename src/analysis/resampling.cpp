#include "analysis/resampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/critical_values.hpp"
#include "core/random.hpp"

namespace primebench {
namespace {

constexpr std::uint64_t kSeed = 0x7072696d65;

/// The value, of `total` that are counted in ascending order, at `rank` from 0.
class Walk {
 public:
  Walk(const std::uint8_t* counts, const std::vector<std::size_t>& order)
      : counts_(counts), order_(order), passed_(counts[order[0]]) {}

  /// Ranks must not fall from call to call.
  std::size_t at(std::size_t rank) {
    while (passed_ <= rank)
      passed_ += counts_[order_[++place_]];
    return order_[place_];
  }

 private:
  const std::uint8_t* counts_;
  const std::vector<std::size_t>& order_;
  std::size_t place_ = 0;
  std::size_t passed_;
};

}  // namespace

std::vector<double> Resampling::medians(const Samples& samples) {
  const std::vector<BlockValue> values = by_block(samples);
  const std::vector<BlockValue>* const alone[] = {&values};
  CommonBlocks blocks = common_blocks(alone);
  std::vector<double>& logarithms = blocks.logarithms.front();
  if (is_by_calls(blocks.blocks)) {
    logarithms = by_call(values);
    keep_one_of_each_call(blocks.blocks);
  }
  return medians(logarithms, blocks.blocks);
}

std::vector<double> Resampling::ratios(const Samples& a, const Samples& b) {
  const std::vector<BlockValue> values[] = {by_block(a), by_block(b)};
  const std::vector<BlockValue>* const both[] = {&values[0], &values[1]};
  CommonBlocks common = common_blocks(both);
  if (common.blocks.size() < kFewestRounds) {
    std::vector<double> result = medians(a);
    const std::vector<double> divisors = medians(b);
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i] /= divisors[i];
    return result;
  }
  merge_rounds_of_calls(common);
  std::vector<double> differences;
  for (std::size_t i = 0; i < common.blocks.size(); ++i)
    differences.push_back(common.logarithms[0][i] - common.logarithms[1][i]);
  return medians(differences, common.blocks);
}

std::vector<double> Resampling::medians(const std::vector<double>& logarithms,
                                        const std::vector<std::uint64_t>& blocks) {
  const std::size_t count = logarithms.size();
  fewest_ = fewest_ == 0 ? count : std::min(fewest_, count);
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return logarithms[i] < logarithms[j]; });
  std::vector<double> plain;
  plain.reserve(logarithms.size());
  for (const double logarithm : logarithms)
    plain.push_back(std::exp(logarithm));
  std::vector<double> result = {median(plain)};
  const Counts& draws = draws_of(blocks);
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    Walk walk(&draws[draw * count], order);
    const double lower = plain[walk.at((count - 1) / 2)];
    result.push_back(lower + (plain[walk.at(count / 2)] - lower) / 2);
  }
  return result;
}

const Resampling::Counts& Resampling::draws_of(const std::vector<std::uint64_t>& blocks) {
  const auto [place, is_new] = draws_.try_emplace(blocks);
  Counts& counts = place->second;
  if (is_new) {
    SplitMix64 random(kSeed + draws_.size());
    const std::size_t count = blocks.size();
    counts.resize(kDraws * count);
    for (std::size_t draw = 0; draw < kDraws; ++draw) {
      for (std::size_t i = 0; i < count;) {
        std::uint8_t& drawn = counts[draw * count + random.below(count)];
        const bool room = drawn < std::numeric_limits<std::uint8_t>::max();
        drawn = static_cast<std::uint8_t>(drawn + (room ? 1 : 0));
        i += room ? 1 : 0;  // Else another one is drawn, so that the sum holds.
      }
    }
  }
  return counts;
}

Interval percentiles(std::vector<double> answers) {
  std::sort(answers.begin(), answers.end());
  const std::size_t outside = answers.size() / 40;
  return {answers[outside], answers[answers.size() - 1 - outside]};
}

}  // namespace primebench
