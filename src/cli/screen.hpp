// How wide the text on standard output may be.

#pragma once

#include <cstddef>

namespace primebench {

/// Columns of the terminal if standard output is one, else what the environment's COLUMNS
/// says, else 80; from `least` to `most`.
std::size_t screen_columns(std::size_t least, std::size_t most);

/// Likewise for the tables of measuring, report and compare: 60 to 200.
inline std::size_t table_columns() { return screen_columns(60, 200); }

}  // namespace primebench
