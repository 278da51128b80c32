// What became of configurations between old rows and new ones: which are the same, what that
// comparison finds, and what could not be compared.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/claims.hpp"
#include "analysis/groups.hpp"

namespace primebench {

enum class Side { kOld, kNew };

/// A configuration that both sides have.
struct ComparedConfiguration {
  Row configuration;  ///< What was compared across is empty.
  std::string name;   ///< "thread-pool", with what its neighbours differ in.
  double old_ns = 0;  ///< Of the wall time: the median of the medians of the calls.
  double new_ns = 0;
  std::size_t old_calls = 0;
  std::size_t new_calls = 0;
  Change change;
};

/// A configuration that one side has and the other has not.
struct NotCompared {
  Row configuration;
  std::string name;
  Side side = Side::kOld;
  std::string reason;  ///< "host: a in the old rows, b in the new ones"
};

struct Comparison {
  std::vector<ComparedConfiguration> compared;  ///< In the order of the old rows.
  std::vector<NotCompared> not_compared;
};

/// Pairs the configurations of both sides, which must agree in the mode and in every parameter
/// but those of `across`. Rows that differ in nothing else count as one configuration. A label
/// names a side and is no difference if each side has only one. The calls of one side are never
/// those of the other.
Comparison compare(const Grouping& old_rows, const Grouping& new_rows,
                   std::span<const Column* const> across);

/// "no difference found", "faster", "slower", "too few calls".
std::string finding_in_words(const Change& change);

/// Those that are slower by more than `limit`, a share such as 0.05, if it is certain: their
/// intervals say so. Places in `compared`.
std::vector<std::size_t> slower_by_more_than(const Comparison& comparison, double limit);

/// How many configurations have calls too few to find anything, and how many calls it takes on
/// either side for all of them.
struct TooFew {
  std::size_t configurations = 0;
  std::size_t needed = 0;
};
TooFew too_few_calls(const Comparison& comparison);

}  // namespace primebench
