#include "report/html_charts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "analysis/breakdown.hpp"
#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/along.hpp"
#include "plot/bar_chart.hpp"
#include "plot/bar_figure.hpp"
#include "plot/breakdown_chart.hpp"
#include "plot/line_chart.hpp"
#include "plot/line_figure.hpp"
#include "report/best_ways.hpp"

namespace primebench {
namespace {

constexpr int kWide = 960;    // Pixels; the page scales them.
constexpr int kHalf = 470;    // Two stand side by side.
constexpr int kNarrow = 330;  // A phone.

/// The groups that know the metric, baseline included where it needs one.
std::vector<Group> knowing(const std::vector<Group>& groups, Metric metric,
                           const Baseline& baseline) {
  std::vector<Group> known;
  for (const Group& group : groups) {
    if (has_value(group, metric) && (!relative(metric) || baseline.of(group.configuration)))
      known.push_back(group);
  }
  return known;
}

/// What each mark says, in one paragraph.
std::string description_of(const Figure& figure, std::string_view kind) {
  constexpr std::size_t kMost = 60;
  std::vector<std::string> tips;
  for (const Layer& layer : figure.layers) {
    if (layer.kind == Layer::Kind::kBoxes) {
      for (const Shape& shape : layer.shapes)
        tips.push_back(shape.tip);
    }
    if (layer.kind == Layer::Kind::kPath && layer.marker != Marker::kRing) {
      const std::size_t points = layer.marker == Marker::kNone ? 1 : layer.path.size();
      for (std::size_t i = 0; i < points; ++i) {
        if (tips.empty() || tips.back() != layer.path[i].tip)  // A double line is two.
          tips.push_back(layer.path[i].tip);
      }
    }
  }
  const std::size_t all = tips.size();
  tips.resize(std::min(all, kMost));
  std::string text = fmt::format("{}. {}.", kind, joined(tips, "; "));
  if (all > kMost)
    text += fmt::format(" And {} more; the tables have all values.", all - kMost);
  return text;
}

/// Takes from the chart what the page says in its own words.
void take_heading(Heading& heading, PageChart& chart) {
  chart.heading = heading.title;
  chart.note = joined(heading.caption, " ");
  heading.title.clear();
  heading.facts.clear();
  heading.caption.clear();
}

PageChart page_of(BarChart chart, bool half) {
  PageChart page;
  page.half = half;
  take_heading(chart.heading, page);
  const int lying = 110 + 26 * static_cast<int>(chart.bar_count());
  page.wide = lay_out(
      chart, half ? Size{kHalf, lying} : Size{kWide, chart.clustered ? 460 : std::max(400, lying)},
      false);
  page.narrow = lay_out(chart, {kNarrow, lying}, false);
  page.description = description_of(page.wide, "Bar chart");
  return page;
}

/// None if such a chart cannot be drawn of these groups.
std::optional<PageChart> bars_of(const std::vector<Group>& groups, const Yardsticks& yardsticks,
                                 Metric metric, bool half) {
  const Baseline& baseline = yardsticks.baseline();
  const Baseline& sequential = yardsticks.sequential();
  const std::vector<Group> known = knowing(groups, metric, baseline);
  if (known.empty())
    return std::nullopt;
  BarChartOptions options{.metric = metric, .sort = Sort::kValue, .title = "", .words = {}};
  options.words.ideal = "Line across a bar";
  BarChart chart = make_bar_chart(known, baseline, sequential, options);
  if (chart.clustered) {  // The same order in all clusters compares better.
    options.sort = Sort::kGiven;
    chart = make_bar_chart(known, baseline, sequential, options);
  }
  return page_of(std::move(chart), half);
}

/// Where the CPUs' time went; none if that is not known of any of these groups.
std::optional<PageChart> breakdown_of(const std::vector<Group>& groups,
                                      const Baseline& sequential) {
  const bool known = std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
    return cpu_time_of(group, sequential).breakdown.has_value();
  });
  if (!known)
    return std::nullopt;
  return page_of(make_breakdown_chart(groups, sequential, {.sort = Sort::kValue, .title = ""}),
                 false);
}

PageChart lines_of(const std::vector<Group>& groups, const Yardsticks& yardsticks, Metric metric,
                   const AlongSpec& along) {
  const Baseline& baseline =
      metric == Metric::kEfficiency ? yardsticks.one_by_one() : yardsticks.baseline();
  LineChart chart =
      make_line_chart(knowing(groups, metric, baseline), baseline, yardsticks.one_by_one(),
                      {.metric = metric, .along = &along, .title = ""});
  PageChart page;
  take_heading(chart.heading, page);
  page.wide = lay_out(chart, {kWide, 500}, false);
  chart.names_at_ends = false;
  page.narrow = lay_out(chart, {kNarrow, 360 + 8 * static_cast<int>(chart.lines.size())}, false);
  page.description = description_of(page.wide, "Line chart");
  return page;
}

