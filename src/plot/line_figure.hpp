// Lays out a line chart: a pure function.

#pragma once

#include "plot/figure.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

/// Each line is named at its end. An axis is logarithmic where its values span more
/// than a decade and a half; the one for values also if `log` asks for it.
Figure lay_out(const LineChart& chart, Size size, bool log);

}  // namespace primebench
