// Where the CPUs' time went, as a table for a terminal.

#pragma once

#include <cstddef>
#include <string>

#include "report/report.hpp"

namespace primebench {

/// A line per configuration that has rows: its median wall time × CPUs, and the share of each part
/// in it; works stand under their names. Then what was cut, and why something is left out. Lines
/// are at most `columns` wide, where `columns` is 60 or more. Begins with an empty line; empty
/// if nothing has rows.
std::string breakdown_text(const Report& report, std::size_t columns = 80);

}  // namespace primebench
