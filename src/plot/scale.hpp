// An axis for values: where it begins and ends, and round numbers along it.

#pragma once

#include "analysis/metric.hpp"
#include "plot/figure.hpp"

namespace primebench {

/// Something that must stay inside the axis: a value, and the room in pixels that is
/// needed beyond it, as for its label.
struct Extent {
  double value = 0;
  double room = 0;
};

struct ValueAxis {
  Axis axis;          ///< Its numbers are the metric's own: nanoseconds, bytes.
  std::string title;  ///< "Wall time (ms)"
};

/// A linear axis from zero, or a logarithmic one from a power of ten (of two for bytes) at or below
/// the smallest of `extents`, that is `pixels` long and has all of `extents` inside it, with a
/// round number every `spacing` pixels or so. Values that are not positive do not
/// count on a logarithmic axis.
ValueAxis value_axis(const MetricSpec& metric, const std::vector<Extent>& extents, double pixels,
                     double spacing, bool log);

/// Where `value` lies along an axis of this range: 0 at its low end, 1 at its high end.
double position(const Axis& axis, double value);

/// "1", "2.5", "1000000", "2.5e9": as short as exactness to six digits allows.
std::string tick_label(double value);

}  // namespace primebench
