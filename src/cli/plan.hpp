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

/// Every combination of the options' values. A mode to which a parameter does not apply
/// appears once, not once for each of its values. `cpus` is the pool size where none was
/// given. `tasks`, if there are any, are the numbers for the options' times of a task; those
/// that come out as the same number are planned once.
std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus,
                                               std::span<const SizedTask> tasks = {});

/// The plan for other programs: CSV with a line per configuration, in the order of the
/// first round. The columns are those of the results store, how often each is measured,
/// and its places in the first 100 rounds.
std::string plan_csv(const std::vector<Configuration>& configurations, const RunOptions& options);

/// The plan for people: "49 configurations x 2 rounds = 98 measurements".
std::string plan_line(std::size_t configurations, const RunOptions& options);

/// What the first of `rounds` rounds lets expect; empty if there is less than a second
/// left to wait.
std::string time_left(std::chrono::nanoseconds first_round, std::size_t rounds);

}  // namespace primebench
