#include "results/store_header.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "results/raw_cells.hpp"
#include "results/row.hpp"

namespace primebench {
namespace {

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

}  // namespace primebench
