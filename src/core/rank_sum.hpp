// Two independent sets of values compared by ranks: no normal distribution and no equal
// spreads are assumed, and one outlier changes little.

#pragma once

#include <cstddef>
#include <vector>

#include "core/statistics.hpp"

namespace primebench {

/// How many of the `first` x `second` pairs of values put the second one ahead, if all
/// values come from one distribution: U of Mann and Whitney, "On a Test of Whether one of
/// Two Random Variables is Stochastically Larger than the Other" (Annals of Mathematical
/// Statistics 18, 1947). Exact by their recurrence up to 30 values a side; beyond it the
/// normal distribution stands in, whose far tails are heavier: it claims rather too little.
class RankSum {
 public:
  /// Both are at least 1.
  RankSum(std::size_t first, std::size_t second);

  /// The probability that U is at most `count`.
  double at_most(std::size_t count) const;

  /// The largest k for which U is below k with a probability of at most `tail`; 0 if there
  /// is none.
  std::size_t rank(double tail) const;

 private:
  std::size_t first_;
  std::size_t second_;
  std::vector<double> at_most_;  ///< By count, up to the middle; empty if it is not exact.
};

/// Whether one set of values is larger than another by more than chance.
struct RankComparison {
  bool larger = false;  ///< The first set is larger in more pairs than it is smaller.
  double p_value = 1;   ///< Of the hypothesis that there is no difference, against both sides.
};

/// Compares two sets by U. Both are sorted, neither is empty, and `distribution` is
/// RankSum(a.size(), b.size()). Equal values count against a difference.
RankComparison compare_ranks(const std::vector<double>& a, const std::vector<double>& b,
                             const RankSum& distribution);

/// How far the values of one set lie from those of another.
struct Shift {
  double value = 0;  ///< The median of all differences a - b.
  RankComparison ranks;
  std::size_t rank = 0;
  Interval interval;  ///< Between the differences of that rank at either end; empty if rank is 0.
};

/// The shift between `a` and `b`, neither of them empty, by Hodges and Lehmann, "Estimates of
/// Location Based on Rank Tests" (Annals of Mathematical Statistics 34, 1963), with the
/// interval that leaves out the true shift with a probability of at most `error`. The
/// interval leaves out 0 exactly if the p-value is at most `error`.
/// `distribution` is RankSum(a.size(), b.size()). Takes O(n log n + n log 2^64).
Shift shift(std::vector<double> a, std::vector<double> b, double error,
            const RankSum& distribution);

/// Which of many hypotheses fall if at most one family in 1 / `error` may lose a true one:
/// Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (Scandinavian Journal of
/// Statistics 6, 1979). `count` is how many there are, of which `p_values` are those that
/// may be small. Each is answered by the error at which it was tested: it falls if its
/// p-value is at most that. Of those that stand, each has the error of the first that stood.
std::vector<double> holm(const std::vector<double>& p_values, std::size_t count, double error);

}  // namespace primebench
