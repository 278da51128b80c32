#include "core/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "core/utf8.hpp"

namespace primebench {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Rows i-2, i-1 and i of the usual table.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string result;
  while (!text.empty()) {
    std::size_t end = text.size();
    const std::string fitting = first_columns(text, columns);
    if (fitting.size() < text.size()) {
      // One more column than there are: a blank there ends a full line.
      end = (fitting + ' ').rfind(' ');
      if (text[end] != ' ')
        end = fitting.rfind(' ');
      if (end == std::string::npos)
        end = std::min(text.find(' '), text.size());
    }
    result += text.substr(0, end);
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string joined(std::span<const std::string> words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (&word != &words.front())
      text += separator;
    text += word;
  }
  return text;
}

std::string listed(std::span<const std::string> words) {
  if (words.size() < 2)
    return joined(words);
  return joined(words.first(words.size() - 1)) + " and " + words.back();
}

std::string_view closest_match(std::string_view word,
                               std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    const bool beginning = word.size() >= 2 && candidate.starts_with(word);
    const std::size_t distance = beginning ? 1 : edit_distance(word, candidate);
    const std::size_t allowed = std::max(word.size(), candidate.size()) / 3;
    if ((beginning || distance <= allowed) && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string printable(std::string_view text, std::size_t most) {
  std::string result;
  std::size_t taken = 0;
  bool cut = false;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    cut = cut || taken + bytes.size() > most;
    if (cut)
      return;
    taken += bytes.size();
    const bool valid = code != 0xfffd || bytes.size() > 1;
    if (valid && is_showable(code)) {
      result += bytes;
      return;
    }
    for (const char c : bytes)
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  });
  return result + (cut ? "..." : "");
}

std::string in_quotes(std::string_view text, std::size_t most) {
  return fmt::format("'{}'", printable(text, most));
}

std::string quoted_path(std::string_view path) {
  constexpr std::size_t kLongestPath = 4096;  // PATH_MAX
  return in_quotes(path, kLongestPath);
}

}  // namespace primebench
