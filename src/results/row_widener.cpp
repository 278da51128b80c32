#include "results/row_widener.hpp"

#include <algorithm>
#include <array>

#include "results/row.hpp"

namespace primebench {
namespace {

/// A line may be this long with its end and still be a row.
constexpr std::size_t kMostPending = kMaxLine + 2;

/// Whether the reader would take the cells for a header, whatever else they hold.
bool names_columns(const RawCells& cells) {
  constexpr std::array<std::string_view, 5> kNeeded = {"mode", "prime", "runs", "wall_ns",
                                                       "status"};
  return std::all_of(kNeeded.begin(), kNeeded.end(), [&](std::string_view name) {
    return std::any_of(cells.begin(), cells.end(),
                       [&](std::string_view cell) { return without_quotes(cell) == name; });
  });
}

std::size_t count(const Layout& layout) {
  return static_cast<std::size_t>(std::count(layout.begin(), layout.end(), true));
}

}  // namespace

void RowWidener::take(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const bool whole = end != std::string_view::npos;
    const std::string_view piece = bytes.substr(0, whole ? end + 1 : bytes.size());
    bytes.remove_prefix(piece.size());
    if (long_line_) {
      out += piece;
      long_line_ = !whole;
    } else if (pending_.size() + piece.size() > kMostPending) {
      out += pending_;
      out += piece;
      pending_.clear();
      long_line_ = !whole;
    } else if (!whole) {
      pending_ += piece;
    } else if (pending_.empty()) {
      take_line(piece, out);
    } else {
      pending_ += piece;
      take_line(pending_, out);
      pending_.clear();
    }
  }
}

void RowWidener::finish(std::string& out) {
  const bool ends_in_line = long_line_ || !pending_.empty();
  if (!pending_.empty())
    take_line(pending_, out);
  if (!layout_.empty())
    return;
  if (ends_in_line)
    out += '\n';
  out += csv_header();
  out += '\n';
}

void RowWidener::take_line(std::string_view line, std::string& out) {
  const std::string_view text = without_line_end(line);
  const bool split = split_raw(text, cells_);
  if (!begun_ && text.empty())
    return;  // The store is to begin with its header.
  if (!begun_)
    begin_without_header(text, out);
  const bool row = split && !layout_.empty() && cells_.size() == cells_in_layout_ &&
                   without_quotes(cells_.back()) == "ok";
  if (row) {
    ++rows_;
    const std::size_t added = layout_.size() - cells_in_layout_;
    if (added == 0)
      out += line;
    else if (line.size() + added > kMaxLine + 1)
      keep_under_own_header(line, out);
    else
      widen(line.substr(text.size()), out);
  } else if (split && take_header(text, line, out)) {
    begun_ = true;
  } else if (split && !layout_.empty() && cells_in_layout_ < layout_.size() &&
             cells_.size() == layout_.size()) {
    keep_under_own_header(line, out);  // Or it might pass for a row now.
  } else {
    out += line;
  }
}

/// If the first line of all is a row, its header is missing.
void RowWidener::begin_without_header(std::string_view text, std::string& out) {
  if (!layout_of_header(without_byte_order_mark(text)).empty())
    return;
  layout_ = layout_of_row(cells_.size());
  if (layout_.empty())
    return;
  begun_ = true;
  cells_in_layout_ = count(layout_);
  header_.clear();
  for (std::size_t i = 0; i < layout_.size(); ++i) {
    if (!layout_[i])
      continue;
    if (!header_.empty())
      header_ += ',';
    header_ += columns()[i].name;
  }
  out += csv_header();
  out += '\n';
}

/// Changes the layout if the line is a header.
bool RowWidener::take_header(std::string_view text, std::string_view line, std::string& out) {
  const std::string_view names = without_byte_order_mark(text);
  Layout layout = layout_of_header(names);
  if (layout.empty()) {
    if (!names_columns(cells_))
      return false;
    layout_.clear();
    out += line;
    return true;
  }
  layout_ = std::move(layout);
  cells_in_layout_ = count(layout_);
  header_ = names;
  out += text.substr(0, text.size() - names.size());
  out += csv_header();
  out += line.substr(text.size());
  return true;
}

/// The present line's cells, with empty ones between them.
void RowWidener::widen(std::string_view line_end, std::string& out) {
  std::size_t cell = 0;
  for (std::size_t i = 0; i < layout_.size(); ++i) {
    if (i > 0)
      out += ',';
    if (layout_[i])
      out += cells_[cell++];
  }
  out += line_end;
}

void RowWidener::keep_under_own_header(std::string_view line, std::string& out) {
  out += header_;
  out += '\n';
  out += line;
  if (!line.ends_with('\n'))
    out += '\n';
  out += csv_header();
  out += '\n';
}

}  // namespace primebench
