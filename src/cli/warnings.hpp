// What makes the numbers of a run less trustworthy than they look.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/summary.hpp"
#include "sys/noise.hpp"

namespace primebench {

/// What is known of the run as a whole.
struct RunConditions {
  SystemNoise noise;          ///< During the run.
  std::uint64_t wall_ns = 0;  ///< Length of the run.
  std::size_t cpus = 1;
  bool optimised_build = true;
};

/// One line for each kind of trouble, with its number, the configuration that has
/// most of it, and what to do: measurements under 5 ms, a spread (robust standard
/// deviation) above 10 % of the median, outliers (modified z-score above 3.5 among six
/// or more), pools whose workers did not all get a task, involuntary context switches
/// of tasks that had a CPU each, throttling, stolen time, an unoptimised build.
std::vector<std::string> find_warnings(const std::vector<ConfigurationResult>& results,
                                       const std::vector<std::string>& names,
                                       const RunConditions& conditions);

}  // namespace primebench
