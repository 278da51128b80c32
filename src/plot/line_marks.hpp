// What a line chart marks across its lines: levels, from where on lines stay above them, and
// where the lead changes. Used by line_figure.cpp only.

#pragma once

#include "plot/figure.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

/// All three add to a figure whose axes are known; `font` is the height of its labels' font
/// in pixels. A dashed line across the chart for each level:
void add_levels(const LineChart& chart, Figure& figure, double font);

/// A bar along its level for each span; those of one level stand a little apart.
void add_spans(const LineChart& chart, Figure& figure, double font);

/// A ring for each crossover, and what it stands at.
void add_crossovers(const LineChart& chart, Figure& figure, double font);

/// Ideals are double lines, as those of bars are, and lie below what was measured, which may come
/// close to them.
void add_ideal_lines(const LineChart& chart, Figure& figure);

}  // namespace primebench
