// Lines of a chart that is made of characters.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "plot/frame.hpp"

namespace primebench {

struct TextStyle {
  std::size_t columns = 80;  ///< Width of a line; at least 40.
  bool utf8 = false;         ///< Else nothing but printable ASCII is used.
};

/// Text as it may be printed in this style: nothing in it steers a terminal.
std::string safe(std::string_view text, const TextStyle& style);

/// With blanks before it (`right`) or behind it up to `width` columns.
std::string padded(const std::string& text, std::size_t width, bool right);

/// As many columns as `text` may take, no more; the middle goes.
std::string cut(const std::string& text, std::size_t width, const TextStyle& style);

/// Appends the line, broken where it is too long.
void add_paragraph(std::string& text, std::string_view line, const TextStyle& style);

/// The title and the facts.
std::string heading_lines(const Heading& heading, const TextStyle& style);

}  // namespace primebench
