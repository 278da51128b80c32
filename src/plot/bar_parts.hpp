// The pieces of stacked bars, and the strokes across what is hatched. Used by bar_figure.cpp and
// bar_ideal.cpp only.

#pragma once

#include <array>
#include <vector>

#include "plot/bar_plan.hpp"

namespace primebench {

/// Adds strokes across a rectangle, `spacing` pixels apart, to a layer of lines. `corners` are in
/// the units of the axes, as those of a Shape.
void add_hatch(Layer& layer, const Figure& figure, const std::array<double, 4>& corners,
               Hatch hatch, double spacing, Rgb colour);

/// Boxes for the parts of all bars that have some, and the strokes across them. The axes of the
/// plan's figure are as they will be. `half` is half the width of a bar, in bars.
std::vector<Layer> part_layers(const BarPlan& plan, bool lying, double half);

}  // namespace primebench
