// What a report says below its tables of the configurations as a whole.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// That only one CPU was allowed, and which modes of this version were not measured; nothing of
/// fewer than two groups. `measured` are the modes of which there are rows, be they chosen or not,
/// or that failed.
std::vector<std::string> remarks_on(const std::vector<Group>& groups,
                                    const std::vector<std::string>& measured,
                                    std::string_view baseline);

}  // namespace primebench
