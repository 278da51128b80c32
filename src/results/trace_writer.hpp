// The --trace file: when each task ran and on which worker.

#pragma once

#include <string>

#include "measure/measurement.hpp"
#include "results/row.hpp"

namespace primebench {

/// Throws Error or std::system_error if `path` could not be written, is the results
/// store `output` under whatever name, or holds anything but an earlier trace; makes
/// nothing.
void check_trace_file(const std::string& path, const std::string& output);

/// Writes the header and a line for each of the measurement's tasks, the first with what
/// `row` says was measured, and replaces the file only when all of it is on the disk. Times
/// are nanoseconds since the first submission. Throws Error or std::system_error.
void write_trace(const std::string& path, const Measurement& measurement, const Row& row);

}  // namespace primebench
