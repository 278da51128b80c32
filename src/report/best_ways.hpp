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

/// The groups of the shortest median wall times, `most` of them or fewer.
std::vector<Group> fastest_of(const std::vector<Group>& groups, std::size_t most);

/// All groups of as many works as `most` groups allow, in the order of their first rows; the
/// last work may be incomplete.
std::vector<Group> first_works_of(const std::vector<Group>& groups, std::size_t most);

}  // namespace primebench
