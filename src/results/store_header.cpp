#include "results/store_header.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "results/raw_cells.hpp"
#include "results/row.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostShown = 1000;

/// No version's header is without these.
constexpr std::array<std::string_view, 5> kInEveryVersion = {"mode", "prime", "runs", "wall_ns",
                                                             "status"};

/// The first line that is not empty, without its end.
std::string_view first_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return without_line_end(text.substr(0, text.find('\n')));
}

bool is_in_every_version(std::string_view name) {
  return std::find(kInEveryVersion.begin(), kInEveryVersion.end(), name) != kInEveryVersion.end();
}

/// Whether a version may have had these columns alone: a row without one of the others
/// must be able to get an empty cell for it.
bool is_possible(const Layout& layout) {
  Row row;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const Column& column = columns()[i];
    if (!layout[i] && (is_in_every_version(column.name) || !set_cell(row, column, "")))
      return false;
  }
  return true;
}

/// Whether every cell of the line is a value of its column.
bool is_row(std::string_view line) {
  RawCells cells;
  if (!split_raw(line, cells) || cells.back() != "ok")
    return false;
  const Layout layout = layout_of_row(cells.size());
  Row row;
  std::size_t cell = 0;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    if (layout[i] && !set_cell(row, columns()[i], without_quotes(cells[cell++])))
      return false;
  }
  return !layout.empty();
}

/// Whether the file is what a crash may leave of the first write to it, at most a header:
/// a part of that, NULs where the disk did not get the rest, and the line end that an
/// append puts after what it could not take back.
bool is_unfinished(std::string_view file) {
  if (file.ends_with('\n'))
    file.remove_suffix(1);
  const std::size_t written = file.find_last_not_of('\0') + 1;
  const std::string_view text = file.substr(0, written);
  const bool nuls = written < file.size();
  const std::size_t first_cell = columns().front().name.size() + 1;
  return (csv_header().starts_with(text) && (written >= first_cell || nuls)) ||
         (nuls && !layout_of_header(text).empty());
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

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

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

Layout layout_of_header(std::string_view line) {
  Layout layout(columns().size(), false);
  std::size_t next = 0;  // Among columns().
  RawCells names;
  if (!split_raw(line, names))
    return {};
  for (const std::string_view name : names) {
    while (next < layout.size() && columns()[next].name != name)
      ++next;
    if (next == layout.size())
      return {};
    layout[next++] = true;
  }
  return is_possible(layout) ? layout : Layout();
}

Layout layout_of_row(std::size_t cells) {
  if (cells < 2 || cells > columns().size())
    return {};
  Layout layout(columns().size(), false);
  std::fill_n(layout.begin(), cells - 1, true);
  layout.back() = true;
  return is_possible(layout) ? layout : Layout();
}

std::size_t start_probe_size() { return 4 * kMaxLine; }

StoreStart store_start(std::string_view beginning, std::uint64_t size) {
  if (is_current_header(beginning))
    return StoreStart::kCurrent;
  const std::string_view text = without_byte_order_mark(beginning);
  if (!layout_of_header(without_line_end(text.substr(0, text.find('\n')))).empty())
    return StoreStart::kOlder;
  if (size == beginning.size() && is_unfinished(beginning))
    return StoreStart::kUnfinished;
  return is_row(first_line(beginning)) ? StoreStart::kHeaderless : StoreStart::kOther;
}

std::string describe_other_header(const std::string& path, std::string_view beginning) {
  const std::string name = in_quotes(path, kMostShown);
  const std::string expected = csv_header();
  std::string_view found = without_byte_order_mark(beginning.substr(0, beginning.find('\n')));
  if (found.ends_with('\r'))
    found.remove_suffix(1);

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
