// What a sweep over sizes of tasks says: the smallest task for which each mode is worth it,
// and which may be the fastest at which size.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "core/statistics.hpp"

namespace primebench {

/// The smallest task with which a mode keeps a level of efficiency.
struct Reached {
  enum class Kind {
    kFrom,     ///< From `from_ns` on.
    kAlways,   ///< At every size, of which `from_ns` is the smallest.
    kNever,    ///< Not at the largest size.
    kUnknown,  ///< The mode was not measured at the largest sizes.
  };
  Kind kind = Kind::kUnknown;
  double from_ns = 0;
  std::optional<Interval> interval{};  ///< 95 %, where there are rounds enough.
  double smallest_ns = 0;              ///< The smallest size measured: what an end of 0 lies below.
};

/// A size in nanoseconds with its interval in the same unit, "6.60 µs (5.90 to ∞)"; an end of 0
/// is told as "below" the smallest size.
std::string place_in_words(double ns, const std::optional<Interval>& interval,
                           double smallest_ns = 0);

/// "6.60 µs (5.90 to 7.40)", "6.60 µs (below 1.00 to 7.40)", "below 900 ns", "not reached", "not
/// known".
std::string reached_in_words(const Reached& reached);

struct SizedMode {
  std::string name;
  Reached half;  ///< 50 % efficiency.
  Reached high;  ///< 90 % efficiency.
};

/// Which modes may be the fastest at one size.
struct SizeLead {
  std::string size;                ///< "100us", or what was measured.
  std::vector<std::string> names;  ///< By median.
  std::string words;               ///< "a or b", "no difference found among 5".
};

/// Between two neighbouring sizes the lead changes by more than noise.
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
  std::vector<SizeLead> leads;   ///< Ascending; empty for a single mode.
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
