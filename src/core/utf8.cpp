#include "core/utf8.hpp"

#include <functional>
#include <optional>

namespace primebench {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

/// The UTF-8 character that `text` begins with; none if there is no valid one.
std::optional<Character> first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned lead = byte(0);
  if (lead < 0x80)
    return Character{lead, 1};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes)
    return std::nullopt;
  char32_t code = lead & (0x7fU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0U) != 0x80)
      return std::nullopt;
    code = code << 6U | (byte(i) & 0x3fU);
  }
  const bool too_long = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  if (too_long || surrogate || code > 0x10ffff)
    return std::nullopt;
  return Character{code, bytes};
}

/// Control characters but the tab, marks that turn the direction of what follows (not those that
/// stand for a letter of one direction), line separators, and what XML 1.0 forbids.
bool is_unprintable(char32_t code) {
  const bool turns = (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return turns || (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0) ||
         code == 0xfffe || code == 0xffff;
}

/// Columns of a terminal. Combining marks count as one, which is too much, never too
/// little.
std::size_t columns_of(char32_t code) {
  const bool wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
                    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
                    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
                    (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
                    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

}  // namespace

bool is_showable(char32_t code) {
  const auto within = [code](char32_t first, char32_t last) {
    return code >= first && code <= last;
  };
  // Soft hyphen; marks of direction and width zero; line separators; surrogates and private
  // use; variation selectors; tags.
  return code >= 0x20 && !within(0x7f, 0x9f) && code != 0xad && code != 0x61c && code != 0x180e &&
         !within(0x200b, 0x200f) && !within(0x2028, 0x202e) && !within(0x2060, 0x206f) &&
         !within(0xd800, 0xf8ff) && !within(0xfe00, 0xfe0f) && code != 0xfeff &&
         !within(0xfff0, 0xfffb) && code < 0xe0000 && (code & 0xfffeU) != 0xfffe;
}

void for_each_character(std::string_view text,
                        const std::function<void(char32_t, std::string_view)>& visit) {
  while (!text.empty()) {
    const Character next = first_character(text).value_or(Character{0xfffd, 1});
    visit(next.code, text.substr(0, next.bytes));
    text.remove_prefix(next.bytes);
  }
}

std::string printable_utf8(std::string_view text) {
  std::string result;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    result += code == 0xfffd || is_unprintable(code) ? std::string_view("\xef\xbf\xbd") : bytes;
  });
  return result;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for_each_character(text, [&](char32_t code, std::string_view) { columns += columns_of(code); });
  return columns;
}

std::string first_columns(std::string_view text, std::size_t columns) {
  std::size_t end = 0;  // Not for_each_character(): nothing behind it is of interest.
  while (end < text.size()) {
    const Character next = first_character(text.substr(end)).value_or(Character{0xfffd, 1});
    if (columns_of(next.code) > columns)
      break;
    columns -= columns_of(next.code);
    end += next.bytes;
  }
  return std::string(text.substr(0, end));
}

}  // namespace primebench
