#include "plot/line_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "plot/dodge.hpp"
#include "plot/line_marks.hpp"
#include "plot/line_names.hpp"
#include "plot/markers.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr double kDecades = 1.5;  ///< From here on an axis is logarithmic.

std::set<double> places_of(const LineChart& chart) {
  std::set<double> places;
  for (const Line& line : chart.lines) {
    if (line.flat)
      continue;
    for (const LinePoint& point : line.points)
      places.insert(point.x);
  }
  return places;
}

bool spans_decades(double low, double high) {
  return low > 0 && std::log10(high / low) >= kDecades;
}

/// Not with a 0 among them, which has no place on a logarithmic axis.
bool values_span_decades(const LineChart& chart) {
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  for (const Line& line : chart.lines) {
    for (const LinePoint& point : line.points) {
      low = std::min(low, point.value);
      high = std::max(high, point.value);
    }
  }
  return spans_decades(low, high);
}

std::string x_label(const AlongSpec& along, double x) {
  if (along.parameter == nullptr)
    return format_quantity(along.quantity, x);
  if (x != std::floor(x))
    return fmt::format("{:.1f}", x);
  const std::uint64_t value = along.origin + static_cast<std::uint64_t>(x);
  if (along.quantity == Quantity::kDuration)
    return exact_duration(value);
  if (along.quantity == Quantity::kBytes)
    return bytes_argument(value);
  return std::to_string(value);
}

/// An axis from `low` to `high` with some air beside them, and no ticks yet.
Axis with_air(double low, double high, bool log) {
  constexpr double kAir = 0.04;
  Axis axis;
  axis.log = log;
  if (log) {
    const double factor = high > low ? std::pow(high / low, kAir) : 1.5;
    axis.low = low / factor;
    axis.high = high * factor;
  } else {
    const double margin = high > low ? (high - low) * kAir : std::max(0.5, high * kAir);
    axis.low = low - margin;
    axis.high = high + margin;
  }
  return axis;
}

/// The axis of the parameter: its own values as ticks where they are few and its own,
/// round ones where they were measured.
Axis axis_along(const LineChart& chart, double pixels, double font) {
  const std::set<double> places = places_of(chart);
  const double low = places.empty() ? 1 : *places.begin();
  const double high = places.empty() ? 1 : *places.rbegin();
  // Sweeps of pools and tasks usually double.
  Axis axis = with_air(
      low, high, low > 0 && (spans_decades(low, high) || (places.size() > 2 && high / low >= 4)));
  if (chart.along.parameter == nullptr && spans_decades(low, high)) {
    axis.ticks = value_axis({}, {{axis.low, 0}, {axis.high, 0}}, pixels, font * 7, true).axis.ticks;
  } else {
    double last = -1;
    const double size = font * 0.88;
    Axis wide;
    wide.log = axis.log;
    wide.low = low;
    wide.high = high > low ? high : low + 1;
    for (const double x : places) {
      const std::string label = x_label(chart.along, x);
      const double middle = position(wide, x) * pixels;
      const double half = text_width(label, size) / 2 + size * 0.4;
      const bool repeats = !axis.ticks.empty() && axis.ticks.back().label == label;
      if (repeats || (last >= 0 && middle - half < last))
        continue;
      axis.ticks.push_back({x, label});
      last = middle + half;
    }
  }
  std::erase_if(axis.ticks,
                [&](const Tick& tick) { return tick.at < axis.low || tick.at > axis.high; });
  return axis;
}

/// The first and the last label along the axis reach beyond it; they must not leave the picture.
void leave_room_for_ticks(const LineChart& chart, Figure& figure, double size) {
  double half = 0;
  for (const double x : places_of(chart))
    half = std::max(half, text_width(x_label(chart.along, x), size) / 2);
  figure.area.left = std::max(figure.area.left, half);
  figure.area.right = std::min(figure.area.right, figure.size.width - half);
}

Axis axis_of_values(const LineChart& chart, double pixels, double font, bool log,
                    std::string& title) {
  std::vector<Extent> extents;
  for (const Line& line : chart.lines) {
    for (const LinePoint& point : line.points) {
      extents.push_back({point.value, font * 0.8});
      if (point.whisker) {
        extents.push_back({point.whisker->low, 0});
        extents.push_back({point.whisker->high, 4});
      }
    }
  }
  for (const double level : chart.levels)
    extents.push_back({level, font});
  const ValueAxis values = value_axis(chart.metric, extents, pixels, font * 3.2, log);
  title = values.title;
  return values.axis;
}

