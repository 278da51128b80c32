// What a sweep over sizes says, with its uncertainty: from which size on a configuration is
// worth it or overtakes another, and which may lead at each size.
//
// The intervals come from resampling: the rounds are drawn anew, with replacement and as
// wholes, so that whatever the values of a round share stays together, over all sizes and
// curves; what would have come of each draw is worked out, and 95 % of the answers lie in the
// interval (Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics
// 7, 1979; percentiles). Where there are kFewestRounds calls of several rounds, calls are
// drawn as wholes. The draws are the same in every run of the program.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/claims.hpp"

namespace primebench {

/// One size of a curve.
struct SweepPoint {
  double x = 0;     ///< The size, above 0.
  Samples samples;  ///< Times, or whatever is better if smaller; not empty.
  /// What the ideal is made from, such as the times of one task after another; empty if
  /// the ideal is known exactly.
  Samples baseline;
  /// The best that a sample could be, from the median of the baseline (0 if that is empty).
  /// The value of the point is ideal / median of samples: the efficiency. Without a function
  /// the ideal is 1.
  std::function<double(double)> ideal;
};

/// By ascending x.
using Sweep = std::vector<SweepPoint>;

/// A place on the x axis.
struct Crossing {
  /// 0 if it lies before the first size; none if it lies beyond the last one.
  std::optional<double> x;
  /// Holds the true place with a probability of 95 %; 0 and infinity stand for the same.
  /// None with fewer than kFewestRounds rounds (or calls) that any point has.
  std::optional<Interval> interval;
};

/// The smallest x from which the efficiency of the curve stays at each of `levels` or above,
/// by reaches(): METG, the minimum effective task granularity, of Slaughter and others, "Task
/// Bench: A Parameterized Benchmark for Evaluating Parallel Runtime Performance" (SC 2020).
/// One answer for each level.
std::vector<Crossing> metg(const Sweep& curve, std::span<const double> levels);

/// How values change between two sizes, over log(x): their logarithms in a straight line, as
/// on a chart with a logarithmic axis of values, or the values themselves.
enum class Between { kLogarithms, kValues };

/// The smallest x from which the values of `b` stay at or above those of `a`: where b overtakes
/// a for good. Only sizes that both have count. Values of the same rounds are compared within
/// them, by the median of their ratios as in ratio(), so the place may differ a little from
/// where lines through the medians cross.
Crossing overtakes(const Sweep& b, const Sweep& a, Between between);

/// Which curves may lead at one size.
struct LeadSet {
  double x = 0;
  std::vector<std::size_t> curves;  ///< possibly_best() among those that have this size,
                                    ///< the smallest median first.
  std::size_t among = 0;            ///< How many have this size.
  Best best;                        ///< On what that rests; `possible` is by curve.
};

/// The sets at every size of any curve, ascending.
std::vector<LeadSet> lead_sets(std::span<const Sweep> curves);

/// A change of the lead between two neighbouring sizes at which nobody may lead at both.
struct LeadChange {
  std::size_t after = 0;   ///< Index of the smaller size among the sets; the next one follows.
  std::size_t before = 0;  ///< The curve of smallest median in the set at the smaller size.
  std::size_t then = 0;    ///< The curve of smallest median in the set at the larger size.
  /// Where the second overtakes the first, if both have both sizes, between these: an interval
  /// that would go on ends there.
  std::optional<Crossing> crossing;
};

/// What a mark at such a change says.
inline constexpr std::string_view kLeadChanges = "another mode takes the lead by more than noise";

/// The changes of the lead, ascending: only between sets that have no curve in common.
std::vector<LeadChange> lead_changes(std::span<const Sweep> curves, std::span<const LeadSet> sets,
                                     Between between);

}  // namespace primebench
