#include "plot/bar_figure.hpp"

#include <algorithm>
#include <array>

#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr Rgb kWhite = 0xffffff;
constexpr Rgb kReference = 0x8a8a8a;
constexpr double kLine = 1.2;          ///< Distance of lines of a label in font heights.
constexpr double kBarShare = 0.66;     ///< Of a bar's place, alone; the rest is air.
constexpr double kClusterShare = 0.9;  ///< The same inside a cluster.
constexpr double kClusterGap = 0.7;    ///< Between clusters, in places.
constexpr double kMarkReach = 1.1;     ///< Of the mark for the ideal, in widths of the bar.
constexpr double kSmallest = 9;        ///< The smallest font that can be read.

enum class Style { kStanding, kLying, kTurned };

/// A bar and its place, counted in bars along the axis of categories.
struct Placed {
  const Bar* bar = nullptr;
  double at = 0;
};

/// A label of the axis of categories.
struct CategoryLabel {
  std::vector<std::string> lines;  ///< The parts that must not be joined when there is room.
  double at = 0;
};

/// All that the layout works on.
struct Plan {
  const BarChart& chart;
  bool log = false;
  std::vector<Placed> bars;
  std::vector<CategoryLabel> labels;
  double places = 0;  ///< Length of the axis of categories.
  double font = 0;
  Figure figure;

  [[nodiscard]] double width() const { return figure.area.right - figure.area.left; }
  [[nodiscard]] double height() const { return figure.area.bottom - figure.area.top; }
  [[nodiscard]] double half_bar() const {
    return (chart.clustered ? kClusterShare : kBarShare) / 2;
  }
};

void place_bars(Plan& plan) {
  const double gap = plan.chart.clustered ? kClusterGap : 0;
  double next = gap / 2;
  for (const Cluster& cluster : plan.chart.clusters) {
    const double begin = next;
    for (const Bar& bar : cluster.bars)
      plan.bars.push_back({&bar, next++ + 0.5});
    CategoryLabel label{{cluster.label}, (begin + next) / 2};
    if (!plan.chart.clustered) {
      label.lines = {cluster.bars.front().mode};
      const auto& details = cluster.bars.front().details;
      label.lines.insert(label.lines.end(), details.begin(), details.end());
    }
    plan.labels.push_back(std::move(label));
    next += gap;
  }
  plan.places = next - gap / 2;
}

