// Rows that prove their own integrity: what a reader finds can be compared with what
// the writer must have written, knowing nothing but the label.

#pragma once

#include <cstddef>
#include <string>

#include "results/row.hpp"

namespace primebench::test {

/// A row with this label, padded so that its line has at least `bytes` bytes.
Row numbered_row(const std::string& label, std::size_t bytes = 0);

/// Whether numbered_row() made exactly this row, whatever its padding.
bool is_intact(const Row& row);

}  // namespace primebench::test
