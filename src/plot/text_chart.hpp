// A bar chart made of characters, for terminals and plain text files: a pure function.

#pragma once

#include <string>

#include "plot/bar_chart.hpp"
#include "plot/text_lines.hpp"

namespace primebench {

/// The chart as lines that each end with a line feed and are never wider than
/// `style.columns`. Characters that could steer a terminal are replaced.
std::string text_chart(const BarChart& chart, const TextStyle& style, bool log);

/// Whether that has room for the whiskers' ends, in brackets.
bool shows_ranges(const BarChart& chart, const TextStyle& style);

}  // namespace primebench
