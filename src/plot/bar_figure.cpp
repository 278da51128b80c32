#include "plot/bar_figure.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "plot/bar_ideal.hpp"
#include "plot/bar_parts.hpp"
#include "plot/bar_plan.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr Rgb kReference = 0x8a8a8a;
constexpr double kLeft = 5;            ///< Room for an upright value axis, in font heights.
constexpr double kBottom = 3.1;        ///< Room for a lying one.
constexpr double kValue = 0.9;         ///< Size of the values at the bars' ends.
constexpr double kBarShare = 0.66;     ///< Of a bar's place, alone; the rest is air.
constexpr double kClusterShare = 0.9;  ///< The same inside a cluster.
constexpr double kCap = 0.28;          ///< Of a whisker's ends, in halves of the bar's width.
constexpr double kMarkReach = 1.1;     ///< Of the mark for the ideal, in widths of the bar.

enum class Style { kStanding, kLying, kTurned };

double half_bar(const BarPlan& plan) {
  return (plan.chart.clustered ? kClusterShare : kBarShare) / 2;
}

/// How far the mark for the ideal reaches to either side, in places.
double mark_reach(const BarPlan& plan) { return std::min(half_bar(plan) * kMarkReach, 0.47); }

std::string value_text(const BarPlan& plan, const Bar& bar) {
  return format_quantity(plan.chart.metric.quantity, bar.value);
}

/// "thread-pool, pool 4: 812 µs (790 µs to 830 µs), n = 10, ideal 700 µs".
std::string tip_of(const BarPlan& plan, const Bar& bar) {
  const auto quantity = [&](double value) {
    return format_quantity(plan.chart.metric.quantity, value);
  };
  std::string text = bar.mode;
  for (const std::string& detail : bar.details)
    text += ", " + detail;
  text += ": " + quantity(bar.value);
  if (bar.whisker)
    text += fmt::format(" ({} to {})", quantity(bar.whisker->low), quantity(bar.whisker->high));
  text += fmt::format(", n = {}", bar.count);
  if (bar.ideal)
    text += fmt::format(", ideal {}", quantity(*bar.ideal));
  if (bar.ideal && bar.ideal_range && bar.ideal_range->low < bar.ideal_range->high)
    text +=
        fmt::format(" ({} to {})", quantity(bar.ideal_range->low), quantity(bar.ideal_range->high));
  return text;
}

double widest_value(const BarPlan& plan, double size) {
  double widest = 0;
  for (const PlacedBar& placed : plan.bars)
    widest = std::max(widest, text_width(value_text(plan, *placed.bar), size));
  return widest;
}

/// The far end of everything that is drawn for the bar.
double top_of(const Bar& bar) {
  return std::max({bar.value, bar.ideal.value_or(0), bar.whisker ? bar.whisker->high : 0,
                   bar.ideal_range ? bar.ideal_range->high : 0});
}

/// Above which value the number of an upright bar is written: above the bar, or above its
/// whisker too if there is no room `beside` that, and above the mark or band of the ideal only if
/// that were in the way. `room` is the text's length along the axis, in the axis' share of 1.
double value_at(const Bar& bar, const Axis& axis, double room, bool beside) {
  const double whisker = beside || !bar.whisker ? 0 : bar.whisker->high;
  const double end = std::max({bar.value, whisker, axis.low});
  const double mark = bar.ideal.value_or(0);
  const Interval ideal = bar.ideal_range.value_or(Interval{mark, mark});
  const double from = position(axis, end);
  const bool in_the_way = position(axis, std::max(ideal.high, axis.low)) > from &&
                          position(axis, std::max(ideal.low, axis.low)) < from + room;
  return in_the_way ? ideal.high : end;
}

