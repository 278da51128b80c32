#include "plot/text_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/utf8.hpp"
#include "plot/scale.hpp"

namespace primebench {
namespace {

struct Line {
  std::string label;
  std::string value;
  std::string range;
  const Bar* bar = nullptr;  ///< nullptr: a heading of a cluster, or blank.
};

/// `text` in ASCII: known signs have a spelling, everything else becomes '?'.
std::string spelt(std::string_view text) {
  struct Spelling {
    std::string_view sign;
    std::string_view ascii;
  };
  static constexpr auto kSpellings = std::to_array<Spelling>(
      {{"µ", "u"}, {"×", "x"}, {"÷", "/"}, {" · ", ", "}, {"…", "..."}, {"–", "-"}, {"┃", "|"}});
  std::string result;
  while (!text.empty()) {
    const auto known = std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& one) {
      return text.starts_with(one.sign);
    });
    if (known != kSpellings.end()) {
      result += known->ascii;
      text.remove_prefix(known->sign.size());
      continue;
    }
    const auto byte = static_cast<unsigned char>(text.front());
    const bool continuation = (byte & 0xc0U) == 0x80;
    if (!continuation)
      result += byte >= 0x20 && byte < 0x7f ? text.front() : '?';
    text.remove_prefix(1);
  }
  return result;
}

/// Text as it may be printed in this style.
std::string safe(std::string_view text, const TextStyle& style) {
  std::string printable = printable_utf8(text);
  std::replace(printable.begin(), printable.end(), '\t', ' ');
  return style.utf8 ? printable : spelt(printable);
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t missing = width - std::min(width, columns_of(text));
  return right ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

/// As many columns as `text` may take, no more.
std::string cut(const std::string& text, std::size_t width, const TextStyle& style) {
  if (columns_of(text) <= width)
    return text;
  // What begins alike often ends unlike, so the middle goes.
  const std::size_t head = (width - 1) / 2;
  std::size_t from = text.size();
  for (std::size_t at = text.size(); at > 0; --at) {
    const bool inside = (static_cast<unsigned char>(text[at - 1]) & 0xc0U) == 0x80;
    if (inside)
      continue;
    if (columns_of(text.substr(at - 1)) > width - 1 - head)
      break;
    from = at - 1;
  }
  return first_columns(text, head) + (style.utf8 ? "…" : "~") + text.substr(from);
}

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

void add_paragraph(std::string& text, const std::string& line, const TextStyle& style) {
  std::string rest = safe(line, style);
  while (columns_of(rest) > style.columns) {
    const std::string head = first_columns(rest, style.columns);
    const std::size_t blank = head.find_last_of(' ');
    const std::size_t end = blank == std::string::npos || blank == 0 ? head.size() : blank;
    text += rest.substr(0, end) + "\n";
    rest.erase(0, rest.find_first_not_of(' ', end));
  }
  text += rest + "\n";
}

std::string body(const BarChart& chart, const TextStyle& style, bool log) {
  const std::vector<Line> lines = lines_of(chart, style);
  std::size_t label_width = 0;
  std::size_t value_width = 0;
  std::size_t range_width = 0;
  std::vector<Extent> extents;
  for (const Line& line : lines) {
    label_width = std::max(label_width, line.bar == nullptr ? 0 : columns_of(line.label));
    value_width = std::max(value_width, columns_of(line.value));
    range_width = std::max(range_width, columns_of(line.range));
    if (line.bar != nullptr) {
      extents.push_back({line.bar->value, 0});
      extents.push_back({line.bar->ideal.value_or(line.bar->value), 0});
    }
  }
  // The label takes what it needs, but leaves room; the range comes last and goes first.
  const std::size_t least_bar = 12;
  label_width = std::min(label_width, style.columns - value_width - least_bar - 4);
  const std::size_t without_range = label_width + value_width + 3;
  const bool ranges = range_width > 0 && without_range + range_width + 1 + 20 <= style.columns;
  const std::size_t taken = without_range + (ranges ? range_width + 1 : 0);
  const std::size_t width = style.columns - taken;
  const Axis axis = value_axis(chart.metric, extents, static_cast<double>(width), 8, log).axis;

  std::string text;
  for (const Line& line : lines) {
    if (line.bar == nullptr) {
      text += cut(line.label, style.columns, style) + "\n";
      continue;
    }
    std::string row = padded(cut(line.label, label_width, style), label_width, false) + " " +
                      drawn(*line.bar, axis, width, style) + " " +
                      padded(line.value, value_width, true);
    if (ranges)
      row += fmt::format(" {}", line.range);
    text += row + "\n";
  }
  return text;
}

}  // namespace

std::string text_chart(const BarChart& chart, const TextStyle& style, bool log) {
  const std::string& title = chart.heading.title;
  std::string text;
  for (std::size_t at = 0; at <= title.size();) {
    const std::size_t end = std::min(title.find('\n', at), title.size());
    add_paragraph(text, title.substr(at, end - at), style);
    at = end + 1;
  }
  for (const std::string& fact : chart.heading.facts)
    add_paragraph(text, fact, style);
  text += fmt::format("\n{}\n", body(chart, style, log));
  for (const std::string& line : chart.heading.caption)
    add_paragraph(text, line, style);
  return text;
}

}  // namespace primebench