/// Of more ways than a chart can show, those that are fastest over all.
void add_lines(PageCharts& made, const std::vector<Group>& groups, const Yardsticks& yardsticks,
               Metric metric, const AlongSpec& along) {
  constexpr std::size_t kMostWays = 12;
  const std::size_t ways = count_ways(groups);
  try {
    if (ways <= kMostLines || along.parameter == find_parameter("pool")) {
      made.charts.push_back(lines_of(groups, yardsticks, metric, along));
      return;
    }
    made.charts.push_back(lines_of(best_ways(groups, kMostWays, yardsticks.baseline().mode()),
                                   yardsticks, metric, along));
    made.charts.back().note +=
        fmt::format(" Drawn are the {} of {} ways that were fastest over all.", kMostWays, ways);
  } catch (const Error& error) {
    made.notes.push_back(fmt::format("Not drawn, {} along {}: {}.", metric_spec(metric).name,
                                     along.name, error.what()));
  }
}

bool differ_in(const std::vector<const Parameter*>& varying, std::string_view name) {
  return std::find(varying.begin(), varying.end(), find_parameter(name)) != varying.end();
}

/// One chart for each parameter that was swept, two for the size of the tasks.
void add_sweeps(PageCharts& made, const std::vector<Group>& groups, const Yardsticks& yardsticks,
                Metric metric) {
  const Baseline& one_by_one = yardsticks.one_by_one();
  const std::vector<const Parameter*> varying = differing(groups);
  const bool timed = times_tell_numbers(groups);
  const bool sizes = differ_in(varying, "prime") || differ_in(varying, "task-time");
  const bool comparable = std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    return one_by_one.of(group.configuration) != nullptr;
  });
  for (const AlongSpec& along : along_table()) {
    const bool task = along.parameter == nullptr;
    const bool size = along.name == "task-time" || along.name == "prime";
    const bool other =
        along.name == (timed ? "prime" : "task-time");  // The one tells it, or is all.
    if (task && sizes && comparable) {
      if (!knowing(groups, Metric::kEfficiency, one_by_one).empty())
        add_lines(made, groups, yardsticks, Metric::kEfficiency, along);
      add_lines(made, groups, yardsticks, metric, along);
    } else if (!task && differ_in(varying, along.name) && !(size && (comparable || other))) {
      add_lines(made, groups, yardsticks, metric, along);
    }
  }
}

/// Does the work of one group differ from another's?
bool one_work(const std::vector<Group>& groups) {
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    return same_configuration(work_of(group.configuration), work_of(groups[0].configuration));
  });
}

/// Bars of time, and of what it costs. Not of works of many sizes, whose bars could not be
/// compared.
void add_bars(PageCharts& made, const std::vector<Group>& groups, const Yardsticks& yardsticks,
              Metric metric) {
  const bool swept = !made.charts.empty();
  const bool same = one_work(groups);
  if (swept && !same)
    return;
  std::vector<Group> shown = groups;
  if (groups.size() > kMostBars && same) {
    shown = fastest_of(groups, kMostBars);
    made.notes.push_back(
        fmt::format("The bars are the {} of {} configurations with the shortest "
                    "medians; the tables have all of them.",
                    shown.size(), groups.size()));
  } else if (groups.size() > kMostBars) {
    shown = first_works_of(groups, kMostBars);
    made.notes.push_back(
        fmt::format("The bars are the first {} of {} configurations, which did "
                    "different work; the tables have all of them.",
                    shown.size(), groups.size()));
  }
  const auto add = [&](Metric drawn, bool half) {
    if (auto chart = bars_of(shown, yardsticks, drawn, half))
      made.charts.push_back(std::move(*chart));
  };
  add(metric, false);
  if (metric != Metric::kWall)
    add(Metric::kWall, true);
  const bool total =
      knowing(shown, Metric::kTotalMemory, yardsticks.baseline()).size() == shown.size();
  if (metric != Metric::kCpu)
    add(Metric::kCpu, true);
  add(total ? Metric::kTotalMemory : Metric::kMemory, true);
  if (auto chart = breakdown_of(shown, yardsticks.sequential()))
    made.charts.push_back(std::move(*chart));
}

}  // namespace

PageCharts page_charts(const std::vector<Group>& groups, const Yardsticks& yardsticks,
                       Metric metric) {
  PageCharts made;
  if (groups.empty())
    return made;
  add_sweeps(made, groups, yardsticks, metric);
  add_bars(made, groups, yardsticks, metric);
  return made;
}

}  // namespace primebench
