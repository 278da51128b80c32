#include "plot/captions.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace primebench {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : std::string(separator)) + part;
  return text;
}

std::string count_of(const std::vector<Group>& groups) {
  const auto [least, most] = std::minmax_element(
      groups.begin(), groups.end(),
      [](const Group& a, const Group& b) { return a.values.size() < b.values.size(); });
  if (least->values.size() == most->values.size())
    return fmt::format("n = {}", least->values.size());
  return fmt::format("n = {} to {}", least->values.size(), most->values.size());
}

}  // namespace

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

std::string caption(std::string_view marks, const std::vector<Group>& groups,
                    const Summary& summary, Metric metric, const Baseline& baseline) {
  std::string text;
  if (summary.whiskers == Whiskers::kNone)
    text = fmt::format("{}: one measurement each (n = 1).", marks);
  else
    text = fmt::format("{}: median, {}. Whiskers: {}.", marks, count_of(groups),
                       summary.whiskers == Whiskers::kInterval ? "95 % interval of the median"
                                                               : "smallest to largest");
  if (summary.has_ideal && marks == "Bars")
    text += metric == Metric::kSpeedup ? " Black mark: the ideal speed-up."
                                       : " Black mark: the ideal, without any cost of concurrency.";
  if (metric == Metric::kSpeedup)
    text += fmt::format(" Speed-up: median wall time of {} ÷ wall time.", baseline.mode());
  if (summary.reference)
    text += fmt::format(" Dashed: {}.", baseline.mode());
  if (metric == Metric::kEfficiency)
    text += " Efficiency: shortest time in which the CPUs could do the work ÷ wall time.";
  return text;
}

std::string too_many(const std::vector<Group>& groups, const std::vector<const Parameter*>& varying,
                     std::size_t count, std::string_view marks, std::size_t most) {
  std::vector<std::string> names;
  if (modes_of(groups).size() > 1)
    names.emplace_back("mode");
  for (const Parameter* parameter : varying)
    names.emplace_back(parameter->column);
  return fmt::format(
      "that would be {} {}, and more than {} cannot be read; choose some with "
      "--where FIELD=VALUE (they differ in {}){}",
      count, marks, most, joined(names, ", "), marks == "bars" ? " or draw --kind line" : "");
}

}  // namespace primebench
