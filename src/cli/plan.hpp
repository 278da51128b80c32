// What a measuring run measures, and in which order.

#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "measure/configuration.hpp"
#include "workload/task_size.hpp"

namespace primebench {

/// Every combination of the options' lists. A mode without a pool appears once, not
/// once for each pool size. `cpus` is the pool size where none was given. `tasks`, if
/// there are any, take the place of the options' primes.
std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus,
                                               std::span<const SizedTask> tasks = {});

/// The order of round `round` (from 0) over `count` configurations, as indices: each
/// round starts one further along, so that none is always the first or always comes
/// after the same one's heat.
std::vector<std::size_t> round_order(std::size_t count, std::size_t round);

/// The plan for other programs: CSV with a line per configuration, in the order of the
/// first round. The columns are those of the results store, and how often each is
/// measured, and for which time of a task its prime was chosen.
std::string plan_csv(const std::vector<Configuration>& configurations, const RunOptions& options);

/// The plan for people: "49 configurations x 2 rounds = 98 measurements".
std::string plan_line(std::size_t configurations, const RunOptions& options);

/// What the first of `rounds` rounds lets expect; empty if there is less than a second
/// left to wait.
std::string time_left(std::chrono::nanoseconds first_round, std::size_t rounds);

/// Which parameters differ between configurations.
struct Varying {
  bool prime = false;
  bool runs = false;
  bool pool = false;
  bool io_delay = false;
};

Varying varying_parameters(const std::vector<Configuration>& configurations);

/// The mode and those parameters that differ: "thread-pool pool=4". A prime that was
/// chosen for a time of a task is called by that: "task=10us".
std::string configuration_name(const Configuration& configuration, const Varying& varying);

/// The parameters that differ but for the mode and the pool, and every prime that
/// differs: "task=10us prime=2441406271". Empty if none differs.
std::string work_name(const Configuration& configuration, const Varying& varying);

}  // namespace primebench
