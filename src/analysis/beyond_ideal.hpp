// What was faster than it can have been.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// A warning if some group's wall time is below ideal_ns(), computed from the groups of
/// sequential among `beside`, by more than the noise of both: the 95 % interval of ratio()
/// excludes it, and by 1 % at least. Says which group most of all, called by its place in
/// `names`, and what it can mean. None if nobody is, or nobody knows.
std::optional<std::string> beyond_ideal_warning(const std::vector<Group>& groups,
                                                const std::vector<std::string>& names,
                                                const std::vector<Group>& beside);

}  // namespace primebench
