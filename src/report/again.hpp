// The commands that measure rows again.

#pragma once

#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// As few command lines for a shell as cover each of the groups and no other configuration:
/// where lists of values make all combinations, one is enough. What only another machine or
/// another build can repeat is not in them. Before those that read a file there is a line for
/// people, as a comment: where it is they have to say.
std::vector<std::string> commands_again(const std::vector<Group>& groups);

}  // namespace primebench
