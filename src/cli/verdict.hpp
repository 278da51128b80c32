// Which of several configurations is fastest, and whether that is more than noise.

#pragma once

#include <string>
#include <vector>

#include "cli/summary.hpp"

namespace primebench {

/// A line that names the fastest configuration and by how much it leads the next, or
/// says which cannot be told apart from it. The comparison is paired: the ratio of
/// two configurations is taken within each round, whose common disturbances it thus
/// sheds, and its median has an interval from six rounds on. Empty if fewer than two
/// were measured. `names` are those of `results`; all have the same task.
std::string compare(const std::vector<const ConfigurationResult*>& results,
                    const std::vector<std::string>& names);

}  // namespace primebench
