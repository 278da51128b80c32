// Text in pictures: how wide it will be, how to fit it, and what can be shown.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primebench {

/// Width of a line in DejaVu Sans at `size` pixels, a little too large rather than
/// too small.
double text_width(std::string_view text, double size);

inline constexpr double kBold = 1.14;  ///< How much wider bold letters are.

/// Breaks `text` at blanks into lines of at most `width` pixels; a word that is wider
/// stands alone on its line. At least one line.
std::vector<std::string> wrap_words(std::string_view text, double size, double width);

/// Breaks after the hyphens too, as mode names need.
std::vector<std::string> wrap_name(std::string_view text, double size, double width);

/// `text`, or its beginning and an ellipsis if it is wider than `width` pixels.
std::string shortened(std::string_view text, double size, double width);

/// Likewise with the ellipsis in the middle: names that begin alike often end unlike.
std::string middle_shortened(std::string_view text, double size, double width);

/// The widest of `lines`.
double widest(const std::vector<std::string>& lines, double size);

}  // namespace primebench
