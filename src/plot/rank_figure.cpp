#include "plot/rank_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "plot/frame.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr Rgb kAxis = 0x555555;
constexpr Rgb kLeader = 0x8a8a8a;
constexpr Rgb kMark = 0x0072b2;
constexpr double kMostShare = 0.3;  ///< Of the picture's width, for the names of one side.

/// A name and its mean rank, written at the left or the right end of a line.
struct Side {
  std::vector<const RankMark*> marks;  ///< From the top down.
  Align align = Align::kLeft;
  double width = 0;  ///< Of the widest text.
};

struct Plan {
  const RankChart& chart;
  Figure figure;
  double font = 0;
  double size = 0;   ///< Of the names.
  double axis = 0;   ///< Pixels from the area's top to the axis.
  double rows = 0;   ///< And to the first name.
  double row = 0;    ///< From one name to the next.
  double space = 0;  ///< From one bar to the next.
};

std::string rank_text(double rank) { return fmt::format("{:.2f}", rank); }

std::string text_of(const RankMark& mark, const Side& side, double size, double width) {
  const std::string rank = rank_text(mark.rank);
  const std::string gap = "  ";
  const std::string name = middle_shortened(mark.name, size, width - text_width(gap + rank, size));
  return side.align == Align::kRight ? name + gap + rank : rank + gap + name;
}

std::pair<Side, Side> sides_of(const RankChart& chart) {
  Side left{.marks = {}, .align = Align::kRight};
  Side right{.marks = {}, .align = Align::kLeft};
  const std::size_t half = (chart.marks.size() + 1) / 2;
  for (std::size_t i = 0; i < half; ++i)
    left.marks.push_back(&chart.marks[i]);
  for (std::size_t i = chart.marks.size(); i-- > half;)
    right.marks.push_back(&chart.marks[i]);
  return {std::move(left), std::move(right)};
}

/// The widest text, no wider than its share of the picture allows.
double width_of(const Side& side, double size, double most) {
  double widest = 0;
  for (const RankMark* mark : side.marks)
    widest = std::max(widest, text_width(text_of(*mark, side, size, 1e9), size));
  return std::min(widest + 2, most);  // Widths of parts sum to a little more than that of all.
}

/// Heights, from the top down: title and ticks, the axis, the bars, the names.
void divide_height(Plan& plan, std::size_t lines) {
  const double height = plan.figure.area.bottom - plan.figure.area.top;
  plan.axis = plan.font * 2.9;
  const double left = height - plan.axis;
  const double bars = static_cast<double>(plan.chart.bars.size());
  plan.space = bars > 0 ? std::min(plan.font * 1.1, left * 0.35 / bars) : 0;
  plan.rows = plan.axis + plan.space * (bars + 0.5) + plan.font * 0.9;
  // The names at the right stand half a row lower, so that no line meets one from the left.
  plan.row = std::min(plan.font * 2.6, (height - plan.rows) / (static_cast<double>(lines) + 0.5));
  plan.size = std::min(plan.font, plan.row * 0.8);
}

/// Whole ranks along the axis, as many as have room.
void add_axis(Plan& plan) {
  Figure& figure = plan.figure;
  const auto last = static_cast<int>(plan.chart.marks.size());
  const double width = figure.area.right - figure.area.left;
  const int most = std::max(2, static_cast<int>(width / (plan.font * 2.5)));
  const int step = std::max(1, static_cast<int>(std::ceil((last - 1.0) / most)));
  Layer lines{.kind = Layer::Kind::kLines, .width = 1.2};
  lines.shapes.push_back({{1, double(last), plan.axis, plan.axis}, kAxis});
  for (int rank = 1; rank <= last; rank += step) {
    lines.shapes.push_back(
        {{double(rank), double(rank), plan.axis - plan.font * 0.3, plan.axis}, kAxis});
    figure.texts.push_back({fmt::format("{}", rank), pixel_x(figure, rank),
                            figure.area.top + plan.axis - plan.font * 0.95, plan.font * 0.88,
                            Align::kCentre, false, false, kAxis});
  }
  figure.layers.push_back(std::move(lines));
  add_horizontal_title(figure, plan.chart.axis, figure.area.top + plan.font * 0.6);
}

/// The names of a side, and the lines from them to their ranks on the axis.
void add_names(Plan& plan, const Side& side) {
  Figure& figure = plan.figure;
  const bool left = side.align == Align::kRight;
  const double edge = left ? figure.area.left : figure.area.right;
  Layer leaders{.kind = Layer::Kind::kLines, .width = 1};
  double y = plan.rows + plan.row * (left ? 0.5 : 1);
  for (const RankMark* mark : side.marks) {
    const double end = left ? figure.x.low : figure.x.high;
    leaders.shapes.push_back({{mark->rank, mark->rank, plan.axis, y}, kLeader});
    leaders.shapes.push_back({{mark->rank, end, y, y}, kLeader});
    figure.texts.push_back({text_of(*mark, side, plan.size, side.width),
                            edge + (left ? -0.5 : 0.5) * plan.font, figure.area.top + y, plan.size,
                            side.align, false, false, kInk});
    y += plan.row;
  }
  figure.layers.push_back(std::move(leaders));
}

/// A point on the axis for each, and a bar with a dot for each of those that it joins.
void add_marks(Plan& plan) {
  const auto tip = [](const RankMark& mark) {
    return fmt::format("{}: mean rank {}", mark.name, rank_text(mark.rank));
  };
  double y = plan.axis + plan.space;
  for (const std::vector<std::size_t>& bar : plan.chart.bars) {
    Layer line{.kind = Layer::Kind::kPath, .width = 2.4, .colour = kInk, .marker = Marker::kDot};
    for (const std::size_t place : bar)
      line.path.push_back({plan.chart.marks[place].rank, y, tip(plan.chart.marks[place])});
    plan.figure.layers.push_back(std::move(line));
    y += plan.space;
  }
  for (const RankMark& mark : plan.chart.marks) {
    plan.figure.layers.push_back({.kind = Layer::Kind::kPath,
                                  .width = 2.4,
                                  .colour = kMark,
                                  .marker = Marker::kDot,
                                  .path = {{mark.rank, plan.axis, tip(mark)}}});
  }
}

}  // namespace

Figure lay_out(const RankChart& chart, Size size) {
  Plan plan{.chart = chart, .figure = framed(chart.heading, size), .font = font_size(size)};
  Figure& figure = plan.figure;
  auto [left, right] = sides_of(chart);
  divide_height(plan, left.marks.size());
  for (Side* side : {&left, &right})
    side->width = width_of(*side, plan.size, size.width * kMostShare);
  figure.area.left += left.width + plan.font * 0.8;
  figure.area.right -= right.width + plan.font * 0.8;
  figure.frame = false;
  figure.x = {1, static_cast<double>(chart.marks.size()), false, {}, plan.font};
  figure.y = {figure.area.bottom - figure.area.top, 0, false, {}, plan.font};
  add_axis(plan);
  for (const Side* side : {&left, &right})
    add_names(plan, *side);
  add_marks(plan);
  scale_strokes(figure);
  return figure;
}

}  // namespace primebench
