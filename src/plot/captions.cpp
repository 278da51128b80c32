#include "plot/captions.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"

namespace primebench {

namespace {

/// Whether some ideal has an interval that is not a point.
bool has_ideal_range(const Summary& summary) {
  return std::any_of(summary.groups.begin(), summary.groups.end(), [](const GroupSummary& one) {
    return one.ideal_range && one.ideal_range->low < one.ideal_range->high;
  });
}

}  // namespace

std::string counted_rows(const std::vector<Group>& groups) {
  const auto [least, most] =
      std::minmax_element(groups.begin(), groups.end(),
                          [](const Group& a, const Group& b) { return a.size() < b.size(); });
  if (least->size() == most->size())
    return fmt::format("n = {}", least->size());
  return fmt::format("n = {} to {}", least->size(), most->size());
}

std::vector<std::string> shared_facts(const std::vector<Group>& groups) {
  const Shared shared = shared_by(groups);
  std::vector<std::string> machine = shared.machine;
  machine.insert(machine.end(), shared.build.begin(), shared.build.end());
  std::vector<std::string> lines;
  for (const std::string& line : {joined(shared.work, " · "), joined(machine, " · ")}) {
    if (!line.empty())
      lines.push_back(line);
  }
  return lines;
}

std::string caption(Marks marks, const std::vector<Group>& groups, const Summary& summary,
                    Metric metric, const Baseline& baseline, const MarkWords& words) {
  const std::string_view name = marks == Marks::kBars ? "Bars" : "Points";
  std::string text;
  if (summary.whiskers == Whiskers::kNone)
    text = fmt::format("{}: one measurement each (n = 1).", name);
  else
    text = fmt::format("{}: median, {}.", name, counted_rows(groups));
  if (summary.whiskers != Whiskers::kNone && !words.whiskers.empty())
    text += fmt::format(" {}: {}.", words.whiskers,
                        summary.whiskers == Whiskers::kRange ? "smallest to largest"
                        : relative(metric) ? "95 % interval, the baseline's noise included"
                                           : "95 % interval of the median");
  if (summary.has_ideal && marks == Marks::kBars) {
    const bool range = words.ideal_range && has_ideal_range(summary);
    text += fmt::format(" {}: {}{}.", words.ideal,
                        metric == Metric::kSpeedup ? "the ideal speed-up"
                                                   : "the ideal, without any cost of concurrency",
                        range ? "; strokes: its 95 % interval, where that can be seen" : "");
  }
  if (metric == Metric::kSpeedup)
    text += fmt::format(" Speed-up: wall time of {} ÷ wall time, round by round.", baseline.mode());
  if (summary.reference && words.reference)
    text += fmt::format(" Dashed: {}.", baseline.mode());
  if (metric == Metric::kEfficiency)
    text += " Efficiency: shortest time in which the CPUs could do the work ÷ wall time.";
  return text;
}

std::string too_many(const std::vector<Group>& groups, const std::vector<const Parameter*>& varying,
                     std::size_t count, Marks marks, std::size_t most) {
  std::vector<std::string> names;
  if (modes_of(groups).size() > 1)
    names.emplace_back("mode");
  for (const Parameter* parameter : varying)
    names.emplace_back(parameter->column);
  const bool bars = marks == Marks::kBars;
  return fmt::format(
      "that would be {} {}, and more than {} cannot be read; choose some with "
      "--where FIELD=VALUE (they differ in {}){}",
      count, bars ? "bars" : "lines", most, joined(names), bars ? " or draw --kind line" : "");
}

}  // namespace primebench
