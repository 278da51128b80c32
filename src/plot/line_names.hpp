// How lines are told apart and named. Used by line_figure.cpp only.

#pragma once

#include <string>

#include "plot/figure.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

struct LineLook {
  Marker marker = Marker::kNone;
  bool dashed = false;

  bool operator==(const LineLook&) const = default;
};

/// What tells a line from others beside its colour: the markers take turns along the legend, and
/// lines of one colour, as those of one mode are, differ in any case, by dashes once each marker
/// has been used. Lines that are flat or ideal have no markers.
LineLook look_of(const LineChart& chart, const Line& line);

/// The line's name, after its marker where several lines have one.
std::string shown_name(const LineChart& chart, const Line& line);

/// Writes names and notes at the lines' ends, in letters of `size` pixels and at most `width`
/// pixels wide.
void add_end_labels(const LineChart& chart, Figure& figure, double size, double width);

}  // namespace primebench
