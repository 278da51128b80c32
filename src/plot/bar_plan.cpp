#include "plot/bar_plan.hpp"

#include <algorithm>

#include "plot/frame.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr double kLine = 1.2;        ///< Distance of lines of a label in font heights.
constexpr double kClusterGap = 0.7;  ///< Between clusters, counted in bars.
constexpr double kBelow = 0.92;      ///< Size of labels below bars, in font heights.

std::vector<std::string> split(const std::string& label) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= label.size();) {
    const std::size_t end = std::min(label.find(", ", at), label.size());
    parts.push_back(label.substr(at, end - at));
    at = end + 2;
  }
  return parts;
}

/// The parts with commas between them, in lines of at most `width` pixels; a part is
/// never broken.
std::vector<std::string> packed(const std::vector<std::string>& parts, double size, double width) {
  std::vector<std::string> lines = {parts.front()};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string longer = lines.back() + ", " + parts[i];
    if (text_width(longer, size) <= width) {
      lines.back() = longer;
    } else {
      lines.back() += ",";
      lines.push_back(parts[i]);
    }
  }
  return lines;
}

/// The room of a label that stands below `plan`'s bars.
double room_of(const CategoryLabel& label, const BarPlan& plan, double width) {
  return label.places * width / plan.places * 0.96;
}

double pixel_along(const BarPlan& plan, double at) {
  return plan.figure.area.left + at / plan.places * plan.width();
}

}  // namespace

std::string CategoryLabel::one_line() const {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::vector<std::string> CategoryLabel::wrapped(double size, double width) const {
  std::vector<std::string> lines;
  for (const std::string& part : parts) {
    const auto more = wrap_name(part, size, width);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

BarPlan plan_bars(const BarChart& chart, Size size, bool log) {
  BarPlan plan{chart, log, {}, {}, 0, font_size(size), framed(chart.heading, size)};
  const double gap = chart.clustered ? kClusterGap : 0;
  double next = gap / 2;
  for (const Cluster& cluster : chart.clusters) {
    const double begin = next;
    for (const Bar& bar : cluster.bars)
      plan.bars.push_back({&bar, next++ + 0.5});
    CategoryLabel label{split(cluster.label), (begin + next) / 2, next - begin + gap};
    if (!chart.clustered) {
      label.parts = {cluster.bars.front().mode};
      const auto& details = cluster.bars.front().details;
      label.parts.insert(label.parts.end(), details.begin(), details.end());
    }
    plan.labels.push_back(std::move(label));
    next += gap;
  }
  plan.places = next - gap / 2;
  return plan;
}

bool labels_fit_below(const BarPlan& plan, double width) {
  constexpr std::size_t kMostLines = 4;
  const double size = plan.font * kBelow;
  return std::all_of(plan.labels.begin(), plan.labels.end(), [&](const CategoryLabel& label) {
    const double room = room_of(label, plan, width);
    const auto lines = label.wrapped(size, room);
    return lines.size() <= kMostLines && widest(lines, size) <= room;
  });
}

void add_turned_labels(BarPlan& plan) {
  Figure& figure = plan.figure;
  const double place = plan.width() / plan.places;
  const double size = std::clamp(place * 0.72, kSmallestFont, plan.font * kBelow);
  const double most = plan.height() * 0.5;
  std::vector<std::vector<std::string>> labels;
  double height = 0;
  for (const CategoryLabel& label : plan.labels) {
    const double room = place * label.places;
    const auto lines = static_cast<std::size_t>(std::max(1.0, room / (size * kLine)));
    // A line a little longer than an even share of the text leaves the fewest lines.
    const double even = text_width(label.one_line(), size) / static_cast<double>(lines);
    const double width = std::min(most, std::max(even * 1.25, plan.font * 6));
    labels.push_back(lines == 1 ? std::vector{label.one_line()} : packed(label.parts, size, width));
    if (labels.back().size() > lines) {  // The last line takes what is left, shortened.
      for (std::size_t i = lines; i < labels.back().size(); ++i)
        labels.back()[lines - 1] += " " + labels.back()[i];
      labels.back().resize(lines);
    }
    height = std::max(height, widest(labels.back(), size));
  }
  height = std::min(height, most);
  const double top = figure.area.bottom - height;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double middle = pixel_along(plan, plan.labels[i].at);
    const auto count = static_cast<double>(labels[i].size());
    double x = middle - (count - 1) / 2 * size * kLine;
    for (const std::string& line : labels[i]) {
      figure.texts.push_back(
          {middle_shortened(line, size, height), x, top, size, Align::kRight, false, true, kInk});
      x += size * kLine;
    }
  }
  figure.area.bottom = top - plan.font * 0.5;
}

void add_labels_below(BarPlan& plan) {
  Figure& figure = plan.figure;
  const double size = plan.font * kBelow;
  const auto lines_of = [&](const CategoryLabel& label) {
    return label.wrapped(size, room_of(label, plan, plan.width()));
  };
  std::size_t lines = 0;
  for (const CategoryLabel& label : plan.labels)
    lines = std::max(lines, lines_of(label).size());
  const double top = figure.area.bottom - static_cast<double>(lines) * size * kLine;
  for (const CategoryLabel& label : plan.labels) {
    double y = top + size * kLine / 2;
    for (const std::string& line : lines_of(label)) {
      figure.texts.push_back(
          {line, pixel_along(plan, label.at), y, size, Align::kCentre, false, false, kInk});
      y += size * kLine;
    }
  }
  figure.area.bottom = top - plan.font * 0.5;
}

void add_labels_left(BarPlan& plan, double size) {
  Figure& figure = plan.figure;
  constexpr double kMostShare = 0.58;  // Of the picture's width.
  double width = 0;
  for (const CategoryLabel& label : plan.labels)
    width = std::max(width, text_width(label.one_line(), size));
  width = std::min(width, plan.width() * kMostShare);
  figure.area.left += width + plan.font * 0.6;
  for (const CategoryLabel& label : plan.labels)
    figure.texts.push_back({middle_shortened(label.one_line(), size, width),
                            figure.area.left - plan.font * 0.5,
                            figure.area.top + label.at / plan.places * plan.height(), size,
                            Align::kRight, false, false, kInk});
}

}  // namespace primebench
