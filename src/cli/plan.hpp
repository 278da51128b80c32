// What a measuring run measures, and in which order.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "measure/configuration.hpp"

namespace primebench {

/// Every combination of the options' lists. A mode without a pool appears once, not
/// once for each pool size. `cpus` is the pool size where none was given.
std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus);

/// The order of round `round` (from 0) over `count` configurations, as indices: each
/// round starts one further along, so that none is always the first or always comes
/// after the same one's heat.
std::vector<std::size_t> round_order(std::size_t count, std::size_t round);

/// Which parameters differ between configurations.
struct Varying {
  bool prime = false;
  bool runs = false;
  bool pool = false;
  bool io_delay = false;
};

Varying varying_parameters(const std::vector<Configuration>& configurations);

/// The mode and those parameters that differ: "thread-pool pool=4".
std::string configuration_name(const Configuration& configuration, const Varying& varying);

}  // namespace primebench
