// Groups -> what charts and tables show of them: medians, whiskers, ideals. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "core/statistics.hpp"

namespace primebench {

enum class Whiskers { kNone, kRange, kInterval };

struct GroupSummary {
  double value = 0;  ///< The median.
  std::optional<Interval> whisker;
  std::optional<double> ideal;
  /// Holds the true ideal with a probability of 95 %, by the interval of the median that it
  /// follows from; none with too few rows of that.
  std::optional<Interval> ideal_range{};
};

struct Summary {
  std::vector<GroupSummary> groups;     ///< In the order of the groups.
  Whiskers whiskers = Whiskers::kNone;  ///< What those that there are stand for.
  /// For a metric that compares: some group shares too few rounds or calls with the baseline for
  /// an interval, though others do not, or though all have rows enough for one of their own.
  bool lacks_intervals = false;
  bool medians = false;  ///< Some group has more than one value.
  /// What the values of a metric that compares rest on, that of the baseline itself apart.
  bool by_rounds = false;
  bool by_calls = false;
  bool has_ideal = false;
  std::optional<double> reference;  ///< The baseline's own value, where it has just one.
};

/// Whether the group's rows know what the metric needs; that of a baseline apart.
bool has_value(const Group& group, Metric metric);

/// The time that a row's wall time is divided into for a relative() metric: that of the
/// baseline, or the shortest in which the CPUs could do what the baseline did. None where
/// has_value() is false.
std::optional<double> wanted_ns(const Group& group, Metric metric, const Group& baseline);

/// The ideal time that follows from the baseline's median, divided by the median wall time, as
/// METG takes it. None where the rows do not know what the ideal needs.
std::optional<double> efficiency(const Group& group, const Group& baseline);

/// Every group has_value(). A speed-up is the ratio() to the baseline, an efficiency that
/// of efficiency(), for which `baseline` is of an efficiency_mode(). Whiskers are 95 % intervals:
/// of that ratio, where there is one, and none for the baseline itself; of other metrics
/// interval_of_median() if all groups have one, else the range, else (one row each) there are none.
/// Throws Error if a baseline is needed and missing.
Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential);

}  // namespace primebench
