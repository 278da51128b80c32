// How lines keep out of each other's way where they were measured at the same places.

#pragma once

#include <vector>

#include "plot/line_chart.hpp"

namespace primebench {

/// By how many pixels each line of the chart is drawn to the right of its places, so that no
/// whisker hides another: 0 for all unless two lines have whiskers. The axes of `figure` are done;
/// whatever lies within the axis along x stays within it.
std::vector<double> dodges(const LineChart& chart, const Figure& figure);

/// The value on the axis along x that lies `pixels` to the right of `x`.
double moved(const Figure& figure, double x, double pixels);

}  // namespace primebench
