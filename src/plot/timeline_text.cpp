#include "plot/timeline_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/quantity.hpp"
#include "core/utf8.hpp"
#include "plot/timeline_words.hpp"

namespace primebench {
namespace {

/// From a column that is almost empty to a full one.
constexpr std::array<std::string_view, 8> kEighths = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

struct Signs {
  std::string_view work;
  std::string_view lock;
  std::string_view wait;
};

Signs signs_of(const TextStyle& style) {
  return style.utf8 ? Signs{"█", "▒", "·"} : Signs{"#", "x", "-"};
}

Doing most_of(const TimeShares& shares) {
  return static_cast<Doing>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

/// What a worker did for the most part, and how much of it.
std::string_view cell_of(const TimeShares& shares, const TextStyle& style) {
  const Doing doing = most_of(shares);
  const double share = shares[static_cast<std::size_t>(doing)];
  if (share <= 0)
    return " ";
  if (doing == Doing::kLock)
    return signs_of(style).lock;
  if (doing == Doing::kWait)
    return signs_of(style).wait;
  if (!style.utf8)
    return share < 0.5 ? ":" : "#";
  const auto eighths = static_cast<std::size_t>(std::clamp(std::ceil(share * 8), 1.0, 8.0));
  return kEighths[eighths - 1];
}

void end_line(std::string& text) {
  text.erase(text.find_last_not_of(' ') + 1);
  text += '\n';
}

/// "# working, - waiting.", of what there is to be seen.
std::string key(const Heading& heading, const TextStyle& style) {
  const Signs signs = signs_of(style);
  std::string text;
  for (const LegendEntry& entry : heading.legend)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        entry.colour == kWorkColour   ? signs.work
                        : entry.colour == kLockColour ? signs.lock
                                                      : signs.wait,
                        entry.name.substr(0, entry.name.find(" (")));
  return text + ".";
}

std::string rows(const Timeline& timeline, const TextStyle& style, std::size_t name_width) {
  std::string text;
  const std::size_t columns = style.columns - name_width - 1;
  auto host = timeline.hosts.begin();
  std::size_t left = 0;  // Of the host's lanes.
  for (const TimeLane& lane : timeline.lanes) {
    if (left == 0 && host != timeline.hosts.end()) {
      text += cut(safe(host->name, style), style.columns, style) + "\n";
      left = host++->lanes;
    }
    left -= left == 0 ? 0 : 1;
    const bool again = &lane != &timeline.lanes.front() && (&lane - 1)->worker == lane.worker;
    text += padded(again ? "" : fmt::format("worker {}", lane.worker), name_width, false) + " ";
    for (const TimeShares& shares : columns_of(lane, timeline.span, columns, timeline.span * 2))
      text += cell_of(shares, style);
    end_line(text);
  }
  return text;
}

/// All workers together: the lines of a heap, the highest first.
std::string heap(const Timeline& timeline, const TextStyle& style, std::size_t name_width) {
  constexpr std::size_t kLines = 10;
  TimeLane all;
  all.density = timeline.at_once;
  const std::vector<TimeShares> columns =
      columns_of(all, timeline.span, style.columns - name_width - 1, 0);
  double highest = 0;
  for (const TimeShares& shares : columns)
    highest = std::max(highest, shares[0] + shares[1] + shares[2]);
  std::string text;
  for (std::size_t line = kLines; line > 0; --line) {
    const bool named = line == kLines || line == kLines / 2;
    const double upper = highest * static_cast<double>(line) / kLines;
    const std::string name =
        format_quantity(highest < 1 ? Quantity::kPercent : Quantity::kCount, upper);
    text += padded(named ? name : "", name_width, true) + " ";
    for (const TimeShares& shares : columns) {
      double level = highest * (static_cast<double>(line) - 0.5) / kLines;
      const bool seen = shares[0] + shares[1] + shares[2] > 0 && line == 1;
      std::string_view sign = seen ? signs_of(style).work : " ";
      const Signs signs = signs_of(style);
      for (const auto& [share, own] :
           {std::pair(shares[0], signs.work), std::pair(shares[1], signs.lock),
            std::pair(shares[2], signs.wait)}) {
        if (level >= 0 && level < share)
          sign = own;
        level -= share;
      }
      text += sign;
    }
    end_line(text);
  }
  return text;
}

}  // namespace

std::string text_timeline(const Timeline& timeline, const TextStyle& style) {
  std::size_t name_width = 8;
  for (const TimeLane& lane : timeline.lanes)
    name_width = std::max(name_width, fmt::format("worker {}", lane.worker).size());
  std::string text = heading_lines(timeline.heading, style) + "\n";
  text += timeline.lanes.empty() ? heap(timeline, style, name_width)
                                 : rows(timeline, style, name_width);
  const std::string end = safe(format_duration(timeline.span), style);
  text += padded("", name_width, false) + " 0" + padded(end, style.columns - name_width - 2, true) +
          "\n\n";
  if (!timeline.heading.legend.empty())
    add_paragraph(text, key(timeline.heading, style), style);
  for (const std::string& line : timeline.heading.caption)
    add_paragraph(text, line, style);
  return text;
}

}  // namespace primebench
