// The sentences of charts and of the errors about them.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"
#include "analysis/summary.hpp"

namespace primebench {

/// What all groups share, as lines for under the title.
std::vector<std::string> shared_facts(const std::vector<Group>& groups);

/// What `marks` ("Bars", "Points") and their whiskers are, and of how many rows.
std::string caption(std::string_view marks, const std::vector<Group>& groups,
                    const Summary& summary, Metric metric, const Baseline& baseline);

/// Why there is no chart of `count` bars or lines, and what to do; `varying` are the
/// parameters that tell them apart.
std::string too_many(const std::vector<Group>& groups, const std::vector<const Parameter*>& varying,
                     std::size_t count, std::string_view marks, std::size_t most);

}  // namespace primebench
