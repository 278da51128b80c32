// Lays out a timeline: a pure function.

#pragma once

#include "plot/figure.hpp"
#include "plot/timeline.hpp"

namespace primebench {

/// A row per lane, the first on top; neighbouring blocks alternate between two shades.
Figure lay_out(const Timeline& timeline, Size size);

}  // namespace primebench
