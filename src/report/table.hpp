// A report as a table for a terminal.

#pragma once

#include <cstddef>
#include <string>

#include "report/report.hpp"

namespace primebench {

/// A line per configuration: n, median, minimum and maximum of the wall time, speed-up over
/// the baseline, median CPU time, highest peak memory. Works stand under their names, each
/// with its verdict. Then, after a sweep over sizes of tasks, what it says of them, failures
/// and remarks. Lines are at most `columns` wide, where `columns` is 60 or more; narrow
/// ones leave minimum and maximum out. The warnings are not in it.
std::string table_text(const Report& report, std::size_t columns = 80);

}  // namespace primebench
