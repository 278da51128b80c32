// What is looked for in a round of its own, without rows: looking disturbs what is timed.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/watch.hpp"
#include "results/row.hpp"
#include "sys/counters.hpp"

namespace primebench {

/// From so many recorded rounds on `auto` adds the round.
inline constexpr std::size_t kFewestForLooks = 3;

struct Looks {
  bool memory = false;
  bool counters = false;

  [[nodiscard]] bool any() const { return memory || counters; }
};

Looks looks_of(const RunOptions& options);

/// What was found of one configuration; what was not is empty.
struct Found {
  Number total_bytes{};
  CounterValues counters{};
};

/// Measures the configuration once for each of `looks`, in round 0 of `watch`: looking for memory
/// takes CPU time, which moves threads to other CPUs and would be counted. A batch that is over
/// before anybody could look for its memory is measured up to three times. A failure is a warning:
/// what is looked for is then unknown, and the recorded rounds will tell whether it fails again.
Found look_at(const Configuration& configuration, const std::string& name, const Looks& looks,
              Watch& watch);

/// What must be known of the counters of all configurations, a sentence each.
std::vector<std::string> notices_of(std::span<const CounterValues> counters);

}  // namespace primebench
