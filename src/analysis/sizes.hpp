// What a sweep over sizes of tasks says: the smallest task for which each mode is worth it,
// and which may be the fastest at which size.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "analysis/sweep.hpp"
#include "core/statistics.hpp"

namespace primebench {

/// The smallest task with which a mode keeps a level of efficiency.
struct Reached {
  enum class Kind {
    kFrom,     ///< From `from_ns` on.
    kAlways,   ///< At every size that the mode has, of which `from_ns` is the smallest.
    kNever,    ///< Not at the largest size.
    kUnknown,  ///< The mode lacks a size above its smallest one, or the largest has no baseline.
  };
  Kind kind = Kind::kUnknown;
  double from_ns = 0;
  /// 95 %, where there are rounds enough. An end of 0 is below all sizes, one of infinity above.
  std::optional<Interval> interval{};
  double smallest_ns = 0;  ///< The smallest size measured: what an end of 0 lies below.
};

/// Where a curve (not empty) keeps a level, by metg().
Reached reached(const Sweep& curve, const Crossing& crossing);

/// A size in nanoseconds with its interval in the same unit, "6.60 µs (5.90 to ∞)"; an end of 0
/// is told as "<" and the smallest size.
std::string place_in_words(double ns, const std::optional<Interval>& interval,
                           double smallest_ns = 0);

/// "6.60 µs (5.90 to 7.40)", "6.60 µs (<1.00 to 7.40)", "below 900 ns", "below 900 ns (to
/// 1200)", "not reached", "not reached (≥ 3.00 ms)", "not known".
std::string reached_in_words(const Reached& reached);

struct SizedMode {
  std::string name;
  Reached half;  ///< 50 % efficiency.
  Reached high;  ///< 90 % efficiency.
};

/// Which modes may be the fastest at one size.
struct SizeLead {
  std::string size;                ///< "100us", or what was measured.
  std::vector<std::string> names;  ///< By median; empty if only one mode has this size.
  std::string words;  ///< "a or b", "no difference found among 5", "only a was measured".
  bool all = false;   ///< Nobody could be excluded.
  Row work{};         ///< work_of() its configurations.
};

/// Between two neighbouring sizes, both with a baseline, the lead changes by more than noise.
struct SizeCrossover {
  std::string before;                ///< Of the smallest median at the smaller size.
  std::string then;                  ///< Likewise at the larger one.
  double at_ns = 0;                  ///< The size of a task from which `then` is ahead.
  std::optional<Interval> interval;  ///< 95 %, where there are rounds enough.
};

/// Configurations that differ in the mode, the pool and the size of their tasks alone.
struct SizeSection {
  std::string name;              ///< What tells it from other sections; empty if there is only one.
  std::vector<SizedMode> modes;  ///< Empty without a baseline: efficiency needs it.
  bool waits = false;            ///< The sizes include waits.
  std::vector<SizeLead> leads;   ///< Ascending; empty if no size has more than one mode.
  std::vector<SizeCrossover> crossovers;  ///< Ascending; empty without a baseline.
};

/// The sections with two sizes or more. The size of a task is what the baseline took for
/// one.
std::vector<SizeSection> sections_by_size(const std::vector<Group>& groups,
                                          const Baseline& baseline);

/// "Fastest by size of task: 1us: sequential. 10us: no difference found among 5. thread-pool
/// overtakes sequential at 3.20 µs (2.90 to 3.60)." Empty without leads.
std::string leads_in_words(const std::vector<SizeSection>& sections);

}  // namespace primebench
