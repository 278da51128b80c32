#include "plot/text_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/text.hpp"
#include "core/utf8.hpp"
#include "plot/scale.hpp"
#include "plot/text_lines.hpp"

namespace primebench {
namespace {

struct Line {
  std::string label;
  std::string value;
  std::string range;
  const Bar* bar = nullptr;  ///< nullptr: a heading of a cluster, or blank.
};

std::string joined_label(const Bar& bar) {
  std::string label = bar.mode;
  for (const std::string& detail : bar.details)
    label += fmt::format(", {}", detail);
  return label;
}

std::vector<Line> lines_of(const BarChart& chart, const TextStyle& style) {
  const Quantity quantity = chart.metric.quantity;
  std::vector<Line> lines;
  for (const Cluster& cluster : chart.clusters) {
    if (chart.clustered)
      lines.push_back({safe(cluster.label, style), "", "", nullptr});
    for (const Bar& bar : cluster.bars) {
      Line line;
      line.label = safe(chart.clustered ? fmt::format("  {}", bar.mode) : joined_label(bar), style);
      line.value = safe(format_quantity(quantity, bar.value), style);
      if (bar.whisker)
        line.range =
            safe(fmt::format("[{} {} {}]", format_quantity(quantity, bar.whisker->low),
                             style.utf8 ? "–" : "-", format_quantity(quantity, bar.whisker->high)),
                 style);
      line.bar = &bar;
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

/// What the parts of a bar are drawn with, by their number.
std::string_view part_sign(std::size_t number, const TextStyle& style) {
  static constexpr std::array<std::string_view, 5> kShades = {"█", "▓", "▒", "░", "·"};
  static constexpr std::array<std::string_view, 5> kAscii = {"#", "%", "+", "-", "."};
  const auto& signs = style.utf8 ? kShades : kAscii;
  return signs[number % signs.size()];
}

/// "█ tasks' own work, ▓ user overhead"; empty for bars of one piece.
std::string part_legend(const BarChart& chart, const TextStyle& style) {
  std::vector<std::string> entries;
  const Bar& first = chart.clusters.front().bars.front();
  for (std::size_t i = 0; i < first.parts.size(); ++i)
    entries.push_back(fmt::format("{} {}", part_sign(i, style), first.parts[i].name));
  return joined(entries);
}

/// The parts of a bar next to each other; each ends where the sum up to it does.
std::string drawn_parts(const Bar& bar, const Axis& axis, std::size_t width,
                        const TextStyle& style) {
  std::string text;
  std::size_t filled = 0;
  double sum = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    sum += bar.parts[i].value;
    const double share = std::clamp(position(axis, sum), 0.0, 1.0);
    const auto end = static_cast<std::size_t>(std::lround(share * static_cast<double>(width)));
    for (; filled < end; ++filled)
      text += part_sign(i, style);
  }
  return text + std::string(width - filled, ' ');
}

/// The bar in `width` columns, to an eighth of one where UTF-8 has signs for that, and
/// a stroke where the ideal lies.
std::string drawn(const Bar& bar, const Axis& axis, std::size_t width, const TextStyle& style) {
  static constexpr std::array<std::string_view, 8> kEighths = {"",  "▏", "▎", "▍",
                                                               "▌", "▋", "▊", "▉"};
  const auto share = [&](double value) {
    return value < axis.low ? 0.0 : std::clamp(position(axis, value), 0.0, 1.0);
  };
  const auto eighths =
      static_cast<std::size_t>(std::lround(share(bar.value) * static_cast<double>(width) * 8));
  std::vector<std::string_view> cells(width, " ");
  for (std::size_t i = 0; i < width; ++i) {
    if ((i + 1) * 8 <= eighths)
      cells[i] = style.utf8 ? "█" : "#";
    else if (i * 8 < eighths && style.utf8)
      cells[i] = kEighths[eighths - i * 8];
    else if (i * 8 + 4 <= eighths)
      cells[i] = "#";
  }
  if (bar.ideal) {
    const auto at = static_cast<std::size_t>(share(*bar.ideal) * static_cast<double>(width - 1));
    cells[at] = style.utf8 ? "┃" : "|";
  }
  std::string text;
  for (const std::string_view cell : cells)
    text += cell;
  return text;
}

/// How many columns each part of a line has.
struct Columns {
  std::size_t label = 0;
  std::size_t bar = 0;
  std::size_t value = 0;
  bool ranges = false;  ///< Whether there is room for what stands in brackets.
};

/// The label takes what it needs, but leaves room; the range comes last and goes first.
Columns columns_for(const std::vector<Line>& lines, const TextStyle& style) {
  Columns columns;
  std::size_t range = 0;
  for (const Line& line : lines) {
    columns.label = std::max(columns.label, line.bar == nullptr ? 0 : columns_of(line.label));
    columns.value = std::max(columns.value, columns_of(line.value));
    range = std::max(range, columns_of(line.range));
  }
  constexpr std::size_t kLeastBar = 12;
  constexpr std::size_t kBesideRange = 20;
  columns.label = std::min(columns.label, style.columns - columns.value - kLeastBar - 4);
  const std::size_t without_range = columns.label + columns.value + 3;
  columns.ranges = range > 0 && without_range + range + 1 + kBesideRange <= style.columns;
  columns.bar = style.columns - without_range - (columns.ranges ? range + 1 : 0);
  return columns;
}

std::string body(const BarChart& chart, const TextStyle& style, bool log) {
  const std::vector<Line> lines = lines_of(chart, style);
  const Columns columns = columns_for(lines, style);
  std::vector<Extent> extents;
  for (const Line& line : lines) {
    if (line.bar != nullptr) {
      extents.push_back({line.bar->value, 0});
      extents.push_back({line.bar->ideal.value_or(line.bar->value), 0});
    }
  }
  const Axis axis =
      value_axis(chart.metric, extents, static_cast<double>(columns.bar), 8, log).axis;

  std::string text;
  for (const Line& line : lines) {
    if (line.bar == nullptr) {
      text += cut(line.label, style.columns, style) + "\n";
      continue;
    }
    std::string row = padded(cut(line.label, columns.label, style), columns.label, false) + " " +
                      (line.bar->parts.empty() ? drawn(*line.bar, axis, columns.bar, style)
                                               : drawn_parts(*line.bar, axis, columns.bar, style)) +
                      " " + padded(line.value, columns.value, true);
    if (columns.ranges)
      row += fmt::format(" {}", line.range);
    text += row + "\n";
  }
  return text;
}

}  // namespace

bool shows_ranges(const BarChart& chart, const TextStyle& style) {
  return columns_for(lines_of(chart, style), style).ranges;
}

std::string text_chart(const BarChart& chart, const TextStyle& style, bool log) {
  std::string text = heading_lines(chart.heading, style);
  text += fmt::format("\n{}\n", body(chart, style, log));
  if (const std::string legend = part_legend(chart, style); !legend.empty())
    add_paragraph(text, legend, style);
  for (const std::string& line : chart.heading.caption)
    add_paragraph(text, line, style);
  return text;
}

}  // namespace primebench
