#include "plot/captions.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/claims.hpp"
#include "analysis/critical_values.hpp"
#include "core/text.hpp"

namespace primebench {

namespace {

/// Whether some ideal has an interval that is not a point.
bool has_ideal_range(const Summary& summary) {
  return std::any_of(summary.groups.begin(), summary.groups.end(), [](const GroupSummary& one) {
    return one.ideal_range && one.ideal_range->low < one.ideal_range->high;
  });
}

/// What a comparison must share with the baseline to have an interval.
std::string needed_for_interval(const Baseline& baseline) {
  return fmt::format("{} rounds in common with {}, or {} calls of each", kFewestRounds,
                     baseline.mode(), kFewestCalls);
}

/// What whiskers are, or why there are none.
std::string about_whiskers(const Summary& summary, Metric metric, const Baseline& baseline,
                           const MarkWords& words) {
  if (summary.whiskers == Whiskers::kNone && summary.lacks_intervals)
    return fmt::format(" No 95 % interval: that takes {}.", needed_for_interval(baseline));
  if (summary.whiskers == Whiskers::kNone || words.whiskers.empty())
    return "";
  if (summary.whiskers == Whiskers::kRange)
    return fmt::format(" {}: smallest to largest.", words.whiskers);
  if (!relative(metric))
    return fmt::format(" {}: 95 % interval of the median.", words.whiskers);
  return fmt::format(
      " {}: 95 % interval, the baseline's noise included{}.", words.whiskers,
      summary.lacks_intervals ? "; none without " + needed_for_interval(baseline) : "");
}

/// How a speed-up was found, in the words of the report.
std::string_view basis_of(const Summary& summary) {
  if (!summary.by_calls)
    return summary.by_rounds ? ", round by round" : "";
  return summary.by_rounds ? ", round by round; without common rounds, by calls" : ", by calls";
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
  if (once_per_call(metric))
    text = fmt::format(
        "{}: {} ({}).", name,
        summary.medians ? "median of the calls, each measured once" : "measured once per call",
        counted_rows(groups));
  else if (!summary.medians)
    text = fmt::format("{}: one measurement each (n = 1).", name);
  else
    text = fmt::format("{}: median, {}.", name, counted_rows(groups));
  text += about_whiskers(summary, metric, baseline, words);
  if (summary.has_ideal && marks == Marks::kBars) {
    const bool range = words.ideal_range && has_ideal_range(summary);
    text += fmt::format(" {}: {}{}.", words.ideal,
                        metric == Metric::kSpeedup ? "the ideal speed-up"
                                                   : "the ideal, without any cost of concurrency",
                        range ? "; strokes: its 95 % interval, where that can be seen" : "");
  }
  if (metric == Metric::kSpeedup)
    text += fmt::format(" Speed-up: wall time of {} ÷ wall time{}.", baseline.mode(),
                        basis_of(summary));
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
  const bool lines_help =
      bars && std::any_of(varying.begin(), varying.end(), [](const Parameter* parameter) {
        return !parameter->axis_title.empty();
      });
  return fmt::format(
      "that would be {} {}, and more than {} cannot be read; choose some with "
      "--where FIELD=VALUE (they differ in {}){}",
      count, bars ? "bars" : "lines", most, joined(names),
      lines_help ? " or draw --kind line" : "");
}

}  // namespace primebench
