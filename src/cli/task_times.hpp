// --task-time: primes for tasks of a given length on this machine.

#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "workload/task_size.hpp"

namespace primebench {

/// The times of a task that the options ask for.
std::vector<std::chrono::nanoseconds> task_times(const RunOptions& options);

/// A task for each of `times`, in that order, and a notice for each that says which
/// prime it is. Times that come out as the same prime are one task. `cost` is that of
/// the kernel called `kernel`. Throws UsageError for a time that no task can take.
std::vector<SizedTask> choose_tasks(const std::vector<std::chrono::nanoseconds>& times,
                                    std::string_view kernel, const TaskCost& cost);

}  // namespace primebench
