// How efficient one mode is by the size of its tasks, ready for sweep.hpp.

#pragma once

#include <optional>
#include <span>

#include "analysis/baseline.hpp"
#include "analysis/sweep.hpp"

namespace primebench {

/// Nanoseconds of one of the group's tasks, run alone; none if the baseline did not do the
/// same work.
std::optional<double> task_size_ns(const Group& group, const Baseline& baseline);

/// The groups by ascending size, those without a baseline and those that do not know their
/// CPUs and waits left out. Point i is of the group with the i-th smallest size.
Sweep efficiency_sweep(std::span<const Group* const> groups, const Baseline& baseline);

}  // namespace primebench
