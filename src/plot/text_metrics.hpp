// Text in pictures: how wide it will be, how to fit it, and what can be shown.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace primebench {

/// Width of a line in DejaVu Sans at `size` pixels, a little too large rather than
/// too small.
double text_width(std::string_view text, double size);

/// `text` as UTF-8 that fonts and XML can show: bytes that are not UTF-8 and control
/// characters, which have no shape, become U+FFFD.
std::string printable_utf8(std::string_view text);

/// Breaks `text` at blanks into lines of at most `width` pixels; a word that is wider
/// stands alone on its line. At least one line.
std::vector<std::string> wrap_words(std::string_view text, double size, double width);

/// Breaks after the hyphens too, as mode names need.
std::vector<std::string> wrap_name(std::string_view text, double size, double width);

/// `text`, or its beginning and an ellipsis if it is wider than `width` pixels.
std::string shortened(std::string_view text, double size, double width);

/// Columns of a terminal that the text takes: one per character, two for the wide ones
/// of East Asian scripts.
std::size_t columns_of(std::string_view text);

/// As many characters of the text's beginning as fit into `columns`.
std::string first_columns(std::string_view text, std::size_t columns);

/// The widest of `lines`.
double widest(const std::vector<std::string>& lines, double size);

}  // namespace primebench