/// "thread-pool at 10.0 µs: 812 µs (790 µs to 830 µs)".
std::string tip_of(const LineChart& chart, const Line& line, const LinePoint& point) {
  const auto quantity = [&](double value) { return format_quantity(chart.metric.quantity, value); };
  std::string text = line.name;
  if (!line.flat)
    text += " at " + x_label(chart.along, point.x);
  text += ": " + quantity(point.value);
  if (point.whisker)
    text += fmt::format(" ({} to {})", quantity(point.whisker->low), quantity(point.whisker->high));
  return text;
}

void add_lines(const LineChart& chart, Figure& figure) {
  const std::vector<double> aside = dodges(chart, figure);
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    const Line& line = chart.lines[i];
    if (line.ideal)
      continue;
    const LineLook look = look_of(chart, line);
    Layer whiskers{.kind = Layer::Kind::kLines, .width = 1.1};
    Layer path{.kind = Layer::Kind::kPath,
               .width = 2.2,
               .dashed = look.dashed,
               .colour = line.colour,
               .marker = look.marker};
    for (const LinePoint& point : line.points) {
      if (figure.y.log && point.value <= 0)
        continue;
      const std::string tip = tip_of(chart, line, point);
      const double x = moved(figure, point.x, aside[i]);
      path.path.push_back({x, point.value, tip});
      if (point.whisker && !line.flat)
        whiskers.shapes.push_back(
            {{x, x, std::max(point.whisker->low, figure.y.low), point.whisker->high},
             line.colour,
             tip});
    }
    if (path.path.empty())
      continue;
    if (line.flat) {
      const LinePoint& all = line.points.front();
      const std::string tip = tip_of(chart, line, all);
      path.path = {{figure.x.low, all.value, tip}, {figure.x.high, all.value, tip}};
    }
    figure.layers.push_back(std::move(path));
    if (!whiskers.shapes.empty())
      figure.layers.push_back(std::move(whiskers));
  }
}

/// A name after what its line looks like: a square is for the one that has squares.
LegendEntry entry_of(const LineChart& chart, const Line& line) {
  const Marker marker = look_of(chart, line).marker;
  const std::string_view symbol = line.ideal                ? "="
                                  : marker == Marker::kNone ? "\u2013"
                                                            : shape_of(marker).sign;
  return {line.name, line.colour, symbol};
}

Heading heading_of(const LineChart& chart) {
  Heading heading = chart.heading;
  for (const Line& line : chart.lines) {
    if (!chart.names_at_ends)
      heading.legend.push_back(entry_of(chart, line));
  }
  return heading;
}

}  // namespace

Figure lay_out(const LineChart& chart, Size size, bool log) {
  Figure figure = framed(heading_of(chart), size);
  const double font = font_size(size);
  double name_width = 0;
  for (const Line& line : chart.lines)
    name_width = std::max({name_width, text_width(shown_name(chart, line), font * 0.92 * kBold),
                           text_width(line.note, font * 0.78)});
  name_width = chart.names_at_ends ? std::min(name_width, size.width * 0.4) : 0;
  figure.area.right -= name_width + font * 0.7;
  figure.area.bottom -= font * 3.1;

  std::string title;
  const bool ratio = relative(chart.metric.metric);
  figure.y = axis_of_values(chart, figure.area.bottom - figure.area.top, font,
                            log || (!ratio && values_span_decades(chart)), title);
  double widest = font * 3.2;
  for (const Tick& tick : figure.y.ticks)
    widest = std::max(widest, text_width(tick.label, font * 0.88));
  figure.area.left += widest + font * 1.8;
  leave_room_for_ticks(chart, figure, font * 0.88);
  figure.x = axis_along(chart, figure.area.right - figure.area.left, font);
  figure.x.tick_size = figure.y.tick_size = font * 0.88;
  add_vertical_title(figure, title);
  add_horizontal_title(figure, std::string(chart.along.title), figure.area.bottom + font * 2.5);
  add_levels(chart, figure, font);
  add_ideal_lines(chart, figure);
  add_lines(chart, figure);
  add_spans(chart, figure, font);
  add_crossovers(chart, figure, font);
  if (chart.names_at_ends)
    add_end_labels(chart, figure, font * 0.92, name_width);
  scale_strokes(figure);
  return figure;
}

}  // namespace primebench
