// Where lines of a chart cross each other or a level: pure.

#pragma once

#include <vector>

#include "plot/line_chart.hpp"

namespace primebench {

/// The points at which another line becomes the highest by more than noise, 3 %, before
/// the next point; by ascending x.
/// Lines are straight between their points over log(x); flat ones do not take part.
std::vector<Crossover> crossovers(const std::vector<Line>& lines);

}  // namespace primebench
