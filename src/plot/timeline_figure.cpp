#include "plot/timeline_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/metric.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"
#include "plot/timeline_hosts.hpp"
#include "plot/timeline_words.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr double kShare = 0.84;  ///< Of a lane's height that is drawn.
constexpr std::array<Rgb, kDoings> kColours = {kWorkColour, kLockColour, kWaitColour};
/// Of what is drawn of a lane: colour is not all that tells them apart.
constexpr std::array<double, kDoings> kHeights = {1, 0.6, 0.25};
constexpr double kNarrowest = 2.5;  ///< Pixels of a block that is drawn by itself.
constexpr double kMostColumns = 2000;

/// The lanes of one worker.
struct WorkerRows {
  std::size_t worker = 0;
  double first = 0;
  double count = 0;
};

std::vector<WorkerRows> rows_of(const Timeline& timeline) {
  std::vector<WorkerRows> rows;
  for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
    if (rows.empty() || rows.back().worker != timeline.lanes[lane].worker)
      rows.push_back({timeline.lanes[lane].worker, static_cast<double>(lane), 0});
    ++rows.back().count;
  }
  return rows;
}

std::string name_of(const WorkerRows& row) { return fmt::format("worker {}", row.worker); }

/// Names as many workers as can be named without overlap.
void add_names(Figure& figure, const std::vector<WorkerRows>& rows, double font) {
  double free_from = 0;
  for (const WorkerRows& row : rows) {
    const double y = pixel_y(figure, row.first + row.count / 2);
    if (y - font * 0.6 < free_from)
      continue;
    figure.texts.push_back({name_of(row), figure.area.left - font * 0.5, y, font * 0.92,
                            Align::kRight, false, false, kInk});
    free_from = y + font * 0.6;
  }
}

/// What columns of pixels show: stacked from a base line, in whole steps so that equal
/// neighbours become one shape.
class Columns {
 public:
  /// `step` and `base` are in the units of the y axis; what is on top of something else
  /// lies at `base` minus (`down`) or plus its height.
  Columns(double width, double step, double base, bool down)
      : width_(width), step_(step), base_(base), down_(down) {}

  void add_to(Layer& layer, const std::vector<TimeShares>& columns,
              const std::array<double, kDoings>& heights) const {
    std::array<double, kDoings> open{};  // Steps of the shapes that still grow.
    std::size_t since = 0;
    for (std::size_t i = 0; i <= columns.size(); ++i) {
      std::array<double, kDoings> steps{};
      if (i < columns.size())
        steps = in_steps(columns[i], heights);
      if (i < columns.size() && steps == open)
        continue;
      draw(layer, since, i, open);
      open = steps;
      since = i;
    }
  }

 private:
  [[nodiscard]] std::array<double, kDoings> in_steps(
      const TimeShares& shares, const std::array<double, kDoings>& heights) const {
    std::array<double, kDoings> steps{};
    double exact = 0;
    double taken = 0;
    for (std::size_t doing = 0; doing < kDoings; ++doing) {
      exact += std::max(0.0, shares[doing]) * heights[doing] / step_;
      steps[doing] = std::round(exact) - taken;
      taken += steps[doing];
    }
    const auto most = std::max_element(shares.begin(), shares.end());
    if (taken == 0 && *most > 1e-9)  // However short, it is seen.
      steps[static_cast<std::size_t>(most - shares.begin())] = 1;
    return steps;
  }

  void draw(Layer& layer, std::size_t from, std::size_t to,
            const std::array<double, kDoings>& steps) const {
    double at = base_;
    for (std::size_t doing = 0; doing < kDoings; ++doing) {
      const double next = down_ ? at - steps[doing] * step_ : at + steps[doing] * step_;
      if (steps[doing] > 0)
        layer.shapes.push_back(
            {{width_ * static_cast<double>(from), width_ * (static_cast<double>(to) + kOverlap),
              std::min(at, next), std::max(at, next)},
             kColours[doing]});
      at = next;
    }
  }

  /// Columns that only touch let the paper shine through where an edge is between pixels;
  /// the next one covers what is too much.
  static constexpr double kOverlap = 0.5;

  double width_;
  double step_;
  double base_;
  bool down_;
};

Layer blocks_of(const Timeline& timeline, const Figure& figure) {
  Layer layer;
  const double pixels = figure.area.right - figure.area.left;
  const auto count = static_cast<std::size_t>(std::min(pixels, kMostColumns));
  const double height =
      (figure.area.bottom - figure.area.top) / static_cast<double>(timeline.lanes.size()) * kShare;
  const double step = kShare / std::clamp(std::round(height * 2), 4.0, 40.0);
  const double longest = timeline.span / pixels * kNarrowest;
  for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
    const double base = static_cast<double>(lane) + (1 + kShare) / 2;
    std::array<double, kDoings> heights = kHeights;
    for (double& one : heights)
      one *= kShare;
    const Columns columns(timeline.span / static_cast<double>(count), step, base, true);
    columns.add_to(layer, columns_of(timeline.lanes[lane], timeline.span, count, longest), heights);
    for (const TimeBlock& block : timeline.lanes[lane].blocks) {
      if (block.end - block.start < longest)
        continue;
      const auto doing = static_cast<std::size_t>(block.doing);
      const bool lighter = block.doing == Doing::kWork && block.odd;
      layer.shapes.push_back({{block.start, block.end, base - heights[doing], base},
                              lighter ? kLighterWorkColour : kColours[doing]});
    }
  }
  return layer;
}

