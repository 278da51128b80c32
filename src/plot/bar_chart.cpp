#include "plot/bar_chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>

#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/along.hpp"
#include "plot/captions.hpp"
#include "plot/palette.hpp"

namespace primebench {
namespace {

/// Whether to put bars that share what else differs side by side: where one parameter
/// differs, or where there are so many bars that each could not have a label of its
/// own; and only if that makes at least two clusters of at least two bars.
bool can_cluster(const std::vector<Group>& groups, const std::vector<const Parameter*>& varying) {
  constexpr std::size_t kManyBars = 14;
  if (varying.empty() || (varying.size() > 1 && groups.size() <= kManyBars))
    return false;
  std::map<std::string, std::size_t> sizes;
  for (const Group& group : groups)
    ++sizes[joined(describe(group, varying))];
  return std::count_if(sizes.begin(), sizes.end(),
                       [](const auto& entry) { return entry.second >= 2; }) >= 2;
}

/// The parameters without the number where it was chosen for a time of a task.
std::vector<const Parameter*> without_chosen_prime(const std::vector<Group>& groups,
                                                   std::vector<const Parameter*> varying) {
  if (times_tell_numbers(groups))
    std::erase(varying, find_parameter("prime"));
  return varying;
}

/// The parameters without those of the machine that follow from the host, which names it.
std::vector<const Parameter*> without_implied(const std::vector<Group>& groups,
                                              const std::vector<const Parameter*>& varying) {
  const Parameter* const host = find_parameter("host");
  if (host == nullptr || std::find(varying.begin(), varying.end(), host) == varying.end())
    return varying;
  const auto follows = [&](const Parameter* parameter) {
    static constexpr std::array<std::string_view, 8> kOfMachine = {
        "cpus", "cpus_allowed", "cpu_quota_milli", "cpu_model",
        "os",   "kernel",       "compiler",        "version"};
    if (std::find(kOfMachine.begin(), kOfMachine.end(), parameter->column) == kOfMachine.end())
      return false;
    std::map<std::vector<std::string>, std::vector<std::string>> seen;
    return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
      const auto words = describe(group, std::array{parameter});
      return seen.emplace(describe(group, std::array{host}), words).first->second == words;
    });
  };
  std::vector<const Parameter*> kept;
  std::copy_if(varying.begin(), varying.end(), std::back_inserter(kept),
               [&](const Parameter* parameter) { return !follows(parameter); });
  return kept;
}

Bar make_bar(const Group& group, const std::vector<const Parameter*>& varying,
             const GroupSummary& summary) {
  Bar bar;
  bar.mode = group.configuration.mode;
  bar.details = describe(group, varying);
  bar.colour = family_colour(bar.mode).colour;
  bar.count = group.size();
  bar.value = summary.value;
  bar.whisker = summary.whisker;
  bar.ideal = summary.ideal;
  bar.ideal_range = summary.ideal_range;
  return bar;
}

void sort_by_value(std::vector<Bar>& bars) {
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Bar& a, const Bar& b) { return a.value < b.value; });
}

std::vector<Cluster> single_bars(std::vector<Bar> bars, Sort sort) {
  if (sort == Sort::kValue)
    sort_by_value(bars);
  std::vector<Cluster> clusters;
  clusters.reserve(bars.size());
  for (Bar& bar : bars)
    clusters.push_back({"", {std::move(bar)}});
  return clusters;
}

std::vector<Cluster> real_clusters(std::vector<Bar> bars, const std::vector<std::string>& modes,
                                   const std::vector<const Parameter*>& varying, Sort sort) {
  const std::vector<Rgb> colours = mode_colours(modes);
  std::vector<Cluster> clusters;
  for (Bar& bar : bars) {
    const auto mode = std::find(modes.begin(), modes.end(), bar.mode) - modes.begin();
    bar.colour = colours[static_cast<std::size_t>(mode)];
    // Only a parameter that does not apply leaves nothing to say.
    const std::string label =
        bar.details.empty() ? fmt::format("no {}", varying.front()->column) : joined(bar.details);
    auto cluster = std::find_if(clusters.begin(), clusters.end(),
                                [&](const Cluster& one) { return one.label == label; });
    if (cluster == clusters.end())
      cluster = clusters.insert(cluster, Cluster{label, {}});
    cluster->bars.push_back(std::move(bar));
  }
  for (Cluster& cluster : clusters) {
    if (sort == Sort::kValue)
      sort_by_value(cluster.bars);
  }
  return clusters;
}

