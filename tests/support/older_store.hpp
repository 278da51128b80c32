// Stores as a version would have written them that did not have some of today's columns.

#pragma once

#include <string>
#include <vector>

#include "results/row.hpp"

namespace primebench::test {

/// The header line without the columns `missing`, with its end.
std::string older_header(const std::vector<std::string>& missing);

/// The row's line without them, with its end.
std::string older_line(const Row& row, const std::vector<std::string>& missing);

/// An append as a version made it that knew no columns `missing`: it locks the file, looks
/// whether the path still names it and the first line is its own header, and writes and
/// syncs the row, or refuses. Returns whether it was stored.
bool append_as_older(const std::string& path, const Row& row,
                     const std::vector<std::string>& missing);

}  // namespace primebench::test
