// Batches over hosts that are not alike.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// What the hosts of a batch have, where not all have the same processor: of the first such group,
/// as one warning. `names` are those of the groups.
std::optional<std::string> unlike_hosts(const std::vector<Group>& groups,
                                        const std::vector<std::string>& names);

}  // namespace primebench
