#include "plot/line_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>

#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/captions.hpp"
#include "plot/palette.hpp"

namespace primebench {
namespace {

/// What a chart along the size of a task runs along; no parameter, but measured.
constexpr AlongSpec kTask = {nullptr, "task", "Time of one task, run alone", Quantity::kDuration};

/// The parameter that differs, if only one of those that a chart can run along does.
const AlongSpec& only_one(const std::vector<const Parameter*>& varying) {
  std::vector<std::string> found;
  const AlongSpec* along = nullptr;
  for (const AlongSpec& spec : along_table()) {
    if (spec.parameter == nullptr ||
        std::find(varying.begin(), varying.end(), spec.parameter) == varying.end())
      continue;
    found.emplace_back(spec.name);
    along = &spec;
  }
  if (along == nullptr) {
    std::vector<std::string> names;
    for (const AlongSpec& spec : along_table()) {
      if (spec.parameter != nullptr)
        names.emplace_back(spec.name);
    }
    throw Error(
        fmt::format("there is nothing to draw lines along: {} are the same in all rows; measure a "
                    "sweep, such as --pool 1,2,4, or draw bars",
                    listed(names)));
  }
  if (found.size() > 1)
    throw Error(
        fmt::format("several parameters differ ({}); choose with --x what the lines run "
                    "along",
                    joined(found)));
  return *along;
}

/// Where the group lies along the axis; none if the parameter does not apply to it.
std::optional<double> x_of(const Group& group, const AlongSpec& along, const Baseline& sequential) {
  const Row& row = group.configuration;
  if (along.parameter == nullptr)
    return median(sequential.required(row).column(Metric::kWall)) / static_cast<double>(row.runs);
  if (!is_known(*along.parameter, row))
    return std::nullopt;
  const auto number = [&](auto member) -> double {
    using Cell = std::remove_cvref_t<decltype(row.*member)>;
    if constexpr (std::is_same_v<Cell, Number>)
      return static_cast<double>(*(row.*member));
    else if constexpr (std::is_same_v<Cell, std::uint64_t>)
      return static_cast<double>(row.*member);
    else
      return 0;
  };
  return std::visit(number, find_column(along.parameter->column)->field);
}

/// Whether the number of tasks goes with the size of a task: more of the small ones.
bool runs_follow_size(const std::vector<Group>& groups) {
  std::map<std::pair<Number, Number>, std::uint64_t> runs;
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const Row& row = group.configuration;
    return runs.emplace(std::pair(row.prime, row.io_delay_ns), row.runs).first->second == row.runs;
  });
}

/// The parameters that tell lines apart. What a number was chosen for goes with it.
std::vector<const Parameter*> line_parameters(const std::vector<const Parameter*>& varying,
                                              const AlongSpec& along,
                                              const std::vector<Group>& groups) {
  const Parameter* const prime = find_parameter("prime");
  const Parameter* const task_time = find_parameter("task-time");
  const Parameter* const runs = find_parameter("runs");
  const Parameter* const io_delay = find_parameter("io-delay");
  std::vector<const Parameter*> result;
  for (const Parameter* parameter : varying) {
    const bool number = parameter == prime || parameter == task_time;
    const bool size =
        number || parameter == io_delay || (parameter == runs && runs_follow_size(groups));
    const bool along_size = along.parameter == nullptr && size;
    const bool along_number = along.parameter == prime && number;
    if (parameter != along.parameter && !along_size && !along_number)
      result.push_back(parameter);
  }
  return result;
}

std::string line_name(const Group& group, const std::vector<const Parameter*>& which) {
  std::string name = group.configuration.mode;
  for (const std::string& words : describe(group, which))
    name += fmt::format(", {}", words);
  return name;
}

