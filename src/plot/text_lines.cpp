#include "plot/text_lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

namespace primebench {
namespace {

/// `text` in ASCII: known signs have a spelling, everything else becomes '?'.
std::string spelt(std::string_view text) {
  struct Spelling {
    std::string_view sign;
    std::string_view ascii;
  };
  static constexpr auto kSpellings = std::to_array<Spelling>(
      {{"µ", "u"}, {"×", "x"}, {"÷", "/"}, {" · ", ", "}, {"…", "..."}, {"–", "-"}, {"┃", "|"}});
  std::string result;
  while (!text.empty()) {
    const auto known = std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& one) {
      return text.starts_with(one.sign);
    });
    if (known != kSpellings.end()) {
      result += known->ascii;
      text.remove_prefix(known->sign.size());
      continue;
    }
    const auto byte = static_cast<unsigned char>(text.front());
    const bool continuation = (byte & 0xc0U) == 0x80;
    if (!continuation)
      result += byte >= 0x20 && byte < 0x7f ? text.front() : '?';
    text.remove_prefix(1);
  }
  return result;
}

}  // namespace

std::string safe(std::string_view text, const TextStyle& style) {
  std::string printable = printable_utf8(text);
  std::replace(printable.begin(), printable.end(), '\t', ' ');
  return style.utf8 ? printable : spelt(printable);
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t missing = width - std::min(width, columns_of(text));
  return right ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

std::string cut(const std::string& text, std::size_t width, const TextStyle& style) {
  if (columns_of(text) <= width)
    return text;
  // What begins alike often ends unlike, so the middle goes.
  const std::size_t head = (width - 1) / 2;
  std::size_t from = text.size();
  for (std::size_t at = text.size(); at > 0; --at) {
    const bool inside = (static_cast<unsigned char>(text[at - 1]) & 0xc0U) == 0x80;
    if (inside)
      continue;
    if (columns_of(text.substr(at - 1)) > width - 1 - head)
      break;
    from = at - 1;
  }
  return first_columns(text, head) + (style.utf8 ? "…" : "~") + text.substr(from);
}

void add_paragraph(std::string& text, std::string_view line, const TextStyle& style) {
  std::string rest = safe(line, style);
  while (columns_of(rest) > style.columns) {
    const std::string head = first_columns(rest, style.columns);
    const std::size_t blank = head.find_last_of(' ');
    const std::size_t end = blank == std::string::npos || blank == 0 ? head.size() : blank;
    text += rest.substr(0, end) + "\n";
    rest.erase(0, rest.find_first_not_of(' ', end));
  }
  text += rest + "\n";
}

std::string heading_lines(const Heading& heading, const TextStyle& style) {
  std::string text;
  const std::string& title = heading.title;
  for (std::size_t at = 0; at <= title.size();) {
    const std::size_t end = std::min(title.find('\n', at), title.size());
    add_paragraph(text, title.substr(at, end - at), style);
    at = end + 1;
  }
  for (const std::string& fact : heading.facts)
    add_paragraph(text, fact, style);
  return text;
}

}  // namespace primebench
