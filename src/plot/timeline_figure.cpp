#include "plot/timeline_figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "analysis/metric.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr std::array<Rgb, 2> kShades = {0x0072b2, 0x56b4e9};
constexpr Rgb kJoined = 0x2a8ac4;  ///< Tasks that cannot be told apart.
constexpr double kShare = 0.8;     ///< Of a lane's height that is drawn.

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

Layer blocks_of(const Timeline& timeline) {
  Layer layer;
  const double least = timeline.span / 3000;  // So that no block vanishes.
  for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
    const double top = static_cast<double>(lane) + (1 - kShare) / 2;
    std::size_t number = 0;
    for (const TimeBlock& block : timeline.lanes[lane].blocks) {
      const Rgb colour = block.tasks > 1 ? kJoined : kShades[number++ % kShades.size()];
      layer.shapes.push_back(
          {{block.start, std::max(block.end, block.start + least), top, top + kShare}, colour});
    }
  }
  return layer;
}

}  // namespace

Figure lay_out(const Timeline& timeline, Size size) {
  Figure figure = framed(timeline.heading, size);
  const double font = font_size(size);
  const std::vector<WorkerRows> rows = rows_of(timeline);
  double name_width = 0;
  for (const WorkerRows& row : rows)
    name_width = std::max(name_width, text_width(name_of(row), font * 0.92));
  figure.area.left += name_width + font * 0.6;
  figure.area.right -= font * 1.5;
  figure.area.bottom -= font * 3.1;

  MetricSpec time;
  time.title = "Time since the first task began";
  const double pixels = figure.area.right - figure.area.left;
  const ValueAxis axis = value_axis(time, {{timeline.span, 0}}, pixels, font * 6, false);
  figure.x = axis.axis;
  figure.y = {static_cast<double>(timeline.lanes.size()), 0, false, {}, font * 0.88};
  figure.x.tick_size = font * 0.88;
  add_horizontal_title(figure, axis.title, figure.area.bottom + font * 2.5);
  add_names(figure, rows, font);
  figure.layers.push_back(blocks_of(timeline));
  scale_strokes(figure);
  return figure;
}

}  // namespace primebench
