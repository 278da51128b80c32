#include "plot/summary.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/error.hpp"

namespace primebench {
namespace {

/// The metric of every row of the group, in the unit of its axis.
std::vector<double> final_values(const Group& group, Metric metric, const Baseline& baseline,
                                 const std::optional<double>& ideal_wall) {
  if (!needs_baseline(metric))
    return group.values;
  double wanted = 0;
  if (metric == Metric::kSpeedup)
    wanted = median(baseline.required(group.configuration).wall);
  else if (ideal_wall)
    wanted = *ideal_wall;
  else
    throw Error(fmt::format("there is no efficiency of '{}': its ideal time is not known",
                            group.configuration.mode));
  std::vector<double> values;
  for (const double wall : group.wall)
    values.push_back(wanted / std::max(wall, 1.0));
  return values;
}

/// The ideal time of the group on the clock that `values_of` reads.
std::optional<double> ideal_of(const Group& group, const Group* sequential,
                               const std::vector<double> Group::*values_of) {
  if (sequential == nullptr)
    return std::nullopt;
  const double total = median(sequential->*values_of);
  return ideal_ns(group.configuration, dividing_ns(sequential->configuration, total));
}

bool has_ideal(Metric metric) {
  return metric == Metric::kWall || metric == Metric::kRun || metric == Metric::kSpeedup;
}

GroupSummary summarise_one(const Group& group, Metric metric, const Baseline& baseline,
                           const Baseline& sequential, std::vector<double>& values) {
  const Group* const alone = metric == Metric::kEfficiency
                                 ? &sequential.required(group.configuration)
                                 : sequential.of(group.configuration);
  const auto on_clock = metric == Metric::kRun ? &Group::values : &Group::wall;
  const std::optional<double> ideal = ideal_of(group, alone, on_clock);
  values = final_values(group, metric, baseline, ideal);
  GroupSummary summary;
  summary.value = median(values);
  // The one that the ideal is computed from is no better or worse than it.
  if (ideal && has_ideal(metric) && group.configuration.mode != sequential.mode()) {
    summary.ideal = metric == Metric::kSpeedup && *ideal > 0
                        ? median(baseline.required(group.configuration).wall) / *ideal
                        : *ideal;
  }
  return summary;
}

}  // namespace

Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential) {
  Summary summary;
  std::vector<std::vector<double>> values(groups.size());
  std::size_t fewest = groups.front().values.size();
  std::size_t most = fewest;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    summary.groups.push_back(summarise_one(groups[i], metric, baseline, sequential, values[i]));
    fewest = std::min(fewest, values[i].size());
    most = std::max(most, values[i].size());
    summary.has_ideal = summary.has_ideal || summary.groups[i].ideal.has_value();
  }
  summary.whiskers = median_interval_rank(fewest) > 0 ? Whiskers::kInterval
                     : most > 1                       ? Whiskers::kRange
                                                      : Whiskers::kNone;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (summary.whiskers == Whiskers::kInterval) {
      summary.groups[i].whisker = median_interval(values[i]);
    } else if (values[i].size() > 1) {
      const auto [low, high] = std::minmax_element(values[i].begin(), values[i].end());
      summary.groups[i].whisker = Interval{*low, *high};
    }
  }
  return summary;
}

}  // namespace primebench
