// The hosts of a timeline, at the left edge of its picture. Used by timeline_figure.cpp only.

#pragma once

#include "plot/figure.hpp"
#include "plot/timeline.hpp"

namespace primebench {

/// How wide their names may be, in pixels, where the font of labels has `font`; 0 without hosts.
double hosts_width(const Timeline& timeline, Size size, double font);

/// Names the hosts from `left` on, shortened to `width`, as many as can be named without overlap,
/// and divides their rows by lines. Call it once the figure has its axes.
void add_hosts(Figure& figure, const Timeline& timeline, double left, double width, double font);

}  // namespace primebench
