// What a sweep over sizes of tasks says: from which size on each mode is worth it, and
// which is fastest where.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/summary.hpp"

namespace primebench {

struct SizeReport {
  /// For each mode the smallest task at which it keeps 50 % and 90 % of the efficiency
  /// that `cpus` CPUs allow, as the chart of efficiency by --x task shows it.
  std::string table;
  /// Between which sizes the fastest mode changes; without a line end.
  std::string sentence;
};

/// Both are empty unless two primes or more were measured in the same way. The size of
/// a task is what `sequential` took for one; without it there is no table.
SizeReport report_sizes(const std::vector<ConfigurationResult>& results, std::size_t cpus);

}  // namespace primebench
