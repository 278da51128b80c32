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
                 const std::optional<Interval>& interval,
                 const std::function<double(double)>& ideal_ns) {
  const double middle = median(totals);
  const double base_ns = same ? middle : median(base.column(Metric::kWall));
  Ideal ideal{base_ns / ideal_ns(middle), std::nullopt};
  const auto base_interval = same ? interval : interval_of_median(all_samples(base, Metric::kWall));
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
  const Metric total = metric == Metric::kRun ? Metric::kRun : Metric::kWall;
  const std::vector<double> totals = alone->values(total);
  const auto batch = batch_of(alone->configuration);
  if (totals.empty() || !batch)
    return std::nullopt;
  const auto made = [&](double ns) {
    return ideal_ns(group.configuration, dividing_ns(*batch, ns)).value_or(0);
  };
  const double middle = median(totals);
  const auto interval = interval_of_median(all_samples(*alone, total));
  if (!ideal_ns(group.configuration, dividing_ns(*batch, middle)))
    return std::nullopt;
  if (!timed && made(middle) > 0) {
    const Group& base = baseline.required(group.configuration);
    return as_speedup(base, base.configuration.mode == sequential.mode(), totals, interval, made);
  }
  Ideal ideal{made(middle), std::nullopt};
  if (interval)
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
  for (const Group& group : groups) {
    const Group& base = baseline.required(group.configuration);
    const Ratio speedup = ratio(samples_of(base, Metric::kWall), samples_of(group, Metric::kWall));
    summary.groups.push_back(compared(group, metric, base, speedup));
    if (same_configuration(group.configuration, base.configuration)) {
      summary.groups.back().whisker.reset();
      continue;
    }
    summary.by_rounds = summary.by_rounds || speedup.basis == Basis::kRounds;
    summary.by_calls = summary.by_calls || speedup.basis == Basis::kCalls;
    summary.lacks_intervals = summary.lacks_intervals || !speedup.interval;
  }
}

}  // namespace

Summary summarise(const std::vector<Group>& groups, Metric metric, const Baseline& baseline,
                  const Baseline& sequential) {
  Summary summary;
  summary.reference = reference_of(groups, metric, baseline);
  if (relative(metric))
    compare(summary, groups, metric, baseline);
  bool enough = true;  // Of each for an interval of its median.
  std::vector<std::optional<Interval>> ranges(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Samples samples = all_samples(groups[i], read_for(metric));
    const std::optional<Interval> interval = interval_of_median(samples);
    enough = enough && interval;
    summary.medians = summary.medians || samples.size() > 1;
    if (!relative(metric)) {
      const std::vector<double> values = groups[i].values(metric);
      summary.groups.push_back({median(values), interval, {}});
      if (values.size() > 1) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        ranges[i] = Interval{*low, *high};
      }
    }
    if (const auto ideal = ideal_of(groups[i], metric, baseline, sequential)) {
      summary.groups[i].ideal = ideal->value;
      summary.groups[i].ideal_range = ideal->range;
    }
    summary.has_ideal = summary.has_ideal || summary.groups[i].ideal.has_value();
  }
  const bool as_ranges = !relative(metric) && !enough;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (as_ranges)
      summary.groups[i].whisker = ranges[i];
    if (summary.groups[i].whisker)
      summary.whiskers = as_ranges ? Whiskers::kRange : Whiskers::kInterval;
  }
  if (summary.whiskers == Whiskers::kNone && !enough)
    summary.lacks_intervals = false;  // Too few rows for any: that needs no words.
  return summary;
}

}  // namespace primebench
