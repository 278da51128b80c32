// Links in the documentation lead somewhere, and every page can be found.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "docs/pages.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> all_pages() {
  const fs::path root = PRIMEBENCH_SOURCE_DIR;
  std::vector<fs::path> pages = {"README.md"};
  for (const char* directory : {"docs", "examples"}) {
    for (const auto& entry : fs::directory_iterator(root / directory)) {
      if (entry.path().extension() == ".md")
        pages.push_back(entry.path().lexically_relative(root));
    }
  }
  return pages;
}

/// The text without blocks of code.
std::string prose(const fs::path& name) {
  std::string text;
  bool code = false;
  for (const std::string& line : test::lines_of(test::page(name))) {
    const bool fence = line.starts_with("```");
    code = code != fence;
    if (!code && !fence)
      text += line + "\n";
  }
  return text;
}

std::vector<std::string> links_in(const std::string& text) {
  std::vector<std::string> links;
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
    const std::size_t end = text.find(')', at);
    links.push_back(text.substr(at + 2, end - at - 2));
  }
  return links;
}

/// The anchor that a heading gets: small letters, digits, - and _; blanks become dashes.
std::string anchor_of(std::string_view heading) {
  std::string anchor;
  for (const char c : heading) {
    if (c == ' ')
      anchor += '-';
    else if (c >= 'A' && c <= 'Z')
      anchor += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
      anchor += c;
  }
  return anchor;
}

std::set<std::string> anchors_in(const fs::path& name) {
  std::set<std::string> anchors;
  for (const std::string& line : test::lines_of(prose(name))) {
    const std::size_t level = line.find_first_not_of('#');
    if (level > 0 && level != std::string::npos && line[level] == ' ')
      anchors.insert(anchor_of(std::string_view(line).substr(level + 1)));
  }
  return anchors;
}

bool is_foreign(const std::string& link) { return link.find("://") != std::string::npos; }

/// Where a link on that page leads, from the top of the tree.
fs::path target_of(const fs::path& page, const std::string& link) {
  const std::string file = link.substr(0, link.find('#'));
  return file.empty() ? page : (page.parent_path() / file).lexically_normal();
}

}  // namespace

TEST_CASE("every link leads to a file, and to a heading in it") {
  std::size_t links = 0;
  for (const fs::path& page : all_pages()) {
    for (const std::string& link : links_in(prose(page))) {
      if (is_foreign(link))
        continue;
      ++links;
      const fs::path target = target_of(page, link);
      CAPTURE(page.string());
      CAPTURE(link);
      const bool there = fs::exists(fs::path(PRIMEBENCH_SOURCE_DIR) / target);
      CHECK(there);
      const std::size_t hash = link.find('#');
      if (there && hash != std::string::npos)
        CHECK(anchors_in(target).count(link.substr(hash + 1)) == 1);
    }
  }
  CHECK(links > 30);
}

TEST_CASE("the maps lead to every page of the documentation and to every example") {
  for (const fs::path directory : {"docs", "examples"}) {
    const fs::path map = directory / "README.md";
    std::set<fs::path> mapped = {map};
    for (const std::string& link : links_in(prose(map)))
      mapped.insert(target_of(map, link));
    for (const auto& entry : fs::directory_iterator(fs::path(PRIMEBENCH_SOURCE_DIR) / directory)) {
      const fs::path thing = directory / entry.path().filename();
      const bool read = thing.extension() == ".md" || thing.extension() == ".sh";
      CAPTURE(thing.string());
      CHECK((!read || mapped.count(thing) == 1));
    }
  }
}

TEST_CASE("every picture is shown on a page") {
  std::set<fs::path> shown;
  for (const fs::path& page : all_pages()) {
    for (const std::string& link : links_in(prose(page)))
      shown.insert(target_of(page, link));
  }
  for (const auto& entry :
       fs::directory_iterator(fs::path(PRIMEBENCH_SOURCE_DIR) / "docs/images")) {
    CAPTURE(entry.path().string());
    CHECK(shown.count("docs/images" / entry.path().filename()) == 1);
  }
}

}  // namespace primebench