/// The line that a row stands on, so that those of idle workers are seen too.
Layer base_lines(const Timeline& timeline, const Figure& figure) {
  constexpr Rgb kFaint = 0xdcdcdc;
  constexpr double kLeastHeight = 4;  // Pixels of a row.
  Layer layer;
  const auto count = static_cast<double>(timeline.lanes.size());
  if ((figure.area.bottom - figure.area.top) / count < kLeastHeight)
    return layer;
  for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
    const double y = static_cast<double>(lane) + (1 + kShare) / 2;
    layer.shapes.push_back(
        {{0, timeline.span, y, y + 1 / (figure.area.bottom - figure.area.top) * count}, kFaint});
  }
  return layer;
}

/// All workers together: how many tasks there were, what they did.
Layer heap_of(const Timeline& timeline, const Figure& figure,
              const std::vector<TimeShares>& columns) {
  Layer layer;
  const double step = figure.y.high / (figure.area.bottom - figure.area.top) / 2;
  Columns(timeline.span / static_cast<double>(columns.size()), step, 0, false)
      .add_to(layer, columns, {1, 1, 1});
  return layer;
}

double highest(const std::vector<TimeShares>& columns) {
  double most = 0;
  for (const TimeShares& shares : columns)
    most = std::max(most, shares[0] + shares[1] + shares[2]);
  return most;
}

void add_time_axis(Figure& figure, double span, double font) {
  MetricSpec time;
  time.title = "Time since the first task began";
  // Whole pixels, so that columns have sharp edges.
  figure.area.left = std::ceil(figure.area.left);
  figure.area.right = std::floor(figure.area.right);
  const double pixels = figure.area.right - figure.area.left;
  const ValueAxis axis = value_axis(time, {{span, 0}}, pixels, font * 6, false);
  figure.x = axis.axis;
  figure.x.high = span;
  figure.x.tick_size = font * 0.88;
  std::erase_if(figure.x.ticks, [&](const Tick& tick) { return tick.at > span; });
  add_horizontal_title(figure, axis.title, figure.area.bottom + font * 2.5);
}

Figure lay_out_together(const Timeline& timeline, Figure figure, double font) {
  figure.area.left += font * 5;
  const auto columns_in = [&](double pixels) {
    TimeLane all;
    all.density = timeline.at_once;
    return columns_of(all, timeline.span, static_cast<std::size_t>(std::min(pixels, kMostColumns)),
                      0);
  };
  const std::vector<TimeShares> columns = columns_in(figure.area.right - figure.area.left);
  MetricSpec count;
  count.title = highest(columns) < 1 ? "Time with a task" : "Tasks under way";
  count.quantity = highest(columns) < 1 ? Quantity::kPercent : Quantity::kCount;
  const ValueAxis axis = value_axis(count, {{highest(columns), font * 0.5}},
                                    figure.area.bottom - figure.area.top, font * 3, false);
  figure.y = axis.axis;
  figure.y.tick_size = font * 0.88;
  add_vertical_title(figure, axis.title);
  add_time_axis(figure, timeline.span, font);
  figure.layers.push_back(heap_of(timeline, figure, columns));
  return figure;
}

}  // namespace

Figure lay_out(const Timeline& timeline, Size size) {
  Figure figure = framed(timeline.heading, size);
  const double font = font_size(size);
  figure.area.right -= font * 1.5;
  figure.area.bottom -= font * 3.1;
  if (timeline.lanes.empty()) {
    figure = lay_out_together(timeline, std::move(figure), font);
  } else {
    const std::vector<WorkerRows> rows = rows_of(timeline);
    double name_width = 0;
    for (const WorkerRows& row : rows)
      name_width = std::max(name_width, text_width(name_of(row), font * 0.92));
    const double left = figure.area.left;
    const double host_width = hosts_width(timeline, size, font);
    figure.area.left += name_width + font * 0.6 + (host_width > 0 ? host_width + font : 0);
    figure.y = {static_cast<double>(timeline.lanes.size()), 0, false, {}, font * 0.88};
    add_time_axis(figure, timeline.span, font);
    add_names(figure, rows, font);
    if (!timeline.hosts.empty())
      add_hosts(figure, timeline, left, host_width, font);
    figure.layers.push_back(base_lines(timeline, figure));
    figure.layers.push_back(blocks_of(timeline, figure));
  }
  scale_strokes(figure);
  return figure;
}

}  // namespace primebench