std::vector<Line> make_lines(const std::vector<Group>& groups, const Summary& summary,
                             const AlongSpec& along, const std::vector<const Parameter*>& telling,
                             const Baseline& sequential) {
  const std::vector<std::string> modes = modes_of(groups);
  const std::vector<Rgb> colours = mode_colours(modes);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string name = line_name(groups[i], telling);
    const std::optional<double> x = x_of(groups[i], along, sequential);
    auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& one) {
      return one.name == name && one.flat == !x.has_value();
    });
    if (line == lines.end()) {
      const auto mode = std::find(modes.begin(), modes.end(), groups[i].configuration.mode);
      line =
          lines.insert(line, Line{.name = name, .note = "", .colour = 0, .flat = !x, .points = {}});
      line->colour = colours[static_cast<std::size_t>(mode - modes.begin())];
    }
    line->points.push_back({x.value_or(0), summary.groups[i].value, summary.groups[i].whisker});
  }
  for (Line& line : lines)
    std::stable_sort(line.points.begin(), line.points.end(),
                     [](const LinePoint& a, const LinePoint& b) { return a.x < b.x; });
  return lines;
}

/// Empty for a flat line, which takes no part in crossings.
Curve curve_of(const Line& line) {
  Curve curve;
  for (const LinePoint& point : line.points) {
    if (!line.flat)
      curve.push_back({point.x, point.value});
  }
  return curve;
}

/// For efficiency by the size of a task: from which size on a mode is worth it.
void add_levels(LineChart& chart, bool crossings) {
  chart.levels = {kHalfEfficiency, kHighEfficiency};
  std::vector<Curve> curves;
  for (Line& line : chart.lines) {
    curves.push_back(curve_of(line));
    for (const double level : chart.levels) {
      const auto from = reaches(curves.back(), level - kEfficiencyNoise);
      const std::string where = !from ? "never"
                                : *from == 0.0
                                    ? "all"
                                    : "from " + format_quantity(Quantity::kDuration, *from);
      line.note += fmt::format("{}{:.0f} % {}", line.note.empty() ? "" : ", ", level * 100, where);
    }
  }
  if (crossings)
    chart.crossovers = crossovers(curves);
  chart.heading.caption.push_back(
      "Dashed: 50 % and 90 % of the ideal, and the task size from which a mode stays above." +
      std::string(chart.crossovers.empty() ? "" : " Rings: another mode takes the lead."));
}

}  // namespace

std::span<const AlongSpec> along_table() {
  static const std::vector<AlongSpec> instance = [] {
    std::vector<AlongSpec> made;
    for (const Parameter& parameter : parameters()) {
      if (!parameter.axis_title.empty())
        made.push_back({&parameter, parameter.name, parameter.axis_title, parameter.quantity});
    }
    made.push_back(kTask);
    return made;
  }();
  return instance;
}

LineChart make_line_chart(const std::vector<Group>& groups, const Baseline& baseline,
                          const Baseline& sequential, const LineChartOptions& options) {
  const std::vector<const Parameter*> varying = differing(groups);
  LineChart chart;
  chart.metric = metric_spec(options.metric);
  chart.along = options.along != nullptr ? *options.along : only_one(varying);
  Summary summary = summarise(groups, options.metric, baseline, sequential);
  const auto telling = line_parameters(varying, chart.along, groups);
  chart.lines = make_lines(groups, summary, chart.along, telling, sequential);
  if (chart.lines.size() > kMostLines)
    throw Error(too_many(groups, telling, chart.lines.size(), Marks::kPoints, kMostLines));

  std::string along(chart.along.title);
  along.front() = static_cast<char>(along.front() - 'A' + 'a');
  chart.heading.title =
      options.title.empty() ? fmt::format("{} by {}", chart.metric.title, along) : options.title;
  chart.heading.facts = shared_facts(groups);
  const bool by_size = options.metric == Metric::kEfficiency && chart.along.parameter == nullptr;
  if (by_size)
    summary.reference.reset();  // Its place is taken by the levels.
  chart.heading.caption = {caption(Marks::kPoints, groups, summary, options.metric, baseline)};
  if (by_size)
    add_levels(chart, options.crossovers);
  else if (summary.reference)
    chart.levels = {*summary.reference};
  return chart;
}

}  // namespace primebench
