// A critical difference diagram made of characters: a pure function.

#pragma once

#include <string>

#include "plot/rank_chart.hpp"
#include "plot/text_lines.hpp"

namespace primebench {

/// A line for each configuration, by ascending rank, and at its right a column for each bar, with
/// a stroke where the bar joins it. Lines are never wider than `style.columns`.
std::string text_ranks(const RankChart& chart, const TextStyle& style);

}  // namespace primebench
