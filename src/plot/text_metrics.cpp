#include "plot/text_metrics.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace primebench {
namespace {

/// Advance of a character in units of the font's size, rounded up in classes.
double advance(char32_t code) {
  constexpr std::string_view kNarrow = "ijl.,:;'|!I ";
  constexpr std::string_view kSlim = "frt-()[]{}/\\\"`J";
  constexpr std::string_view kBroad = "mwMW@%&+<>=~^#QOGDHNU";
  if (code == '\t')
    return 2.6;
  if (code >= 0x590)
    return 1.03;  // Wide letters, and what is drawn for those that no font has.
  if (code >= 0x80)
    return 0.66;
  const char c = static_cast<char>(code);
  if (kNarrow.find(c) != std::string_view::npos)
    return 0.33;
  if (kSlim.find(c) != std::string_view::npos)
    return 0.43;
  if (c == 'm' || c == 'W' || c == '@' || c == '%')
    return 0.99;
  if (kBroad.find(c) != std::string_view::npos)
    return 0.84;
  return c >= 'A' && c <= 'Z' ? 0.70 : 0.635;
}

std::vector<std::string> wrap_after(std::string_view text, std::string_view breaks, double size,
                                    double width) {
  if (text_width(text, size) <= width)
    return {std::string(text)};
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(breaks), text.size() - 1) + 1;
    const std::string word(text.substr(0, end));
    const std::string visible = word.substr(0, word.find_last_not_of(' ') + 1);
    if (!line.empty() && text_width(line + visible, size) > width) {
      lines.push_back(line);
      line.clear();
    }
    line += word;
    text.remove_prefix(end);
  }
  lines.push_back(line);
  for (std::string& each : lines)
    each.erase(each.find_last_not_of(' ') + 1);
  return lines;
}

}  // namespace

double text_width(std::string_view text, double size) {
  double width = 0;
  for_each_character(text, [&](char32_t code, std::string_view) { width += advance(code); });
  return width * size;
}

std::vector<std::string> wrap_words(std::string_view text, double size, double width) {
  return wrap_after(text, " ", size, width);
}

std::vector<std::string> wrap_name(std::string_view text, double size, double width) {
  return wrap_after(text, " -", size, width);
}

std::string shortened(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width)
    return std::string(text);
  std::string result;
  double left = width - size;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    left -= advance(code) * size;
    if (left >= 0)
      result += bytes;
  });
  return result + "\u2026";
}

std::string middle_shortened(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width)
    return std::string(text);
  std::vector<std::string_view> characters;
  std::vector<double> widths;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    characters.push_back(bytes);
    widths.push_back(advance(code) * size);
  });
  std::string head;
  std::string tail;
  double left = width - size;
  for (std::size_t i = 0; 2 * i + 1 < characters.size(); ++i) {
    const std::size_t last = characters.size() - 1 - i;
    left -= widths[last];
    if (left < 0)
      break;
    tail.insert(0, characters[last]);
    left -= widths[i];
    if (left < 0)
      break;
    head += characters[i];
  }
  return head + "\u2026" + tail;
}

double widest(const std::vector<std::string>& lines, double size) {
  double width = 0;
  for (const std::string& line : lines)
    width = std::max(width, text_width(line, size));
  return width;
}

}  // namespace primebench
