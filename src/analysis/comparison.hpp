// What became of configurations between old rows and new ones: which are the same, what that
// comparison finds, and what could not be compared.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/claims.hpp"
#include "analysis/groups.hpp"

namespace primebench {

enum class Side { kOld, kNew };

/// What the numbers of calls and rounds say that both sides have.
enum class Numbering {
  kApart,   ///< Nothing: each side was numbered by itself.
  kShared,  ///< Rows of both sides with the same Place are of one call and round.
};

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

/// A configuration that one side has and the other has not, or of which there is no ratio.
struct NotCompared {
  Row configuration;
  std::string name;
  Side side = Side::kOld;
  std::string reason;  ///< "host: a in the old rows, b in the new ones"
  /// In what it differs from the nearest one of the other side, as --across takes it.
  std::vector<std::string_view> differs_in{};
};

struct Comparison {
  std::vector<ComparedConfiguration> compared;  ///< In the order of the old rows.
  std::vector<NotCompared> not_compared;
};

/// Pairs the configurations of both sides, which must agree in the mode and in every parameter
/// but those of `across`. Rows that differ in nothing else count as one configuration, but for
/// what a call asks for: two pools of one side are not compared with one of the other. A label
/// names a side and is no difference if each side has only one.
Comparison compare(const Grouping& old_rows, const Grouping& new_rows,
                   std::span<const Column* const> across, Numbering numbering = Numbering::kApart);

/// "no difference found", "faster", "slower", "too few calls", "too few rounds".
std::string finding_in_words(const Change& change);

/// Those that are slower by more than `limit`, a share such as 0.05, if it is certain: their
/// intervals say so. Places in `compared`.
std::vector<std::size_t> slower_by_more_than(const Comparison& comparison, double limit);

/// How many configurations have too few calls, or rounds in common, to find anything, and how many
/// it takes, of calls on either side, for all of them.
struct TooFew {
  std::size_t configurations = 0;
  std::size_t needed = 0;
};
/// Of those that are compared by rounds, or of all others.
TooFew too_few(const Comparison& comparison, Basis basis);

}  // namespace primebench
