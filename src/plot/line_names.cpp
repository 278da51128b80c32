#include "plot/line_names.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "plot/frame.hpp"
#include "plot/markers.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr double kLine = 1.2;    ///< Distance of lines in font heights.
constexpr double kNoted = 1.9;   ///< The same with a note below each, in lines.
constexpr double kSmallest = 7;  ///< Letters that are still read, in pixels.

/// The name at a line's end, and where along the other axis it should stand.
struct EndLabel {
  const Line* line = nullptr;
  double y = 0;  ///< In pixels.
};

/// Moves labels apart so that none covers another, and keeps them inside the area.
void spread(std::vector<EndLabel>& labels, double distance, double top, double bottom) {
  std::stable_sort(labels.begin(), labels.end(),
                   [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  double least = top;
  for (EndLabel& label : labels) {
    label.y = std::max(label.y, least);
    least = label.y + distance;
  }
  double most = bottom;
  std::for_each(labels.rbegin(), labels.rend(), [&](EndLabel& label) {
    label.y = std::min(label.y, most);
    most = label.y - distance;
  });
}

bool has_marker(const Line& line) { return !line.flat && !line.ideal; }

/// The look of a line at place `number`, with what other lines of its colour have left.
LineLook next_look(const std::vector<LineLook>& taken, std::size_t number) {
  const std::span<const Marker> markers = line_markers();
  for (const bool dashed : {false, true}) {
    for (std::size_t i = 0; i < markers.size(); ++i) {
      const LineLook look{markers[(number + i) % markers.size()], dashed};
      if (std::find(taken.begin(), taken.end(), look) == taken.end())
        return look;
    }
  }
  return {markers[number % markers.size()], true};
}

}  // namespace

LineLook look_of(const LineChart& chart, const Line& line) {
  if (!has_marker(line))
    return {Marker::kNone, line.flat};
  std::map<Rgb, std::vector<LineLook>> taken;
  std::size_t number = 0;
  for (const Line& other : chart.lines) {
    if (!has_marker(other))
      continue;
    const LineLook look = next_look(taken[other.colour], number++);
    if (&other == &line)
      return look;
    taken[other.colour].push_back(look);
  }
  return {};
}

std::string shown_name(const LineChart& chart, const Line& line) {
  const auto marked = std::count_if(chart.lines.begin(), chart.lines.end(), has_marker);
  if (!has_marker(line) || marked < 2)
    return line.name;
  return fmt::format("{} {}", shape_of(look_of(chart, line).marker).sign, line.name);
}

void add_end_labels(const LineChart& chart, Figure& figure, double size, double width) {
  // Where there is no room for the notes they go, and then the letters become smaller.
  const double room =
      (figure.area.bottom - figure.area.top) / static_cast<double>(chart.lines.size());
  const bool notes = room >= size * kLine * kNoted &&
                     std::any_of(chart.lines.begin(), chart.lines.end(),
                                 [](const Line& line) { return !line.note.empty(); });
  size = std::min(size, std::max(room / kLine, kSmallest));
  std::vector<EndLabel> labels;
  for (const Line& line : chart.lines)
    labels.push_back({&line, pixel_y(figure, line.points.back().value)});
  const double distance = size * kLine * (notes ? kNoted : 1);
  spread(labels, distance, figure.area.top + size * 0.5, figure.area.bottom - size * 0.5);
  const double x = figure.area.right + size * 0.7;
  for (const auto& [line, y] : labels) {
    figure.texts.push_back({middle_shortened(shown_name(chart, *line), size * kBold, width), x,
                            notes ? y - size * 0.5 : y, size, Align::kLeft, true, false,
                            line->colour});
    if (notes && !line->note.empty())
      figure.texts.push_back(
          {line->note, x, y + size * 0.55, size * 0.85, Align::kLeft, false, false, kInk});
  }
}

}  // namespace primebench
