// The pieces of stacked bars. Used by bar_figure.cpp only.

#pragma once

#include <vector>

#include "plot/bar_plan.hpp"

namespace primebench {

/// Boxes for the parts of all bars that have some, and the strokes across them. The axes of the
/// plan's figure are as they will be, and linear. `half` is half the width of a bar, in bars.
std::vector<Layer> part_layers(const BarPlan& plan, bool lying, double half);

}  // namespace primebench
