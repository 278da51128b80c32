// Medians of measured values as they would be if the rounds had come out otherwise.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "analysis/blocks.hpp"
#include "core/statistics.hpp"

namespace primebench {

/// So many draws; 2.5 % of them are 25.
inline constexpr std::size_t kDraws = 1000;

/// Draws rounds anew, with replacement. Series that have values in the same rounds get the
/// same draws, so that what a round did to all of them stays together; others are drawn on
/// their own. The draws are the same in every run of the program.
class Resampling {
 public:
  /// The median of `samples`, not empty, and after it those of kDraws draws. Where there
  /// are kFewestRounds calls of several rounds each call is one value, its median.
  std::vector<double> medians(const Samples& samples);

  /// Likewise the median of the ratios a / b of the same round, where both have at least
  /// kFewestRounds rounds in common, which is free of what disturbed a round as a whole; else
  /// the ratios of medians().
  std::vector<double> ratios(const Samples& a, const Samples& b);

  /// The fewest rounds, or calls, that any series had; 0 before the first.
  std::size_t fewest() const { return fewest_; }

 private:
  /// How often each round was drawn, draw by draw. A byte each, since there may be thousands of
  /// calls; nothing is drawn 256 times in earnest.
  using Counts = std::vector<std::uint8_t>;

  /// The medians of a series with one value for each block.
  std::vector<double> medians(const std::vector<double>& logarithms,
                              const std::vector<std::uint64_t>& blocks);
  const Counts& draws_of(const std::vector<std::uint64_t>& blocks);

  std::map<std::vector<std::uint64_t>, Counts> draws_;
  std::size_t fewest_ = 0;
};

/// Between which 95 % of `answers`, one for each draw, lie.
Interval percentiles(std::vector<double> answers);

}  // namespace primebench
