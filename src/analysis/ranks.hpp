// How several configurations rank over the rounds that they share, and which of them cannot
// be told apart: what a critical difference diagram shows. That is from Demsar, "Statistical
// Comparisons of Classifiers over Multiple Data Sets" (Journal of Machine Learning Research 7,
// 2006), where data sets are what rounds are here. His bars join mean ranks that lie within
// Nemenyi's critical difference; ours come from possibly_best(), as every verdict does, so that
// the two cannot contradict each other.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/claims.hpp"

namespace primebench {

struct Ranks {
  std::vector<std::size_t> order;  ///< The configurations, by ascending mean rank.
  std::vector<double> mean_ranks;  ///< From 1, in that order; equal values share their ranks.
  /// Places in that order, ascending, at least two each: which cannot be told apart. None lies
  /// within another.
  std::vector<std::vector<std::size_t>> bars;
  Basis basis = Basis::kRounds;
  std::size_t count = 0;   ///< Rounds, or calls, that all have in common; 0: there are no ranks.
  std::size_t needed = 0;  ///< With too few to tell any apart: how many it takes; else 0.
  std::size_t left = 0;  ///< How many the verdict leaves; if more than one, they are the first bar.
};

/// At least two configurations, each with values. The first bar is what the verdict leaves of
/// all; each of the others what it would leave if the first of the bar before were not there.
/// Each holds with 95 % by itself, not all of them together.
Ranks rank(std::span<const Samples> configurations);

}  // namespace primebench
