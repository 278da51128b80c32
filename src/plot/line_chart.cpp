#include "plot/line_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/crossover.hpp"
#include "analysis/efficiency_sweep.hpp"
#include "analysis/names.hpp"
#include "analysis/sizes.hpp"
#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/captions.hpp"
#include "plot/line_keys.hpp"
#include "plot/palette.hpp"

namespace primebench {
namespace {

std::vector<Line> make_lines(const std::vector<Group>& groups, const Summary& summary,
                             const AlongSpec& along, const std::vector<const Parameter*>& telling,
                             const Baseline& sequential) {
  const std::vector<std::string> modes = modes_of(groups);
  const std::vector<Rgb> colours = mode_colours(modes);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::optional<double> x = x_of(groups[i], along, sequential);
    for (const std::string& name : lines_through(groups[i], groups, along, telling)) {
      auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& one) {
        return one.name == name && one.flat == !x.has_value();
      });
      if (line == lines.end()) {
        const auto mode = std::find(modes.begin(), modes.end(), groups[i].configuration.mode);
        line = lines.insert(line,
                            Line{.name = name, .note = "", .colour = 0, .flat = !x, .points = {}});
        line->colour = colours[static_cast<std::size_t>(mode - modes.begin())];
      }
      line->points.push_back({x.value_or(0), summary.groups[i].value, summary.groups[i].whisker});
    }
  }
  for (Line& line : lines)
    std::stable_sort(line.points.begin(), line.points.end(),
                     [](const LinePoint& a, const LinePoint& b) { return a.x < b.x; });
  return lines;
}

/// The line's value at `x` between two of its points, straight over log(x).
double value_at(const Line& line, double x) {
  const auto above = std::find_if(line.points.begin(), line.points.end(),
                                  [&](const LinePoint& point) { return point.x >= x; });
  if (above == line.points.begin() || above == line.points.end())
    return above == line.points.end() ? line.points.back().value : line.points.front().value;
  const LinePoint& below = *(above - 1);
  const double share = std::log(x / below.x) / std::log(above->x / below.x);
  return below.value + share * (above->value - below.value);
}

/// A line's sweep over the sizes of tasks, and the work that it shares with other lines.
struct LineSweep {
  Sweep sweep;  ///< Empty for a flat line.
  std::string work;
};

std::vector<LineSweep> sweeps_of(const LineChart& chart, const std::vector<Group>& groups,
                                 const std::vector<const Parameter*>& telling,
                                 const Baseline& sequential) {
  const ParameterList which = without_ways(telling);
  std::vector<LineSweep> sweeps;
  for (const Line& line : chart.lines) {
    std::vector<const Group*> own;
    for (const Group& group : groups) {
      if (!line.flat && line_name(group, telling) == line.name)
        own.push_back(&group);
    }
    sweeps.push_back({efficiency_sweep(own, sequential),
                      own.empty() ? "" : work_name(own.front()->configuration, which)});
  }
  return sweeps;
}

/// What is said of a level at the line's end; where it begins, with its uncertainty, is drawn.
std::string note_on(const Reached& from, double level) {
  const std::string place = format_quantity(Quantity::kDuration, from.from_ns);
  const std::string where = from.kind == Reached::Kind::kNever    ? "never"
                            : from.kind == Reached::Kind::kAlways ? "below " + place
                                                                  : "from " + place;
  return fmt::format("{:.0f} % {}", level * 100, where);
}

/// The sizes that lines of the same work have.
std::vector<double> sizes_beside(const LineSweep& line, const std::vector<LineSweep>& lines) {
  std::vector<Sweep> same;
  for (const LineSweep& other : lines) {
    if (other.work == line.work)
      same.push_back(other.sweep);
  }
  return sizes_of(same);
}

