#include "analysis/summary.hpp"

#include <algorithm>
#include <cmath>

namespace primebench {
namespace {

/// What a row's wall time is divided into: that gives its speed-up or efficiency.
double wanted_ns(const Group& group, Metric metric, const Group& baseline) {
  const double baseline_wall = median(baseline.wall);
  if (metric == Metric::kSpeedup)
    return baseline_wall;
  return machine_ideal_ns(group.configuration, dividing_ns(baseline.configuration, baseline_wall));
}

/// The metric of every row of the group, in the unit of its axis.
std::vector<double> final_values(const Group& group, Metric metric, const Baseline& baseline) {
  if (!needs_baseline(metric))
    return group.values;
  const double wanted = wanted_ns(group, metric, baseline.required(group.configuration));
  std::vector<double> values;
  for (const double wall : group.wall)
    values.push_back(wanted / std::max(wall, 1.0));
  return values;
}

/// The ideal of the group in the unit of the axis, where there is one and it says more
/// than the row that it is computed from.
std::optional<double> ideal_of(const Group& group, Metric metric, const Baseline& baseline,
                               const Baseline& sequential) {
  const bool timed = metric == Metric::kWall || metric == Metric::kRun;
  const Group* const alone = sequential.of(group.configuration);
  if ((!timed && metric != Metric::kSpeedup) || alone == nullptr ||
      group.configuration.mode == sequential.mode())
    return std::nullopt;
  const double total = median(metric == Metric::kRun ? alone->values : alone->wall);
  const auto ideal = ideal_ns(group.configuration, dividing_ns(alone->configuration, total));
  if (timed || !ideal || *ideal <= 0)
    return ideal;
  return median(baseline.required(group.configuration).wall) / *ideal;
}

/// What the baseline itself has: 1 for speed-ups. None if the groups do not agree.
std::optional<double> reference_of(const std::vector<Group>& groups, Metric metric,
                                   const Baseline& baseline) {
  if (!needs_baseline(metric))
    return std::nullopt;
  std::optional<double> reference;
  for (const Group& group : groups) {
    const Group& base = baseline.required(group.configuration);
    const double own = wanted_ns(group, metric, base) / std::max(median(base.wall), 1.0);
    if (reference && std::abs(*reference - own) > 0.01 * own)
      return std::nullopt;
    reference = own;
  }
  return reference;
}

}  // namespace

Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential) {
  Summary summary;
  summary.reference = reference_of(groups, metric, baseline);
  std::vector<std::vector<double>> values(groups.size());
  std::size_t fewest = groups.front().values.size();
  std::size_t most = fewest;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    values[i] = final_values(groups[i], metric, baseline);
    summary.groups.push_back(
        {median(values[i]), std::nullopt, ideal_of(groups[i], metric, baseline, sequential)});
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
