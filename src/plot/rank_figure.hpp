// Lays out a critical difference diagram: a pure function.

#pragma once

#include "plot/figure.hpp"
#include "plot/rank_chart.hpp"

namespace primebench {

/// The axis of ranks lies on top, below it the bars, and names stand at both sides, each with a
/// line to its mean rank: the smaller ranks at the left, downwards, the larger ones at the right,
/// upwards, so that no line crosses another.
Figure lay_out(const RankChart& chart, Size size);

}  // namespace primebench
