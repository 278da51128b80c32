// Which ways of running tasks a chart shows where it cannot show all.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// The groups of at most `most` ways (mode and pool), in their order: of those that stay nearest
/// to the smallest median wall time of each work, by the mean of the ratio's logarithm over the
/// works that a way did, and of the baseline's mode.
std::vector<Group> best_ways(const std::vector<Group>& groups, std::size_t most,
                             std::string_view baseline);

/// How many ways there are.
std::size_t count_ways(const std::vector<Group>& groups);

}  // namespace primebench