std::string one_line(const CategoryLabel& label) {
  std::string text;
  for (const std::string& part : label.lines)
    text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::vector<std::string> wrapped(const CategoryLabel& label, double size, double width) {
  std::vector<std::string> lines;
  for (const std::string& part : label.lines) {
    const auto more = wrap_name(part, size, width);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

std::string value_text(const Plan& plan, const Bar& bar) {
  return format_quantity(plan.chart.metric.quantity, bar.value);
}

double widest_value(const Plan& plan, double size) {
  double widest = 0;
  for (const Placed& placed : plan.bars)
    widest = std::max(widest, text_width(value_text(plan, *placed.bar), size));
  return widest;
}

/// The far end of everything that is drawn for the bar.
double top_of(const Bar& bar) {
  return std::max({bar.value, bar.ideal.value_or(0), bar.whisker ? bar.whisker->high : 0});
}

Style choose_style(const Plan& plan) {
  const double roughly = plan.width() - plan.font * 6;  // Without the value axis.
  const double place = roughly / plan.places;
  bool fits = plan.chart.clustered || widest_value(plan, plan.font * 0.9) <= place;
  std::size_t lines = 0;
  for (const CategoryLabel& label : plan.labels) {
    const double room =
        plan.chart.clustered ? roughly / static_cast<double>(plan.labels.size()) : place * 0.96;
    const auto parts = wrapped(label, plan.font * 0.92, room);
    fits = fits && widest(parts, plan.font * 0.92) <= room;
    lines = std::max(lines, parts.size());
  }
  if (fits && lines <= 4)
    return Style::kStanding;
  const double row = (plan.height() - plan.font * 3.2) / plan.places;
  return row >= kSmallest * 1.35 ? Style::kLying : Style::kTurned;
}

ValueAxis axis_of(const Plan& plan, double pixels, double spacing, double room) {
  std::vector<Extent> extents;
  for (const Placed& placed : plan.bars) {
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

/// A shape by its place along the categories and its values.
Shape shape(bool lying, double from, double to, double low, double high, Rgb colour) {
  if (lying)
    return {{low, high, from, to}, colour};
  return {{from, to, low, high}, colour};
}

void add_bars(Plan& plan, bool lying) {
  const Axis& axis = lying ? plan.figure.x : plan.figure.y;
  const double half = plan.half_bar();
  Layer boxes;
  Layer reference{.kind = Layer::Kind::kLines, .width = 1.4, .dashed = true};
  Layer halo{.kind = Layer::Kind::kLines, .width = 3.6};
  Layer marks{.kind = Layer::Kind::kLines, .width = 1.8};
  Layer whiskers{.kind = Layer::Kind::kLines, .width = 1.3};
  const auto inside = [&](double value) { return std::clamp(value, axis.low, axis.high); };
  for (const auto& [bar, at] : plan.bars) {
    boxes.shapes.push_back(
        shape(lying, at - half, at + half, axis.low, inside(bar->value), bar->colour));
    if (bar->ideal && *bar->ideal >= axis.low) {
      const double ideal = *bar->ideal;
      const double reach = std::min(half * kMarkReach, 0.47);
      halo.shapes.push_back(shape(lying, at - reach, at + reach, ideal, ideal, kWhite));
      marks.shapes.push_back(shape(lying, at - reach, at + reach, ideal, ideal, kInk));
    }
    if (bar->whisker) {
      const double low = inside(bar->whisker->low);
      const double high = inside(bar->whisker->high);
      const double cap = half * 0.28;
      whiskers.shapes.push_back(shape(lying, at, at, low, high, kInk));
      whiskers.shapes.push_back(shape(lying, at - cap, at + cap, low, low, kInk));
      whiskers.shapes.push_back(shape(lying, at - cap, at + cap, high, high, kInk));
    }
  }
  if (const auto& value = plan.chart.reference)
    reference.shapes.push_back(shape(lying, 0, plan.places, *value, *value, kReference));
  for (Layer& layer : std::array{boxes, reference, halo, marks, whiskers}) {
    if (!layer.shapes.empty())
      plan.figure.layers.push_back(std::move(layer));
  }
}

void add_lying(Plan& plan) {
  Figure& figure = plan.figure;
  const double row = (plan.height() - plan.font * 3.2) / plan.places;
  const double size = std::clamp(row * 0.74, kSmallest, plan.font);
  double label_width = 0;
  for (const CategoryLabel& label : plan.labels)
    label_width = std::max(label_width, text_width(one_line(label), size));
  label_width = std::min(label_width, plan.width() * 0.58);
  figure.area.left += label_width + plan.font * 0.6;
  figure.area.right -= plan.font * 0.5;
  figure.area.bottom -= plan.font * 3.1;

  const double value_size = std::min(size, plan.font * 0.92);
  const double room = widest_value(plan, value_size) + value_size * 0.8;
  const ValueAxis values = axis_of(plan, plan.width(), plan.font * 6, room);
  figure.x = values.axis;
  figure.y = {plan.places, 0, false, {}, plan.font};
  add_horizontal_title(figure, values.title, figure.area.bottom + plan.font * 2.5);
  for (const CategoryLabel& label : plan.labels)
    figure.texts.push_back({shortened(one_line(label), size, label_width),
                            figure.area.left - plan.font * 0.5, pixel_y(figure, label.at), size,
                            Align::kRight, false, false, kInk});
  for (const auto& [bar, at] : plan.bars)
    figure.texts.push_back(
        {value_text(plan, *bar),
         pixel_x(figure, std::max(top_of(*bar), figure.x.low)) + value_size * 0.4,
         pixel_y(figure, at), value_size, Align::kLeft, false, false, kInk});
}

/// Labels below upright bars, in lines or turned. Takes their room from the area.
void add_labels_below(Plan& plan, bool turned) {
  Figure& figure = plan.figure;
  const double place = plan.width() / plan.places;
  const double size =
      turned ? std::clamp(place * 0.72, kSmallest, plan.font * 0.9) : plan.font * 0.92;
  const double slot =
      plan.chart.clustered ? plan.width() / static_cast<double>(plan.labels.size()) : place * 0.96;
  double height = 0;
  for (const CategoryLabel& label : plan.labels)
    height = std::max(
        height, turned ? text_width(one_line(label), size)
                       : static_cast<double>(wrapped(label, size, slot).size()) * size * kLine);
  height = std::min(height, plan.height() * 0.55);
  const double top = figure.area.bottom - height;
  for (const CategoryLabel& label : plan.labels) {
    const double x = figure.area.left + label.at / plan.places * plan.width();
    if (turned) {
      figure.texts.push_back({shortened(one_line(label), size, height), x, top, size, Align::kRight,
                              false, true, kInk});
      continue;
    }
    double y = top + size * kLine / 2;
    for (const std::string& line : wrapped(label, size, slot)) {
      figure.texts.push_back({line, x, y, size, Align::kCentre, false, false, kInk});
      y += size * kLine;
    }
  }
  figure.area.bottom = top - plan.font * 0.5;
}

void add_upright(Plan& plan, bool turned) {
  Figure& figure = plan.figure;
  figure.area.left += plan.font * 5;
  add_labels_below(plan, turned);
  const double place = plan.width() / plan.places;
  const double plain_size = plan.font * 0.9;
  const bool turn_values = widest_value(plan, plain_size) > place * 0.95;
  const double size = turn_values ? std::clamp(place * 0.72, kSmallest, plain_size) : plain_size;
  const double length = turn_values ? widest_value(plan, size) : size;
  const ValueAxis values = axis_of(plan, plan.height(), plan.font * 3.2, length + size * 0.8);
  figure.x = {0, plan.places, false, {}, plan.font};
  figure.y = values.axis;
  add_vertical_title(figure, values.title);
  for (const auto& [bar, at] : plan.bars) {
    const double y = pixel_y(figure, std::max(top_of(*bar), figure.y.low));
    figure.texts.push_back({value_text(plan, *bar), pixel_x(figure, at),
                            turn_values ? y - size * 0.4 : y - size * 0.75, size,
                            turn_values ? Align::kLeft : Align::kCentre, false, turn_values, kInk});
  }
}

}  // namespace

Figure lay_out(const BarChart& chart, Size size, bool log) {
  Plan plan{chart, log, {}, {}, 0, font_size(size), framed(chart.heading, size)};
  place_bars(plan);
  const Style style = choose_style(plan);
  if (style == Style::kLying)
    add_lying(plan);
  else
    add_upright(plan, style == Style::kTurned);
  plan.figure.x.tick_size = plan.figure.y.tick_size = plan.font * 0.88;
  add_bars(plan, style == Style::kLying);
  return plan.figure;
}

}  // namespace primebench
