// Cells of tables that a terminal shows.

#pragma once

#include <cstddef>
#include <string>

namespace primebench {

/// Blanks and the text, right-aligned in `width` columns behind `gap` more, of which one stays
/// even if the text is too long. Counted by what a terminal shows: the columns are not the
/// bytes of "µs".
std::string cell(const std::string& text, int width, int gap);

/// The text and blanks up to `width` columns; not cut if it is longer.
std::string padded(const std::string& text, std::size_t width);

/// Every line of the text as a terminal can show it: what a file edited by hand may hold, such
/// as control characters, becomes U+FFFD. Line ends stay.
std::string printable_lines(const std::string& text);

}  // namespace primebench
