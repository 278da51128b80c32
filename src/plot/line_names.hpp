// How lines are told apart and named. Used by line_figure.cpp only.

#pragma once

#include <string>

#include "plot/figure.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

inline constexpr double kBold = 1.14;  ///< How much wider a name is in bold letters.

/// The marker of the points of one of the chart's lines: lines of one mode share its colour
/// and differ in their marker.
Marker marker_of(const LineChart& chart, const Line& line);

/// The line's name, after its marker where another line has the same colour.
std::string shown_name(const LineChart& chart, const Line& line);

/// Writes names and notes at the lines' ends, in letters of `size` pixels and at most `width`
/// pixels wide.
void add_end_labels(const LineChart& chart, Figure& figure, double size, double width);

}  // namespace primebench
