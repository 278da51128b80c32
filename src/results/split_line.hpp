// A line of CSV as its cells.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/line_source.hpp"

namespace primebench {

using Cells = std::vector<std::string_view>;

/// Splits the text of the line, which it changes where cells are quoted, into `cells`, which point
/// into it. Returns what is wrong with it, as the end of a sentence about the line, or "".
std::string split_line(const LineSource::Line& whole, Cells& cells);

}  // namespace primebench
