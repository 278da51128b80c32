#include "plot/dodge.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace primebench {
namespace {

constexpr double kStep = 4;     ///< Between neighbours, in pixels at 960 by 540.
constexpr double kShare = 0.5;  ///< Of the way to the next place, for all lines together.
constexpr double kAir = 0.65;   ///< Of the room between the outermost places and the axis' ends.

bool has_whiskers(const Line& line) {
  return !line.flat && !line.ideal &&
         std::any_of(line.points.begin(), line.points.end(),
                     [](const LinePoint& point) { return point.whisker.has_value(); });
}

/// How many pixels all lines together may take up beside a place.
double room_of(const LineChart& chart, const Figure& figure) {
  double room = figure.area.right - figure.area.left;
  for (const Line& line : chart.lines) {
    if (line.flat)
      continue;
    double before = figure.area.left;
    for (const LinePoint& point : line.points) {
      const double at = pixel_x(figure, point.x);
      room = std::min(room, 2 * kAir * std::min(at - figure.area.left, figure.area.right - at));
      if (&point != &line.points.front() && at > before)
        room = std::min(room, kShare * (at - before));
      before = at;
    }
  }
  return std::max(room, 0.0);
}

}  // namespace

std::vector<double> dodges(const LineChart& chart, const Figure& figure) {
  std::vector<double> result(chart.lines.size(), 0);
  const auto count =
      static_cast<double>(std::count_if(chart.lines.begin(), chart.lines.end(), has_whiskers));
  if (count < 2)
    return result;
  const double step =
      std::min(kStep * stroke_scale(figure.size), room_of(chart, figure) / (count - 1));
  double at = -step * (count - 1) / 2;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (!has_whiskers(chart.lines[i]))
      continue;
    result[i] = at;
    at += step;
  }
  return result;
}

double moved(const Figure& figure, double x, double pixels) {
  if (pixels == 0)
    return x;
  const double share = pixels / (figure.area.right - figure.area.left);
  if (figure.x.log)
    return x * std::pow(figure.x.high / figure.x.low, share);
  return x + share * (figure.x.high - figure.x.low);
}

}  // namespace primebench
