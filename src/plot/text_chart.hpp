// A bar chart made of characters, for terminals and plain text files: a pure function.

#pragma once

#include <cstddef>
#include <string>

#include "plot/bar_chart.hpp"

namespace primebench {

struct TextStyle {
  std::size_t columns = 80;  ///< Width of a line; at least 40.
  bool utf8 = false;         ///< Else nothing but printable ASCII is used.
};

/// The chart as lines that each end with a line feed and are never wider than
/// `style.columns`. Characters that could steer a terminal are replaced.
std::string text_chart(const BarChart& chart, const TextStyle& style, bool log);

}  // namespace primebench