std::vector<LegendEntry> mode_legend(const std::vector<std::string>& modes) {
  const std::vector<Rgb> colours = mode_colours(modes);
  std::vector<LegendEntry> legend;
  for (std::size_t i = 0; i < modes.size(); ++i)
    legend.push_back({modes[i], colours[i]});
  return legend;
}

std::vector<LegendEntry> family_legend(const std::vector<std::string>& modes) {
  std::vector<LegendEntry> legend;
  for (const std::string& mode : modes) {
    const ModeColour family = family_colour(mode);
    const auto same = [&](const LegendEntry& entry) { return entry.name == family.family; };
    if (std::none_of(legend.begin(), legend.end(), same))
      legend.push_back({std::string(family.family), family.colour});
  }
  return legend.size() < 2 ? std::vector<LegendEntry>() : legend;
}

/// Where bars have different numbers of rows, each says its own.
void add_counts(std::vector<Bar>& bars) {
  const auto [least, most] = std::minmax_element(
      bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count < b.count; });
  if (least->count == most->count)
    return;
  for (Bar& bar : bars)
    bar.details.push_back(fmt::format("n = {}", bar.count));
}

}  // namespace

std::size_t BarChart::bar_count() const {
  return std::accumulate(
      clusters.begin(), clusters.end(), std::size_t{0},
      [](std::size_t sum, const Cluster& cluster) { return sum + cluster.bars.size(); });
}

std::vector<const Parameter*> telling_parameters(const std::vector<Group>& groups) {
  return without_implied(groups, without_chosen_prime(groups, differing(groups)));
}

BarChart make_bar_chart(const std::vector<Group>& groups, const Baseline& baseline,
                        const Baseline& sequential, const BarChartOptions& options) {
  const std::vector<const Parameter*> varying = telling_parameters(groups);
  if (groups.size() > kMostBars)
    throw Error(too_many(groups, varying, groups.size(), Marks::kBars, kMostBars));
  const Summary summary = summarise(groups, options.metric, baseline, sequential);

  BarChart chart;
  chart.metric = metric_spec(options.metric);
  const std::vector<std::string> modes = modes_of(groups);
  chart.clustered = can_cluster(groups, varying);
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < groups.size(); ++i)
    bars.push_back(make_bar(groups[i], varying, summary.groups[i]));
  if (!chart.clustered)
    add_counts(bars);
  chart.reference = summary.reference;
  chart.heading.title =
      options.title.empty() ? fmt::format("{} by mode", chart.metric.title) : options.title;
  chart.heading.facts = shared_facts(groups);
  chart.heading.legend = chart.clustered ? mode_legend(modes) : family_legend(modes);
  chart.heading.caption = {
      caption(Marks::kBars, groups, summary, options.metric, baseline, options.words)};
  chart.clusters = chart.clustered ? real_clusters(std::move(bars), modes, varying, options.sort)
                                   : single_bars(std::move(bars), options.sort);
  return chart;
}

BarChart on_log_axis(BarChart chart) {
  std::size_t zeros = 0;
  for (Cluster& cluster : chart.clusters) {
    for (Bar& bar : cluster.bars) {
      if (bar.value > 0)
        continue;
      ++zeros;
      bar.whisker.reset();
    }
  }
  if (zeros == chart.bar_count())
    throw Error(std::string(kAllZero));
  if (chart.reference && *chart.reference <= 0)
    chart.reference.reset();
  chart.heading.caption.push_back(
      fmt::format("Logarithmic: a bar's end is its value, its length means nothing.{}",
                  zeros > 0 ? " 0 has no place there, and no bar." : ""));
  return chart;
}

}  // namespace primebench