Style choose_style(const BarPlan& plan) {
  const double roughly = plan.width() - plan.font * kLeft;
  const double place = roughly / plan.places;
  const bool values_fit = plan.chart.clustered || widest_value(plan, plan.font * kValue) <= place;
  if (values_fit && labels_fit_below(plan, roughly))
    return Style::kStanding;
  const double row = (plan.height() - plan.font * kBottom) / plan.places;
  return row >= kSmallestFont * 1.05 ? Style::kLying : Style::kTurned;
}

ValueAxis axis_of(const BarPlan& plan, double pixels, double spacing, double room) {
  std::vector<Extent> extents;
  for (const PlacedBar& placed : plan.bars) {
    extents.push_back({top_of(*placed.bar), room});
    if (plan.log) {
      extents.push_back({placed.bar->value, 0});
      extents.push_back({placed.bar->whisker ? placed.bar->whisker->low : placed.bar->value, 0});
    }
  }
  if (plan.chart.reference)
    extents.push_back({*plan.chart.reference, 2});
  return value_axis(plan.chart.metric, extents, pixels, spacing, plan.log);
}

/// How far the last tick's label would reach beyond the picture's right edge, in pixels.
double beyond_right(const Figure& figure, const Axis& axis, double size) {
  double over = 0;
  for (const Tick& tick : axis.ticks) {
    const PlotArea& area = figure.area;
    const double middle = area.left + position(axis, tick.at) * (area.right - area.left);
    const double edge = middle + text_width(tick.label, size) / 2 + size * 0.2;
    over = std::max(over, edge - figure.size.width);
  }
  return over;
}

/// A shape by its place along the categories and its values.
Shape shape(bool lying, double from, double to, double low, double high, Rgb colour,
            const std::string& tip) {
  if (lying)
    return {{low, high, from, to}, colour, tip};
  return {{from, to, low, high}, colour, tip};
}

void add_bars(BarPlan& plan, bool lying) {
  const Axis& axis = lying ? plan.figure.x : plan.figure.y;
  const double half = half_bar(plan);
  Layer boxes;
  Layer reference{.kind = Layer::Kind::kLines, .width = 1.4, .dashed = true};
  std::vector<IdealMark> ideals;
  Layer whiskers{.kind = Layer::Kind::kLines, .width = 1.3};
  const auto inside = [&](double value) { return std::clamp(value, axis.low, axis.high); };
  for (const auto& [bar, at] : plan.bars) {
    const std::string tip = tip_of(plan, *bar);
    if (bar->parts.empty())
      boxes.shapes.push_back(
          shape(lying, at - half, at + half, axis.low, inside(bar->value), bar->colour, tip));
    if (bar->ideal && *bar->ideal >= axis.low)
      ideals.push_back({*bar->ideal, bar->ideal_range.value_or(Interval{*bar->ideal, *bar->ideal}),
                        at, mark_reach(plan), tip});
    if (bar->whisker) {
      const double low = inside(bar->whisker->low);
      const double high = inside(bar->whisker->high);
      const double cap = half * kCap;
      whiskers.shapes.push_back(shape(lying, at, at, low, high, kInk, tip));
      if (bar->whisker->low >= axis.low)  // Else it goes on, to 0 beyond a logarithmic axis.
        whiskers.shapes.push_back(shape(lying, at - cap, at + cap, low, low, kInk, tip));
      whiskers.shapes.push_back(shape(lying, at - cap, at + cap, high, high, kInk, tip));
    }
  }
  if (const auto& value = plan.chart.reference)
    reference.shapes.push_back(
        shape(lying, 0, plan.places, *value, *value, kReference,
              "The baseline: " + format_quantity(plan.chart.metric.quantity, *value)));
  for (Layer& layer : part_layers(plan, lying, half))
    plan.figure.layers.push_back(std::move(layer));
  std::vector<Layer> layers = {boxes, reference};
  for (Layer& layer : ideal_layers(ideals, plan.figure, plan.font, lying))
    layers.push_back(std::move(layer));
  layers.push_back(std::move(whiskers));
  for (Layer& layer : layers) {
    if (!layer.shapes.empty())
      plan.figure.layers.push_back(std::move(layer));
  }
}

