// What the measurements of a run allow to be said: which configuration is fastest,
// whether that is more than noise, what the best cost, and what nobody measured.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/summary.hpp"

namespace primebench {

/// Names the fastest configuration and by how much it leads the next, or says which
/// cannot be told apart from it and which of those takes the least CPU time and memory.
/// The comparison is paired: the ratio of two configurations is taken within each round,
/// whose common disturbances it thus sheds, and its median has an interval from six
/// rounds on; what is not wholly above 1 tells nothing. One that failed midway is left out.
/// Sentences without a line end; empty if fewer than two were measured.
/// `names` are those of `results`; all have the same task.
std::string compare(const std::vector<const ConfigurationResult*>& results,
                    const std::vector<std::string>& names);

/// What the reader should know was not measured: modes, the baseline, parallel work on a
/// single CPU, noise in too few rounds. Sentences like those of compare(), likewise empty.
std::string caveats(const std::vector<ConfigurationResult>& results, std::size_t cpus);

/// "a, b and c".
std::string listed(const std::vector<std::string>& names);

}  // namespace primebench
