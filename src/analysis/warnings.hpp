// What makes numbers less trustworthy than they look. Everything is computed from rows, so
// that a later reading of the store warns of the same as the call that measured.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// The metrics that find_warnings() looks at.
std::vector<Metric> warning_metrics();

/// One line for each kind of trouble, with its number, the group that has most of it,
/// called by its place in `names`, and what to do: measurements under 5 ms, a spread (robust
/// standard deviation) above 10 % of the median, outliers (modified z-score above 3.5 among
/// six or more), pools whose workers did not all get a task, involuntary context switches of
/// tasks that had a CPU each, throttling, stolen time, an unoptimised build, hosts of a batch whose
/// processors differ. What rows do not know is no trouble, and the smaller sizes of a sweep may be
/// shorter than 5 ms, with a spread and outliers, or have idle workers, if the same was measured at
/// a size that is long enough, or has work for all.
std::vector<std::string> find_warnings(const std::vector<Group>& groups,
                                       const std::vector<std::string>& names);

/// The warning that `count` rows come twice.
std::string repeated_rows_warning(std::size_t count);

}  // namespace primebench
