// What the points of a line look like, in each of the places that draw or name them.

#pragma once

#include <span>
#include <string_view>

#include "plot/figure.hpp"

namespace primebench {

/// A corner in radii from the point, y downwards.
struct MarkerCorner {
  double x = 0;
  double y = 0;
};

struct MarkerShape {
  Marker marker = Marker::kDot;
  int gnuplot = 7;                          ///< Its "pointtype".
  std::string_view sign{};                  ///< The character beside a name.
  bool open = false;                        ///< Its outline alone.
  std::span<const MarkerCorner> corners{};  ///< None: a circle.
};

/// The shape of any marker but kNone.
const MarkerShape& shape_of(Marker marker);

/// The markers of lines that share a colour, in the order in which they are used.
std::span<const Marker> line_markers();

}  // namespace primebench
