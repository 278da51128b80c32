#include "docs/pages.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "support/temp_dir.hpp"

namespace primebench::test {

std::string page(const std::filesystem::path& name) {
  return read_file(std::filesystem::path(PRIMEBENCH_SOURCE_DIR) / name);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  CAPTURE(std::string(begin));
  const std::size_t first = text.find(begin);
  REQUIRE(first != std::string::npos);
  const std::size_t inside = first + begin.size();
  const std::size_t last = text.find(end, inside);
  REQUIRE(last != std::string::npos);
  return text.substr(inside, last - inside);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
    if (part)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty())
    words.pop_back();
  return words;
}

std::set<std::string> flags_of(std::string_view text) {
  std::set<std::string> flags;
  for (const std::string& word : words_of(text)) {
    if (word.size() > 1 && word.front() == '-')
      flags.insert(word);
  }
  return flags;
}

std::string first_cells(const std::string& text) {
  std::string cells;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("| `"))
      cells += line.substr(0, line.find(" |")) + "\n";
  }
  return cells;
}

std::string manual_section(const std::string& page, std::string_view title) {
  std::string text = between(page + ".SH ", ".SH " + std::string(title) + "\n", ".SH ");
  for (std::size_t at = text.find("\\-"); at != std::string::npos; at = text.find("\\-", at))
    text.erase(at, 1);
  return text;
}

std::string manual_heads(const std::string& section) {
  std::string heads;
  bool head = false;
  for (const std::string& line : lines_of(section)) {
    if (head)
      heads += line.substr(line.find(' ') + 1) + "\n";
    head = line == ".TP";
  }
  return heads;
}

}  // namespace primebench::test
