// A figure's texts in characters that the fonts have.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/figure.hpp"
#include "plot/fonts.hpp"

namespace primebench {

/// Replaces every character of the figure's texts and ticks that `fonts` has not by U+FFFD, or
/// by '?' if they have not that either. Returns the characters that were replaced, each once,
/// in the order in which they came. Tabs stay, and so do other control characters, for which
/// the script has a place of its own.
std::vector<char32_t> replace_missing(Figure& figure, const FontCoverage& fonts);

/// The Debian package with a font for `character`; empty where none is known to have one.
std::string_view package_with(char32_t character);

/// What to tell of characters, at least one, that were replaced.
std::string missing_characters_warning(const std::vector<char32_t>& characters);

/// Makes the figure one that the installed fonts can write, with one warning if anything had
/// to be replaced. Does nothing where fontconfig cannot be asked. Throws Error if there is no
/// font at all, or none with the letters of English.
void make_legible(Figure& figure);

}  // namespace primebench
