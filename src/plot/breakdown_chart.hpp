// Groups of rows -> a stacked bar each: where the CPUs' time went.

#pragma once

#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "plot/bar_chart.hpp"

namespace primebench {

struct BreakdownOptions {
  Sort sort = Sort::kGiven;
  std::string title;  ///< Empty: one that says what is shown.
};

/// A bar for each group, as long as its median wall time × CPUs and made of the parts of
/// cpu_time_of(). A group of which that is not known has none, and the caption says why. `groups`
/// is not empty and knows breakdown_metrics(). Throws Error if there are too many bars, or none.
BarChart make_breakdown_chart(const std::vector<Group>& groups, const Baseline& sequential,
                              const BreakdownOptions& options);

}  // namespace primebench
