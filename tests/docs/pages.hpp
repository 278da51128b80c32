// The documentation as the tests read it: files of the source tree, and words in them.

#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace primebench::test {

/// A file of the source tree, as in "docs/modes.md".
std::string page(const std::filesystem::path& name);

std::vector<std::string> lines_of(const std::string& text);

/// What stands between the first `begin` and the next `end` after it; fails the test if
/// there is no such place.
std::string between(const std::string& text, std::string_view begin, std::string_view end);

/// The words of `text`, cut at blanks, line ends and punctuation other than - and _.
std::vector<std::string> words_of(std::string_view text);

/// Those words that begin with a dash: flags.
std::set<std::string> flags_of(std::string_view text);

/// The first cells of all table rows in a page or a part of one.
std::string first_cells(const std::string& text);

/// A section of a manual page; its dashes are plain ones.
std::string manual_section(const std::string& page, std::string_view title);

/// The heads of the definitions (.TP) in a section or a page.
std::string manual_heads(const std::string& section);

}  // namespace primebench::test
