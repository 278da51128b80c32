// A line of CSV, split into cells that keep their bytes.

#pragma once

#include <string_view>
#include <vector>

namespace primebench {

/// The cells of a line as they stand there, with their quotes; they point into it.
using RawCells = std::vector<std::string_view>;

/// Splits a line without its end at the commas that are outside quotes, as the reader
/// does. Returns false if it is no line of cells: a quote is not closed, or there are NULs.
bool split_raw(std::string_view line, RawCells& cells);

/// The line without LF or CR LF at its end.
std::string_view without_line_end(std::string_view line);

/// A cell that is all in quotes without them; others, and quotes inside, stay as they are.
std::string_view without_quotes(std::string_view cell);

}  // namespace primebench