/// For efficiency by the size of a task: the smallest task for which a mode is worth it, and where
/// the lead changes.
void add_levels(LineChart& chart, const std::vector<LineSweep>& lines) {
  chart.levels = {kHalfEfficiency, kHighEfficiency};
  std::vector<double> levels;
  levels.reserve(chart.levels.size());
  for (const double level : chart.levels)
    levels.push_back(level - kEfficiencyNoise);
  std::vector<Sweep> sweeps;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Sweep& sweep = sweeps.emplace_back(lines[i].sweep);
    if (!is_whole(sweep, sizes_beside(lines[i], lines)))
      continue;
    const std::vector<Crossing> crossings = metg(sweep, levels);
    std::vector<std::string> notes;
    for (std::size_t k = 0; k < crossings.size(); ++k) {
      notes.push_back(note_on(reached(sweep, crossings[k]), chart.levels[k]));
      if (crossings[k].interval)
        chart.spans.push_back({i, chart.levels[k], *crossings[k].interval});
    }
    chart.lines[i].note = joined(notes);
  }
  // They are stacked on their level: more of them would reach the next one, and hide the lines.
  constexpr std::size_t kMostSpans = 8;
  if (sweeps.size() > kMostSpans)
    chart.spans.clear();
  const std::vector<LeadSet> sets = lead_sets(sweeps);
  for (const LeadChange& change : lead_changes(sweeps, sets, Between::kValues)) {
    if (change.crossing && change.crossing->x && *change.crossing->x > 0)
      chart.crossovers.push_back({change.then, *change.crossing->x,
                                  value_at(chart.lines[change.then], *change.crossing->x)});
  }
  chart.heading.caption.push_back(fmt::format(
      "Dashed: 50 % and 90 % of the ideal; below a name, if there is room, the task size from "
      "which its line stays above{}.{}",
      chart.spans.empty()
          ? ""
          : "; beside the dashed lines, in the colour of its line, its 95 % interval",
      chart.crossovers.empty() ? "" : fmt::format(" Rings: {}.", kLeadChanges)));
}

/// Along the hosts: beside each line what all their CPUs could do, in grey.
void add_ideals(LineChart& chart, const std::vector<Group>& groups, const Summary& summary,
                const std::vector<const Parameter*>& telling, const Baseline& sequential) {
  constexpr Rgb kGrey = 0x808080;
  const std::vector<Line> measured = chart.lines;
  for (const Line& line : measured) {
    Line ideal = {
        .name = line.name + ", ideal", .note = "", .colour = kGrey, .points = {}, .ideal = true};
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto x = x_of(groups[i], chart.along, sequential);
      if (x && summary.groups[i].ideal && line_name(groups[i], telling) == line.name)
        ideal.points.push_back({*x, *summary.groups[i].ideal, {}});
    }
    std::sort(ideal.points.begin(), ideal.points.end(),
              [](const LinePoint& a, const LinePoint& b) { return a.x < b.x; });
    if (ideal.points.size() > 1)
      chart.lines.push_back(ideal);
  }
}

/// 0 has no place on a logarithmic axis.
void tell_of_zeros(LineChart& chart) {
  std::size_t zeros = 0;
  std::size_t all = 0;
  for (const Line& line : chart.lines) {
    all += line.points.size();
    zeros += static_cast<std::size_t>(
        std::count_if(line.points.begin(), line.points.end(),
                      [](const LinePoint& point) { return point.value <= 0; }));
  }
  if (zeros == all)
    throw Error(std::string(kAllZero));
  if (zeros > 0)
    chart.heading.caption.emplace_back("0 has no place on a logarithmic axis, and no point.");
  std::erase_if(chart.levels, [](double level) { return level <= 0; });
}

}  // namespace

LineChart make_line_chart(const std::vector<Group>& groups, const Baseline& baseline,
                          const Baseline& sequential, const LineChartOptions& options) {
  const std::vector<const Parameter*> varying = differing(groups);
  LineChart chart;
  chart.metric = metric_spec(options.metric);
  chart.along =
      near_origin(groups, options.along != nullptr ? *options.along : only_one(varying, groups));
  Summary summary = summarise(groups, options.metric, baseline, sequential);
  const auto telling = line_parameters(varying, chart.along, groups);
  chart.lines = make_lines(groups, summary, chart.along, telling, sequential);
  if (std::all_of(chart.lines.begin(), chart.lines.end(), [](const Line& one) { return one.flat; }))
    throw Error(fmt::format("--x {}: no measurement has that; leave --x away, or measure with it",
                            chart.along.name));
  const std::size_t most = modes_of(groups).size() == chart.lines.size() ? kMostModes : kMostLines;
  if (chart.lines.size() > most)
    throw Error(too_many(groups, telling, chart.lines.size(), Marks::kPoints, most));

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
    add_levels(chart, sweeps_of(chart, groups, telling, sequential));
  else if (summary.reference)
    chart.levels = {*summary.reference};
  if (chart.along.parameter == find_parameter("hosts"))
    add_ideals(chart, groups, summary, telling, sequential);
  if (options.log)
    tell_of_zeros(chart);
  return chart;
}

}  // namespace primebench
