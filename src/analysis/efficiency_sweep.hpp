// How efficient one mode is by the size of its tasks, ready for sweep.hpp.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/sweep.hpp"

namespace primebench {

/// Nanoseconds of one of the group's tasks, run alone; none if the baseline did not do the
/// same work.
std::optional<double> task_size_ns(const Group& group, const Baseline& baseline);

/// The groups by ascending size, those without a baseline and those that do not know their
/// CPUs and waits left out. Point i is of the group with the i-th smallest size.
Sweep efficiency_sweep(std::span<const Group* const> groups, const Baseline& baseline);

/// Whether the curve has each of `sizes` from its own smallest on: else it may have failed where
/// it matters, and nothing is told of the level that it keeps.
bool is_whole(const Sweep& curve, std::span<const double> sizes);

/// All sizes of the curves.
std::vector<double> sizes_of(std::span<const Sweep> curves);

}  // namespace primebench
