// The --trace file: when each task ran and on which worker.

#pragma once

#include <string>
#include <vector>

#include "measure/task_summary.hpp"

namespace primebench {

/// Throws Error or std::system_error if `path` could not be written, is the results
/// store `output` under whatever name, or holds anything but an earlier trace; makes
/// nothing.
void check_trace_file(const std::string& path, const std::string& output);

/// Writes "task,worker,start_ns,end_ns" and a line for each task, and replaces the
/// file only when all of it is on the disk. Times are nanoseconds since `origin_ns`,
/// the moment of the first submission. Throws Error or std::system_error.
void write_trace(const std::string& path, const std::vector<TaskTrace>& tasks,
                 std::int64_t origin_ns);

}  // namespace primebench
