// Lays out a bar chart: a pure function.

#pragma once

#include "plot/bar_chart.hpp"
#include "plot/figure.hpp"

namespace primebench {

/// Bars stand upright with their labels below where these fit side by side, lie where
/// they do not, and stand with turned labels where there are too many to lie.
/// `log`: a logarithmic axis, else one from zero.
Figure lay_out(const BarChart& chart, Size size, bool log);

}  // namespace primebench
