// The small sizes of a sweep, of which is not expected what is expected of a single measurement.

#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// How bad a group is; none if it is not.
using Badness = std::function<std::optional<double>(const Group&)>;

/// Which groups are bad only because their tasks are small: the same with other sizes is not.
std::vector<bool> small_sizes(const std::vector<Group>& groups, const Badness& badness);

}  // namespace primebench
