// Text as characters, and as columns of a terminal.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace primebench {

/// Whether a message may show the character as it is: it is no control character, has a
/// width, and turns no line around.
bool is_showable(char32_t code);

/// Calls `visit` with each character and its bytes; with U+FFFD and one byte where the
/// text is not UTF-8.
void for_each_character(std::string_view text,
                        const std::function<void(char32_t, std::string_view)>& visit);

/// `text` as UTF-8 that fonts, terminals and XML can show: bytes that are not UTF-8 and
/// control characters, which have no shape, become U+FFFD.
std::string printable_utf8(std::string_view text);

/// Columns of a terminal that the text takes: one per character, two for the wide ones
/// of East Asian scripts.
std::size_t columns_of(std::string_view text);

/// As many characters of the text's beginning as fit into `columns`.
std::string first_columns(std::string_view text, std::size_t columns);

}  // namespace primebench
