// The marks of bars' ideals. Used by bar_figure.cpp only.

#pragma once

#include <string>
#include <vector>

#include "core/statistics.hpp"
#include "plot/figure.hpp"

namespace primebench {

struct IdealMark {
  double value = 0;
  Interval range;    ///< Of values; a point if it is not known.
  double at = 0;     ///< The middle of its bar, in bars along the categories.
  double reach = 0;  ///< To either side, in bars.
  std::string tip;
};

/// A double line for each, which no end of a whisker is; where its range is wider than that, two
/// lines with strokes between them, cut at the axis' ends. The axes of the figure are as they will
/// be; `font` is the height of its labels' font in pixels.
std::vector<Layer> ideal_layers(const std::vector<IdealMark>& marks, const Figure& figure,
                                double font, bool lying);

}  // namespace primebench
