// How lines are told apart and named. Used by line_figure.cpp only.

#pragma once

#include <string>

#include "plot/figure.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

struct LineLook {
  Marker marker = Marker::kNone;
  bool dashed = false;
};

/// What tells a line from others of its colour, as lines of one mode are: its marker, and
/// dashes once each marker has been used.
LineLook look_of(const LineChart& chart, const Line& line);

/// The line's name, after its marker where another line has the same colour.
std::string shown_name(const LineChart& chart, const Line& line);

/// Writes names and notes at the lines' ends, in letters of `size` pixels and at most `width`
/// pixels wide.
void add_end_labels(const LineChart& chart, Figure& figure, double size, double width);

}  // namespace primebench
