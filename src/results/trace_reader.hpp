// Reads what --trace has written.

#pragma once

#include <string>
#include <vector>

#include "measure/task_summary.hpp"

namespace primebench {

inline constexpr std::size_t kMostTraced =
    10'000'000;  ///< Tasks that are taken in: all that a run can have.

/// The tasks in the file `path` ("-": standard input), in its order. Columns are found
/// by name; others than task, worker, start_ns and end_ns are ignored. Throws Error
/// with the number of the line for anything that is no trace, and std::system_error if
/// the file cannot be read.
std::vector<TaskTrace> read_trace(const std::string& path);

}  // namespace primebench
