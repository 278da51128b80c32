// Rows for tests of the results store, and what a store made of them holds.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "results/row.hpp"

namespace primebench::test {

/// A row in which every cell is filled and different from its default.
Row sample_row(const std::string& label = "sample");

/// csv_line() of the row and a line end.
std::string sample_line(const std::string& label = "sample");

/// The header and one row for each label.
std::string sample_store(const std::vector<std::string>& labels);

/// The labels of all rows of the store, in its order. Throws what read_rows() throws.
std::vector<std::string> labels_in(const std::filesystem::path& store, bool strict = false);

}  // namespace primebench::test
