#include "plot/line_marks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/sweep.hpp"
#include "core/text.hpp"
#include "plot/dodge.hpp"
#include "plot/frame.hpp"
#include "plot/label_place.hpp"
#include "plot/scale.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr Rgb kLevel = 0x777777;

}  // namespace

void add_levels(const LineChart& chart, Figure& figure, double font) {
  Layer layer{.kind = Layer::Kind::kLines, .width = 1.2, .dashed = true};
  for (const double level : chart.levels) {
    layer.shapes.push_back({{figure.x.low, figure.x.high, level, level},
                            kLevel,
                            format_quantity(chart.metric.quantity, level)});
    if (chart.levels.size() > 1)
      figure.texts.push_back({tick_label(level * 100) + " %", figure.area.left + font * 0.4,
                              pixel_y(figure, level) - font * 0.6, font * 0.85, Align::kLeft, false,
                              false, kLevel});
  }
  if (!layer.shapes.empty())
    figure.layers.push_back(std::move(layer));
}

void add_ideal_lines(const LineChart& chart, Figure& figure) {
  constexpr double kDouble = 4.4;
  constexpr double kCore = 1.6;
  constexpr Rgb kWhite = 0xffffff;
  for (const Line& line : chart.lines) {
    if (!line.ideal)
      continue;
    std::vector<std::string> values;
    Layer outer{.kind = Layer::Kind::kPath, .width = kDouble, .colour = line.colour};
    for (const LinePoint& point : line.points) {
      values.push_back(format_quantity(chart.metric.quantity, point.value));
      outer.path.push_back({point.x, point.value});
    }
    outer.path.front().tip = line.name + ": " + joined(values);
    Layer core = outer;
    core.width = kCore;
    core.colour = kWhite;
    figure.layers.push_back(std::move(outer));
    figure.layers.push_back(std::move(core));
  }
}

void add_spans(const LineChart& chart, Figure& figure, double font) {
  Layer layer{.kind = Layer::Kind::kLines, .width = 3};
  const double step =
      font * 0.35 / (figure.area.bottom - figure.area.top) * (figure.y.high - figure.y.low);
  std::map<double, int> used;
  for (const Span& span : chart.spans) {
    const double low = std::clamp(span.range.low, figure.x.low, figure.x.high);
    const double high = std::clamp(span.range.high, figure.x.low, figure.x.high);
    const double y = span.level + step * ++used[span.level];
    layer.shapes.push_back({{low, high, y, y}, chart.lines[span.line].colour});
  }
  if (!layer.shapes.empty())
    figure.layers.push_back(std::move(layer));
}

void add_crossovers(const LineChart& chart, Figure& figure, double font) {
  const std::vector<double> aside = dodges(chart, figure);
  const auto place_of = [&](const Ring& crossover) {
    return moved(figure, crossover.x, aside[crossover.line]);
  };
  for (const Ring& crossover : chart.crossovers) {
    Layer ring{.kind = Layer::Kind::kPath, .width = 3.4, .colour = kInk, .marker = Marker::kRing};
    ring.path = {
        {place_of(crossover), crossover.value,
         fmt::format("{}: {}", format_quantity(chart.along.quantity, crossover.x), kLeadChanges)}};
    figure.layers.push_back(std::move(ring));
  }
  for (const Ring& crossover : chart.crossovers)
    figure.texts.push_back(place_label(figure, format_quantity(chart.along.quantity, crossover.x),
                                       pixel_x(figure, place_of(crossover)),
                                       pixel_y(figure, crossover.value), font * 0.85));
}

}  // namespace primebench
