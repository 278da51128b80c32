// A comparison as a table for a terminal.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analysis/comparison.hpp"

namespace primebench {

/// What the ratios are, for under the table.
inline constexpr std::string_view kComparisonNote =
    "Wall times: medians of the calls, each of which counts as one value. new / old is estimated "
    "from all pairs of calls, or from the rounds that both were measured in, not the quotient of "
    "the medians; in brackets its 95 % interval, for all configurations together.";

/// A line per configuration: both medians, how many times as large the new one is, with its
/// interval, and what was found. Then what could not be compared. Lines are at most `columns`
/// wide, where `columns` is 60 or more.
std::string table_text(const Comparison& comparison, std::size_t columns = 80);

/// "1.05 (1.02 to 1.08)"; the ratio alone without an interval.
std::string ratio_in_words(const Ratio& ratio);

}  // namespace primebench
