#include "analysis/summary.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/ideal.hpp"
#include "analysis/verdict.hpp"

namespace primebench {
namespace {

/// What is read of rows for the metric: of one that compares them, their wall times.
Metric read_for(Metric metric) { return relative(metric) ? Metric::kWall : metric; }

/// An ideal, and the interval that follows from the one of its baseline.
struct Ideal {
  double value = 0;
  std::optional<Interval> range;
};

/// The interval that holds what a function makes of any value of another one; it rises, falls, or
/// has its extreme at `middle`.
template <typename Function>
Interval range_of(const Interval& from, double middle, Function made) {
  const auto [low, high] = std::minmax({made(from.low), made(middle), made(from.high)});
  return {low, high};
}

/// That of an ideal time as a speed-up over the baseline. Where the baseline is what the ideal
/// follows from, both change together.
Ideal as_speedup(const Group& base, bool same, const std::vector<double>& totals,
                 const std::function<double(double)>& ideal_ns) {
  const double middle = median(totals);
  const double base_ns = same ? middle : median(base.column(Metric::kWall));
  Ideal ideal{base_ns / ideal_ns(middle), std::nullopt};
  const auto interval = median_interval(totals);
  const auto base_interval = same ? interval : median_interval(base.values(Metric::kWall));
  if (!interval || !base_interval)
    return ideal;
  if (same) {
    ideal.range = range_of(*interval, middle, [&](double ns) { return ns / ideal_ns(ns); });
  } else {
    const Interval times = range_of(*interval, middle, ideal_ns);
    ideal.range = Interval{base_interval->low / times.high, base_interval->high / times.low};
  }
  return ideal;
}

/// The ideal of the group in the unit of the axis, where there is one and it says more
/// than the row that it is computed from.
std::optional<Ideal> ideal_of(const Group& group, Metric metric, const Baseline& baseline,
                              const Baseline& sequential) {
  const bool timed = metric == Metric::kWall || metric == Metric::kRun;
  const Group* const alone = sequential.of(group.configuration);
  if ((!timed && metric != Metric::kSpeedup) || alone == nullptr ||
      group.configuration.mode == sequential.mode())
    return std::nullopt;
  const std::vector<double> totals =
      alone->values(metric == Metric::kRun ? Metric::kRun : Metric::kWall);
  const auto batch = batch_of(alone->configuration);
  if (totals.empty() || !batch)
    return std::nullopt;
  const auto made = [&](double total) {
    return ideal_ns(group.configuration, dividing_ns(*batch, total)).value_or(0);
  };
  const double middle = median(totals);
  if (!ideal_ns(group.configuration, dividing_ns(*batch, middle)))
    return std::nullopt;
  if (!timed && made(middle) > 0) {
    const Group& base = baseline.required(group.configuration);
    return as_speedup(base, base.configuration.mode == sequential.mode(), totals, made);
  }
  Ideal ideal{made(middle), std::nullopt};
  if (const auto interval = median_interval(totals))
    ideal.range = range_of(*interval, middle, made);
  return ideal;
}

/// What the baseline itself has: 1 for speed-ups. None if the groups do not agree.
std::optional<double> reference_of(const std::vector<Group>& groups, Metric metric,
                                   const Baseline& baseline) {
  if (!relative(metric))
    return std::nullopt;
  std::optional<double> first;
  for (const Group& group : groups) {
    const Group& base = baseline.required(group.configuration);
    const auto wanted = wanted_ns(group, metric, base);
    if (!wanted)
      continue;
    const double own = *wanted / std::max(median(base.column(Metric::kWall)), 1.0);
    if (first && std::abs(*first - own) > 0.01 * *first)
      return std::nullopt;
    first = first.value_or(own);
  }
  return first;
}

}  // namespace

bool has_value(const Group& group, Metric metric) {
  if (metric == Metric::kEfficiency && !batch_of(group.configuration))
    return false;
  const std::vector<double>& column = group.column(read_for(metric));
  return std::any_of(column.begin(), column.end(), [](double value) { return !std::isnan(value); });
}

std::optional<double> wanted_ns(const Group& group, Metric metric, const Group& baseline) {
  const double baseline_wall = median(baseline.column(Metric::kWall));
  if (metric == Metric::kSpeedup)
    return baseline_wall;
  const auto batch = batch_of(group.configuration);
  if (!batch)
    return std::nullopt;
  // It may have had other CPUs than the group, which may have those of several hosts.
  const Batch alone = batch_of(baseline.configuration).value_or(*batch);
  return shortest_ns(*batch, dividing_ns(alone, baseline_wall));
}

std::optional<double> efficiency(const Group& group, const Group& baseline) {
  const auto wanted = wanted_ns(group, Metric::kEfficiency, baseline);
  if (!wanted)
    return std::nullopt;
  return *wanted / std::max(median(group.column(Metric::kWall)), 1.0);
}

std::vector<double> final_values(const Group& group, Metric metric, const Group* baseline) {
  std::vector<double> values = group.values(read_for(metric));
  if (!relative(metric))
    return values;
  const auto wanted = baseline == nullptr ? std::nullopt : wanted_ns(group, metric, *baseline);
  if (!wanted)
    return {};
  for (double& value : values)
    value = *wanted / std::max(value, 1.0);
  return values;
}

namespace {

/// The value of a metric that compares, and its interval, which carries the uncertainty of
/// the baseline as well.
GroupSummary compared(const Group& group, Metric metric, const Group& base, const Ratio& speedup) {
  if (metric == Metric::kSpeedup)
    return {speedup.value, speedup.interval, std::nullopt};
  GroupSummary summary{efficiency(group, base).value_or(0), std::nullopt, std::nullopt};
  const double base_ns = std::max(median(base.column(Metric::kWall)), 1.0);
  const double scale = wanted_ns(group, metric, base).value_or(0) / base_ns;
  if (speedup.interval)  // Of pairs; the value is of medians, as METG needs it.
    summary.whisker = {std::min(speedup.interval->low * scale, summary.value),
                       std::max(speedup.interval->high * scale, summary.value)};
  return summary;
}

/// Compares each group with its baseline, and notes what that rests on.
void compare(Summary& summary, const std::vector<Group>& groups, Metric metric,
             const Baseline& baseline) {
  bool found = false;
  for (const Group& group : groups) {
    const Group& base = baseline.required(group.configuration);
    const Ratio speedup = ratio(samples_of(base, Metric::kWall), samples_of(group, Metric::kWall));
    summary.groups.push_back(compared(group, metric, base, speedup));
    if (same_configuration(group.configuration, base.configuration))
      continue;
    summary.by_rounds = summary.by_rounds || speedup.basis == Basis::kRounds;
    summary.by_calls = summary.by_calls || speedup.basis == Basis::kCalls;
    found = found || speedup.interval.has_value();
    summary.lacks_intervals = summary.lacks_intervals || !speedup.interval;
  }
  if (found || !summary.lacks_intervals)
    return;
  for (GroupSummary& one : summary.groups)
    one.whisker.reset();
}

}  // namespace

Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential) {
  Summary summary;
  summary.reference = reference_of(groups, metric, baseline);
  if (relative(metric))
    compare(summary, groups, metric, baseline);
  std::vector<std::vector<double>> values(groups.size());
  std::size_t fewest = groups.front().size();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Group* const base =
        relative(metric) ? &baseline.required(groups[i].configuration) : nullptr;
    values[i] = final_values(groups[i], metric, base);
    if (base == nullptr)
      summary.groups.push_back({median(values[i]), {}, {}});
    if (const auto ideal = ideal_of(groups[i], metric, baseline, sequential)) {
      summary.groups[i].ideal = ideal->value;
      summary.groups[i].ideal_range = ideal->range;
    }
    fewest = std::min(fewest, values[i].size());
    summary.medians = summary.medians || values[i].size() > 1;
    summary.has_ideal = summary.has_ideal || summary.groups[i].ideal.has_value();
  }
  const bool enough = median_interval_rank(fewest) > 0;
  summary.lacks_intervals = summary.lacks_intervals && enough;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (enough) {
      if (!relative(metric))
        summary.groups[i].whisker = median_interval(values[i]);
    } else if (values[i].size() > 1 && !relative(metric)) {
      const auto [low, high] = std::minmax_element(values[i].begin(), values[i].end());
      summary.groups[i].whisker = Interval{*low, *high};
    }
    if (summary.groups[i].whisker)
      summary.whiskers = enough ? Whiskers::kInterval : Whiskers::kRange;
  }
  return summary;
}

}  // namespace primebench
