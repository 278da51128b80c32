// A place for a label beside a point of a chart, where it covers as little as can be.

#pragma once

#include <string>

#include "plot/figure.hpp"

namespace primebench {

/// `label` in letters of `size` pixels near the pixel (x, y), in the figure's area: off
/// the texts that the figure has, off its lines as far as possible, and near the point.
Text place_label(const Figure& figure, const std::string& label, double x, double y, double size);

}  // namespace primebench
