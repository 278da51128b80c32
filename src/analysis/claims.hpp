// What may be claimed of measured values: the only place that decides it. Verdict, charts,
// report and compare ask these functions.
//
// Every claim is wrong in at most 5 % of the cases in which there is nothing to find, for all
// configurations together. None assumes a normal distribution or equal spreads.
//
// Configurations that were measured in the same rounds are compared within them, so that
// what disturbs a round as a whole divides out. Others are compared by calls: the rows of
// one call share its moment, so each call counts as one value, the median of its rows.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analysis/blocks.hpp"
#include "core/statistics.hpp"

namespace primebench {

/// Fewer calls than that on either side decide nothing.
inline constexpr std::size_t kFewestCalls = 4;

/// What a claim rests on: that many rounds, or calls.
enum class Basis { kNone, kRounds, kCalls };

/// Which of several configurations may be the best.
struct Best {
  /// By configuration: it cannot be excluded as the best, at 95 % for all together. At least
  /// one is left; one without values cannot be the best.
  std::vector<bool> possible;
  /// By configuration: it is left because there were too few rounds and calls to compare it with
  /// any other, while others were compared.
  std::vector<bool> untold;
  Basis basis = Basis::kNone;  ///< None if fewer than two have values.
  std::size_t count = 0;       ///< Rounds in common, or calls of the one that has fewest.
  std::size_t needed = 0;      ///< With too few to exclude anybody: how many it takes; else 0.
};

/// Which of `groups` may be the best: those that share at least kFewestRounds rounds by
/// possibly_best_paired(); where there are kFewestRounds calls of several rounds, each call is
/// one round (merge_rounds_of_calls()), and the basis is calls. Configurations that do not share
/// rounds are compared by calls, two by two by RankSum and holm(). If some share rounds and some do
/// not, or several sets do (families_of()), the error is divided: two tests get 2.5 % each, up to
/// five 1 % for each set and the rest for what is compared by calls. More sets are compared by
/// sign tests and holm(), all together.
Best possibly_best(std::span<const Samples> groups);

/// Holds the true median of `samples` with a probability of 95 % (median_interval()). Where some
/// calls have several values, which share the moment of the call, it is that of the medians of
/// calls, and holds the median of all values too. None for fewer than kFewestRounds values, or
/// calls. Unlike everywhere else, values may be of any size.
std::optional<Interval> interval_of_median(Samples samples);

/// How many times as large one value is as another.
struct Ratio {
  double value = 1;
  std::optional<Interval> interval;  ///< Holds the true ratio with a probability of 95 %.
  Basis basis = Basis::kNone;        ///< None if nothing is known: see ratio().
  std::size_t count = 0;             ///< Rounds in common, or calls of the side with fewer.
};

/// a / b. Of at least kFewestRounds rounds in common the median of the ratios in each, with
/// the interval by order statistics (median_interval()), or the same of each call's median
/// ratio where there are that many calls of several rounds. Otherwise by calls: the estimate
/// of the shift between the logarithms with its interval (shift()). With fewer rounds and
/// fewer than kFewestCalls calls on a side there is only a value: the median ratio of common
/// rounds, or else the ratio of the medians of calls. Nothing is known if a side has no values, or
/// one that is not above 0, as system time often is: of that there is no ratio.
Ratio ratio(const Samples& a, const Samples& b);

/// What became of one configuration.
enum class Finding { kNone, kFaster, kSlower };

struct Change {
  Ratio ratio;  ///< New / old. Its interval has 1 inside exactly if nothing was found.
  Finding finding = Finding::kNone;
  std::size_t needed = 0;  ///< With too few to find anything: how many on either side; else 0.
};

/// What became of each of several configurations, old values first, new ones second: with a
/// probability of 95 % nothing is found in any that has not changed, however many there are.
/// Each is compared as by ratio(), by calls or by common rounds, and all together corrected
/// by holm(). The intervals hold the true ratios of all with a probability of 95 %, after
/// Bonferroni: the error is divided evenly. Holm's method can find a little more than they show:
/// then the interval ends at 1.
std::vector<Change> compare_calls(std::span<const std::pair<Samples, Samples>> configurations);

}  // namespace primebench
