// Reads a results store, a row at a time and in bounded memory.

#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "results/row.hpp"

namespace primebench {

struct ReadOptions {
  bool strict = false;  ///< An unusable line is an error instead of a warning.
};

struct ReadSummary {
  std::size_t rows = 0;     ///< Rows handed on.
  std::size_t skipped = 0;  ///< Lines that were neither a row nor blank nor a repeated header.
};

/// Hands every complete row of the store `path` ("-": standard input) to `on_row`, in
/// the order of the file. The Row is valid during the call only.
///
/// Columns are found by name: their order does not matter, unknown ones are ignored,
/// ones that an older version did not write keep their default. Lines that are not
/// whole rows are skipped with a warning that has file, line and reason (the first
/// few; the rest are counted), or end the reading under `strict`. Throws Error if the
/// file is no results store, and std::system_error if it cannot be read.
ReadSummary read_rows(const std::string& path, const ReadOptions& options,
                      const std::function<void(const Row&)>& on_row);

}  // namespace primebench
