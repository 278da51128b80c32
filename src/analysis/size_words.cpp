#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "analysis/sizes.hpp"
#include "core/quantity.hpp"

namespace primebench {
namespace {

std::string end_in_words(double end, double unit) {
  return std::isinf(end) ? "∞" : three_digits(end / unit);
}

}  // namespace

std::string place_in_words(double ns, const std::optional<Interval>& interval, double smallest_ns) {
  std::string text = format_duration(ns);
  if (interval) {
    const double unit = axis_unit(Quantity::kDuration, ns).size;
    const std::string low = interval->low == 0 && smallest_ns > 0
                                ? fmt::format("<{}", three_digits(smallest_ns / unit))
                                : end_in_words(interval->low, unit);
    text += fmt::format(" ({} to {})", low, end_in_words(interval->high, unit));
  }
  return text;
}

std::string reached_in_words(const Reached& reached) {
  switch (reached.kind) {
    case Reached::Kind::kAlways: {
      const double unit = axis_unit(Quantity::kDuration, reached.from_ns).size;
      return fmt::format("below {}{}", format_duration(reached.from_ns),
                         reached.interval && reached.interval->high > 0
                             ? fmt::format(" (to {})", end_in_words(reached.interval->high, unit))
                             : "");
    }
    case Reached::Kind::kNever:
      return reached.interval && !std::isinf(reached.interval->low)
                 ? fmt::format("not reached (≥ {})", format_duration(std::max(reached.interval->low,
                                                                              reached.smallest_ns)))
                 : "not reached";
    case Reached::Kind::kUnknown:
      return "not known";
    case Reached::Kind::kFrom:
      break;
  }
  return place_in_words(reached.from_ns, reached.interval, reached.smallest_ns);
}

std::string leads_in_words(const std::vector<SizeSection>& sections) {
  std::string text;
  for (const SizeSection& section : sections) {
    if (section.leads.empty())
      continue;
    text += fmt::format("{}Fastest by size of task{}:", text.empty() ? "" : " ",
                        section.name.empty() ? "" : fmt::format(" ({})", section.name));
    for (const SizeLead& lead : section.leads)
      text += fmt::format(" {}: {}.", lead.size, lead.words);
    for (const SizeCrossover& one : section.crossovers)
      text += fmt::format(" {} overtakes {} at {}.", one.then, one.before,
                          place_in_words(one.at_ns, one.interval));
  }
  return text;
}

}  // namespace primebench
