#include "results/store_header.hpp"

#include <fmt/core.h>

#include "core/text.hpp"
#include "results/row.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostShown = 1000;

std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

/// The columns, each with its comma, that `newer` has before its last one and `older`
/// has not; empty if that is not the difference between the two.
std::string_view added_columns(std::string_view older, std::string_view newer) {
  const std::size_t last = older.rfind(',');
  if (last == std::string_view::npos || older.size() >= newer.size() ||
      !newer.starts_with(older.substr(0, last + 1)) || !newer.ends_with(older.substr(last)))
    return {};
  return newer.substr(last + 1, newer.size() - older.size());
}

/// `text` as one word of a shell command.
std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text)
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string conversion_command(const std::string& path, std::string_view added) {
  std::string commas;
  for (const char c : added) {
    if (c == ',')
      commas += c;
  }
  return fmt::format("sed -i.bak -e '1s/,status\\r*$/,{}status/' -e '2,$s/,ok\\r*$/,{}ok/' -- {}",
                     added, commas, shell_word(path));
}

}  // namespace

std::size_t header_probe_size() { return kByteOrderMark.size() + csv_header().size() + 2; }

bool is_current_header(std::string_view beginning) {
  const std::string expected = csv_header();
  std::string_view text = without_byte_order_mark(beginning);
  if (!text.starts_with(expected))
    return false;
  text.remove_prefix(expected.size());
  if (text.starts_with('\r'))
    text.remove_prefix(1);
  return text.empty() || text.starts_with('\n');
}

std::string describe_other_header(const std::string& path, std::string_view beginning) {
  const std::string name = in_quotes(path, kMostShown);
  const std::string expected = csv_header();
  std::string_view found = without_byte_order_mark(beginning.substr(0, beginning.find('\n')));
  if (found.ends_with('\r'))
    found.remove_suffix(1);

  if (const std::string_view added = added_columns(found, expected); !added.empty()) {
    return fmt::format(
        "{} was written by an older primebench, which had no column {}; use another --output, or "
        "convert it while nothing else writes to it:\n  {}",
        name, added.substr(0, added.size() - 1), conversion_command(path, added));
  }
  if (const std::string_view added = added_columns(expected, found); !added.empty()) {
    return fmt::format(
        "{} was written by a newer primebench, which has also {}; use another --output", name,
        in_quotes(added.substr(0, added.size() - 1)));
  }
  return fmt::format(
      "{} is not a results store of this primebench; use another --output\n"
      "  its first line:   {}\n"
      "  a store's header: {}",
      name, in_quotes(found, kMostShown), in_quotes(expected, kMostShown));
}

}  // namespace primebench