void add_lying(BarPlan& plan) {
  Figure& figure = plan.figure;
  figure.area.right -= plan.font * 0.5;
  figure.area.bottom -= plan.font * kBottom;
  const double size = std::clamp(plan.height() / plan.places * 0.74, kSmallestFont, plan.font);
  add_labels_left(plan, size);

  // The numbers stand in a column of their own, so that none is taken for a whisker's.
  const double value_size = std::min(size, plan.font * kValue);
  const double edge = figure.area.right;
  figure.area.right -= widest_value(plan, value_size) + value_size;
  ValueAxis values = axis_of(plan, plan.width(), plan.font * 6, 3);
  const double over = beyond_right(figure, values.axis, plan.font * 0.88);
  if (over > 0) {
    figure.area.right -= over;
    values = axis_of(plan, plan.width(), plan.font * 6, 3);
  }
  figure.x = values.axis;
  figure.y = {plan.places, 0, false, {}, plan.font};
  add_horizontal_title(figure, values.title, figure.area.bottom + plan.font * 2.5);
  for (const auto& [bar, at] : plan.bars)
    figure.texts.push_back({value_text(plan, *bar), edge, pixel_y(figure, at), value_size,
                            Align::kRight, false, false, kInk});
}

void add_upright(BarPlan& plan, bool turned) {
  Figure& figure = plan.figure;
  figure.area.left += plan.font * kLeft;
  if (turned)
    add_turned_labels(plan);
  else
    add_labels_below(plan);
  const double place = plan.width() / plan.places;
  const double plain_size = plan.font * kValue;
  const bool turn_values = widest_value(plan, plain_size) > place * 0.95;
  const double size =
      turn_values ? std::clamp(place * 0.72, kSmallestFont, plain_size) : plain_size;
  const double length = turn_values ? widest_value(plan, size) : size;
  const bool numbers = length + size * 0.8 < plan.height() * 0.6;  // Else there is no room.
  const ValueAxis values =
      axis_of(plan, plan.height(), plan.font * 3.2, numbers ? length + size * 0.8 : 3);
  figure.x = {0, plan.places, false, {}, plan.font};
  figure.y = values.axis;
  add_vertical_title(figure, values.title);
  if (!numbers)
    return;
  const double cap = half_bar(plan) * kCap * place;
  const double across = turn_values ? size * 1.2 : widest_value(plan, size);
  // Up to the next bar or its number, and hardly beyond the axis' end.
  const double next = place - std::max(mark_reach(plan) * place, across / 2) - size * 0.3;
  const double room = std::min(next, place / 2 + plan.font * 0.8);
  const bool beside = cap + size * 0.3 + across < room;
  for (const auto& [bar, at] : plan.bars) {
    const double end =
        pixel_y(figure, value_at(*bar, figure.y, (length + size * 0.8) / plan.height(), beside));
    const bool aside = beside && bar->whisker;
    const double x = pixel_x(figure, at) + (aside ? cap + size * (turn_values ? 0.9 : 0.3) : 0);
    figure.texts.push_back(
        {value_text(plan, *bar), x, turn_values ? end - size * 0.4 : end - size * 0.75, size,
         turn_values || aside ? Align::kLeft : Align::kCentre, false, turn_values, kInk});
  }
}

}  // namespace

Figure lay_out(const BarChart& chart, Size size, bool log) {
  BarPlan plan = plan_bars(chart, size, log);
  const Style style = choose_style(plan);
  if (style == Style::kLying)
    add_lying(plan);
  else
    add_upright(plan, style == Style::kTurned);
  plan.figure.x.tick_size = plan.figure.y.tick_size = plan.font * 0.88;
  add_bars(plan, style == Style::kLying);
  scale_strokes(plan.figure);
  return plan.figure;
}

}  // namespace primebench
