// A results store of an older version becomes one of this version, a piece at a time.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "results/raw_cells.hpp"
#include "results/store_header.hpp"

namespace primebench {

/// Rewrites a store so that all its rows stand under this version's header. Rows keep
/// their bytes and get empty cells for the columns that they lack. All other lines (torn,
/// blank, foreign) stay as they are, but for blank ones before the first header. So do rows under a
/// header in the middle of the file that no version wrote, as `cat` may make one: this version's
/// header then follows at the end, for the rows to come. No line becomes a row that was none, and
/// none stops being one. Takes a file of any size in bounded memory.
class RowWidener {
 public:
  /// Appends to `out` what becomes of the next bytes of the store. The first line that is
  /// not blank is a header or, in a store that has lost it, a row.
  void take(std::string_view bytes, std::string& out);
  /// Likewise for what has no line end at the end of the file.
  void finish(std::string& out);

  /// The rows so far, whether they had to be changed or not.
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  void take_line(std::string_view line, std::string& out);
  void begin_without_header(std::string_view text, std::string& out);
  bool take_header(std::string_view text, std::string_view line, std::string& out);
  void widen(std::string_view line_end, std::string& out);
  void keep_under_own_header(std::string_view line, std::string& out);

  std::string pending_;     ///< The beginning of a line whose end has not come yet.
  bool long_line_ = false;  ///< Inside a line that is too long to be a row.
  bool begun_ = false;      ///< A header or a row has been found.
  Layout layout_;           ///< Of the rows to come; empty: a header of no version holds.
  std::size_t cells_in_layout_ = 0;
  std::string header_;  ///< Of layout_, as it stood in the file.
  RawCells cells_;      ///< Of the present line.
  std::size_t rows_ = 0;
};

}  // namespace primebench
