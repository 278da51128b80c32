// Groups -> what charts show of them: medians, whiskers, ideals. Pure.

#pragma once

#include <optional>
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
};

struct Summary {
  std::vector<GroupSummary> groups;  ///< In the order of the groups.
  Whiskers whiskers = Whiskers::kNone;
  bool has_ideal = false;
  std::optional<double> reference;  ///< The baseline's own value, where it has just one.
};

/// Every group has values. Whiskers are the 95 % interval of the median if all groups
/// allow it, else the range, else (one row each) there are none. Throws Error if a
/// baseline is needed and missing.
Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential);

}  // namespace primebench
