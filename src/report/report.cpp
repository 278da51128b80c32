#include "report/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "analysis/baseline.hpp"
#include "analysis/beyond_ideal.hpp"
#include "analysis/names.hpp"
#include "analysis/summary.hpp"
#include "analysis/verdict.hpp"
#include "analysis/warnings.hpp"
#include "core/text.hpp"
#include "report/remarks.hpp"

namespace primebench {
namespace {

std::optional<double> median_of(const Group& group, Metric metric) {
  std::vector<double> values = group.values(metric);
  return values.empty() ? std::nullopt : std::optional(median(std::move(values)));
}

std::optional<double> highest_of(const Group& group, Metric metric) {
  const std::vector<double> values = group.values(metric);
  return values.empty() ? std::nullopt
                        : std::optional(*std::max_element(values.begin(), values.end()));
}

/// Of a group that is its own baseline there is nothing to tell, unless others are beside it.
std::optional<Ratio> speedup_of(const Group& group, const Baseline& baseline, bool alone,
                                Metric metric) {
  const Group* const base = baseline.of(group.configuration);
  if (base == nullptr || (alone && base->configuration.mode == group.configuration.mode))
    return std::nullopt;
  Ratio speedup = ratio(samples_of(*base, metric), samples_of(group, metric));
  if (base->configuration.mode == group.configuration.mode)
    speedup.interval.reset();  // It is 1, whatever was measured.
  return speedup.basis == Basis::kNone ? std::nullopt : std::optional(speedup);
}

std::optional<double> efficiency_of(const Group& group, const Baseline& baseline) {
  const Group* const base = baseline.of(group.configuration);
  return base == nullptr ? std::nullopt : efficiency(group, *base);
}

ReportedConfiguration reported(const Group& group, const Yardsticks& yardsticks, bool alone,
                               Metric metric) {
  const Baseline& baseline = yardsticks.baseline();
  const std::vector<double> times = group.values(metric);
  const auto [low, high] = std::minmax_element(times.begin(), times.end());
  ReportedConfiguration made;
  made.configuration = group.configuration;
  made.n = times.size();
  made.median_ns = median(times);
  made.smallest_ns = *low;
  made.largest_ns = *high;
  made.interval = interval_of_median(all_samples(group, metric));
  made.speedup = speedup_of(group, baseline, alone, metric);
  made.efficiency = efficiency_of(group, yardsticks.one_by_one());
  made.cpu_ns = median_of(group, Metric::kCpu);
  made.largest_process_bytes = highest_of(group, Metric::kMemory);
  made.total_bytes = highest_of(group, Metric::kTotalMemory);
  made.cpu_time = cpu_time_of(group, yardsticks.sequential());
  return made;
}

/// The groups that did the same work, in the order of their first rows.
std::vector<std::vector<const Group*>> by_work(const std::vector<Group>& groups) {
  std::vector<std::vector<const Group*>> works;
  std::unordered_multimap<std::size_t, std::size_t> places;
  for (const Group& group : groups) {
    const Row work = work_of(group.configuration);
    const auto [first, last] = places.equal_range(configuration_hash(work));
    const auto same = std::find_if(first, last, [&](const auto& place) {
      return same_configuration(work_of(works[place.second].front()->configuration), work);
    });
    if (same != last) {
      works[same->second].push_back(&group);
      continue;
    }
    places.emplace(configuration_hash(work), works.size());
    works.push_back({&group});
  }
  return works;
}

ReportedWork reported_work(const std::vector<const Group*>& groups, const Yardsticks& yardsticks,
                           const ParameterList& pool, Metric metric) {
  ReportedWork work;
  work.work = work_of(groups.front()->configuration);
  std::vector<Contender> contenders;
  for (const Group* group : groups) {
    work.configurations.push_back(reported(*group, yardsticks, groups.size() == 1, metric));
    contenders.push_back({group, configuration_name(group->configuration, pool)});
  }
  const Verdict verdict = verdict_on(contenders, metric);
  work.verdict = verdict.sentence;
  for (std::size_t i = 0; i < groups.size(); ++i)
    work.configurations[i].possibly_best = verdict.possibly_best[i];
  return work;
}

/// A configuration without a row stands with its work, or alone.
void add_failed(Report& report, const FailedConfiguration& failed) {
  const auto is_it = [&](const ReportedConfiguration& one) {
    const Row& a = one.configuration;
    const Row& b = failed.configuration;
    return std::tie(a.mode, a.pool, a.chunk) == std::tie(b.mode, b.pool, b.chunk) &&
           same_configuration(work_of(a), work_of(b));
  };
  if (std::any_of(report.works.begin(), report.works.end(), [&](const ReportedWork& work) {
        return std::any_of(work.configurations.begin(), work.configurations.end(), is_it);
      }))
    return;
  const Row work = work_of(failed.configuration);
  auto place = std::find_if(report.works.begin(), report.works.end(), [&](const ReportedWork& one) {
    return same_configuration(one.work, work);
  });
  if (place == report.works.end()) {
    ReportedWork alone;
    alone.work = work;
    place = report.works.insert(place, std::move(alone));
  }
  ReportedConfiguration made;
  made.configuration = failed.configuration;
  place->configurations.push_back(std::move(made));
}

/// Names works and configurations by what differs.
void name_all(Report& report, const ParameterList& varying) {
  const ParameterList telling = without_pool(varying);
  std::size_t configurations = 0;
  for (const ReportedWork& work : report.works)
    configurations += work.configurations.size();
  // Headings are for works with several configurations; a line alone has its whole name.
  const bool headed = report.works.size() > 1 && report.works.size() < configurations;
  for (ReportedWork& work : report.works) {
    if (headed)
      work.name = work_name(work.work, telling);
    for (ReportedConfiguration& one : work.configurations)
      one.name =
          configuration_name(one.configuration, headed ? without_pool(of_ways(varying)) : telling);
  }
}

}  // namespace

std::vector<Metric> report_metrics(Metric metric) {
  std::vector<Metric> metrics = warning_metrics();
  metrics.insert(metrics.end(), {metric, Metric::kMemory, Metric::kTotalMemory});
  const std::vector<Metric> of_breakdown = breakdown_metrics();
  metrics.insert(metrics.end(), of_breakdown.begin(), of_breakdown.end());
  std::sort(metrics.begin(), metrics.end());
  metrics.erase(std::unique(metrics.begin(), metrics.end()), metrics.end());
  return metrics;
}

Report make_report(Grouping rows, std::string_view baseline_mode,
                   const std::vector<FailedConfiguration>& failed, Metric metric,
                   const Grouping* beside) {
  const std::size_t repeated = rows.repeated_rows();
  std::vector<Group> groups = in_order(std::move(rows).take_groups());
  const std::size_t left_out =
      std::erase_if(groups, [&](const Group& group) { return !has_value(group, metric); });
  const std::vector<Group>& all_measured = beside != nullptr ? beside->groups() : groups;
  const Yardsticks yardsticks(std::string(baseline_mode), all_measured);
  std::vector<Group> all;  // What failed has parameters too.
  all.reserve(groups.size() + failed.size());
  for (const Group& group : groups)
    all.push_back({.configuration = group.configuration, .calls = {}, .rounds = {}, .columns = {}});
  for (const FailedConfiguration& one : failed)
    all.push_back({.configuration = one.configuration, .calls = {}, .rounds = {}, .columns = {}});
  const ParameterList varying = differing(all);
  const ParameterList pool = of_ways(varying);
  Report report;
  report.metric = metric;
  report.baseline = yardsticks.baseline().mode();
  report.shared = shared_by(all);
  report.pools = !pool.empty();
  for (const std::vector<const Group*>& work : by_work(groups))
    report.works.push_back(reported_work(work, yardsticks, pool, metric));
  for (const FailedConfiguration& one : failed) {
    add_failed(report, one);
    report.failures.push_back(
        fmt::format("{}: {}", configuration_name(one.configuration, varying), one.reason));
  }
  name_all(report, varying);
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations)
      report.has_baseline |= one.speedup.has_value();
  }
  if (metric == Metric::kWall)  // Efficiency is of the wall time.
    report.sizes = sections_by_size(groups, yardsticks.one_by_one());
  std::vector<std::string> tried = modes_of(all_measured);
  for (const auto& one : failed)
    tried.push_back(one.configuration.mode);
  report.remarks = remarks_on(groups, tried, baseline_mode);
  const std::vector<std::string> names = configuration_names(groups, varying);
  report.warnings = find_warnings(groups, names);
  if (const auto beyond = beyond_ideal_warning(groups, names, all_measured))
    report.warnings.push_back(*beyond);
  if (left_out > 0)
    report.warnings.push_back(fmt::format(
        "{} of {} configurations {} left out: their rows have no {}", left_out,
        left_out + groups.size(), left_out == 1 ? "is" : "are", metric_spec(metric).needs));
  if (repeated > 0)
    report.warnings.push_back(repeated_rows_warning(repeated));
  return report;
}

}  // namespace primebench
