#include "plot/bar_parts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/quantity.hpp"
#include "plot/frame.hpp"

namespace primebench {
namespace {

constexpr Rgb kStroke = 0xffffff;
constexpr double kSpacing = 0.5;  ///< Of strokes, in font heights.

/// A rectangle in pixels.
struct Box {
  double x0 = 0;
  double x1 = 0;
  double y0 = 0;
  double y1 = 0;
};

Box pixels_of(const Figure& figure, const std::array<double, 4>& corners) {
  const auto [a, b, c, d] = corners;
  const auto [x0, x1] = std::minmax({pixel_x(figure, a), pixel_x(figure, b)});
  const auto [y0, y1] = std::minmax({pixel_y(figure, c), pixel_y(figure, d)});
  return {x0, x1, y0, y1};
}

/// The lines of a hatch inside the box, in pixels. They lie where they would lie across the whole
/// picture, so that they meet those of a neighbour of the same kind.
std::vector<Box> strokes(const Box& box, Hatch hatch, double spacing) {
  // A line of constant y - slope x crosses the box for constants between these two.
  const double slope = hatch == Hatch::kRising ? -1 : hatch == Hatch::kFalling ? 1 : 0;
  const auto [low, high] = std::minmax({box.y0 - slope * box.x0, box.y0 - slope * box.x1,
                                        box.y1 - slope * box.x0, box.y1 - slope * box.x1});
  const double step = slope == 0 ? spacing : spacing * std::sqrt(2.0);
  std::vector<Box> lines;
  const double first_at = (std::floor(low / step) + 0.5) * step;
  const auto count = static_cast<std::size_t>(std::max(std::ceil((high - first_at) / step), 0.0));
  for (std::size_t i = 0; i < count; ++i) {
    const double at = first_at + static_cast<double>(i) * step;
    Box line{box.x0, box.x1, at, at};
    if (slope != 0) {
      const auto [first, last] = std::minmax({(box.y0 - at) / slope, (box.y1 - at) / slope});
      line.x0 = std::max(box.x0, first);
      line.x1 = std::min(box.x1, last);
      line.y0 = at + slope * line.x0;
      line.y1 = at + slope * line.x1;
    }
    if (line.x0 < line.x1 && at > low)
      lines.push_back(line);
  }
  return lines;
}

/// From pixels back to the units of the figure's axes.
std::array<double, 4> corners_of(const Figure& figure, const Box& line) {
  const PlotArea& area = figure.area;
  const auto value = [](const Axis& axis, double share) {
    return axis.log ? axis.low * std::pow(axis.high / axis.low, share)
                    : axis.low + share * (axis.high - axis.low);
  };
  const auto x = [&](double pixel) {
    return value(figure.x, (pixel - area.left) / (area.right - area.left));
  };
  const auto y = [&](double pixel) {
    return value(figure.y, (area.bottom - pixel) / (area.bottom - area.top));
  };
  return {x(line.x0), x(line.x1), y(line.y0), y(line.y1)};
}

/// "thread-pool, pool 4: system 2.10 ms, 3.0 % of 70.0 ms".
std::string tip_of(const BarPlan& plan, const Bar& bar, const BarPart& part) {
  const Quantity quantity = plan.chart.metric.quantity;
  std::string text = bar.mode;
  for (const std::string& detail : bar.details)
    text.append(", ").append(detail);
  return text + fmt::format(": {} {}, {} of {}", part.name, format_quantity(quantity, part.value),
                            format_quantity(Quantity::kPercent,
                                            bar.value > 0 ? part.value / bar.value : 0.0),
                            format_quantity(quantity, bar.value));
}

}  // namespace

void add_hatch(Layer& layer, const Figure& figure, const std::array<double, 4>& corners,
               Hatch hatch, double spacing, Rgb colour) {
  for (const Box& line : strokes(pixels_of(figure, corners), hatch, spacing))
    layer.shapes.push_back({corners_of(figure, line), colour});
}

std::vector<Layer> part_layers(const BarPlan& plan, bool lying, double half) {
  Layer boxes;
  Layer hatches{.kind = Layer::Kind::kLines, .width = 1.1};
  for (const auto& [bar, at] : plan.bars) {
    double from = 0;
    for (const BarPart& part : bar->parts) {
      const double to = from + part.value;
      if (part.value <= 0)
        continue;
      const std::array<double, 4> corners = lying ? std::array{from, to, at - half, at + half}
                                                  : std::array{at - half, at + half, from, to};
      boxes.shapes.push_back({corners, part.colour, tip_of(plan, *bar, part)});
      if (part.hatch != Hatch::kNone)
        add_hatch(hatches, plan.figure, corners, part.hatch, kSpacing * plan.font, kStroke);
      from = to;
    }
  }
  std::vector<Layer> layers;
  for (Layer& layer : std::array{boxes, hatches}) {
    if (!layer.shapes.empty())
      layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace primebench
