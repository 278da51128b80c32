#include "cli/task_sizes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "analysis/crossover.hpp"
#include "analysis/efficiency.hpp"
#include "cli/parse_value.hpp"
#include "cli/plan.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// Configurations that differ in the mode, the pool and the size of their tasks alone.
struct Section {
  std::vector<const ConfigurationResult*> results;
  std::string name;  ///< What tells it from other sections; empty if there is only one.
};

/// How each mode does, by the size of a task.
struct Curves {
  std::vector<std::string> names;  ///< Of the modes, in the order of the plan.
  std::vector<Curve> curves;       ///< By the time that sequential took for a task.
  std::vector<Curve> ranked;       ///< The same by the rank of the size, from 1.
  std::vector<std::string> sizes;  ///< What people call each rank.
  bool efficiency = false;         ///< The values are that; else 1 / wall time.
  bool chosen = false;             ///< The sizes were chosen by --task-time.
  bool waits = false;              ///< The time of a task includes waits.
};

std::vector<Section> sections_of(const std::vector<ConfigurationResult>& results) {
  std::vector<Configuration> all;
  all.reserve(results.size());
  for (const ConfigurationResult& result : results)
    all.push_back(result.configuration);
  Varying varying = varying_parameters(all);
  varying.prime = false;
  std::vector<Section> sections;
  for (const ConfigurationResult& result : results) {
    if (result.samples.empty())
      continue;
    const std::string name = work_name(result.configuration, varying);
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&](const Section& one) { return one.name == name; });
    if (section == sections.end())
      section = sections.insert(section, Section{{}, name});
    section->results.push_back(&result);
  }
  return sections;
}

const ConfigurationResult* baseline_of(const Section& section, std::uint64_t prime) {
  for (const ConfigurationResult* result : section.results) {
    if (result->configuration.prime == prime && result->configuration.mode->is_baseline())
      return result;
  }
  return nullptr;
}

CurvePoint point_of(const ConfigurationResult& result, const ConfigurationResult& baseline,
                    std::size_t cpus) {
  const Configuration& configuration = result.configuration;
  const Batch batch = {.tasks = static_cast<double>(configuration.runs),
                       .waits = configuration.io_delay.count() == 0 ? 0.0 : kIoWaits,
                       .delay_ns = static_cast<double>(configuration.io_delay.count()),
                       .cpus = static_cast<double>(cpus)};
  const double sequential_ns = median(wall_times(baseline));
  const double shortest = shortest_ns(batch, dividing_ns(batch, sequential_ns));
  return {sequential_ns / batch.tasks, median_efficiency(wall_times(result), shortest)};
}

std::string size_name(const Configuration& configuration, std::optional<double> measured_ns) {
  if (configuration.task_time.count() != 0)
    return duration_argument(configuration.task_time);
  return measured_ns ? format_duration(*measured_ns) : fmt::format("{}", configuration.prime);
}

/// The primes of the section, ascending, whose results can be drawn. The rank of a prime
/// is that of its task's size, which the measured times of short tasks may belie.
std::vector<std::uint64_t> primes_of(const Section& section, bool efficiency) {
  std::set<std::uint64_t> primes;
  for (const ConfigurationResult* result : section.results) {
    const std::uint64_t prime = result->configuration.prime;
    if (!efficiency || baseline_of(section, prime) != nullptr)  // Else that one failed.
      primes.insert(prime);
  }
  return {primes.begin(), primes.end()};
}

Curves curves_of(const Section& section, const Varying& varying, std::size_t cpus) {
  Curves all;
  all.efficiency = std::any_of(
      section.results.begin(), section.results.end(),
      [](const ConfigurationResult* result) { return result->configuration.mode->is_baseline(); });
  const std::vector<std::uint64_t> primes = primes_of(section, all.efficiency);
  all.sizes.resize(primes.size());
  for (const ConfigurationResult* result : section.results) {
    const Configuration& configuration = result->configuration;
    const auto rank = std::lower_bound(primes.begin(), primes.end(), configuration.prime);
    if (rank == primes.end() || *rank != configuration.prime)
      continue;
    const CurvePoint point =
        all.efficiency ? point_of(*result, *baseline_of(section, configuration.prime), cpus)
                       : CurvePoint{1, 1 / median(wall_times(*result))};
    const std::string name = configuration_name(configuration, varying);
    auto place = std::find(all.names.begin(), all.names.end(), name);
    if (place == all.names.end()) {
      place = all.names.insert(place, name);
      all.curves.emplace_back();
      all.ranked.emplace_back();
    }
    const auto curve = static_cast<std::size_t>(place - all.names.begin());
    const auto index = static_cast<std::size_t>(rank - primes.begin());
    all.curves[curve].push_back(point);
    all.ranked[curve].push_back({static_cast<double>(index + 1), point.value});
    all.sizes[index] =
        size_name(configuration, all.efficiency ? std::optional(point.x) : std::nullopt);
    all.chosen |= configuration.task_time.count() != 0;
    all.waits |= configuration.io_delay.count() != 0;
  }
  const auto by_x = [](const CurvePoint& a, const CurvePoint& b) { return a.x < b.x; };
  for (std::size_t i = 0; i < all.curves.size(); ++i) {
    std::sort(all.curves[i].begin(), all.curves[i].end(), by_x);
    std::sort(all.ranked[i].begin(), all.ranked[i].end(), by_x);
  }
  return all;
}

/// From which size on the curve keeps the level. A mode that failed at some sizes leaves
/// open what would have been there.
std::string reached(const Curves& all, std::size_t index, double level) {
  const Curve& curve = all.curves[index];
  if (all.ranked[index].back().x < static_cast<double>(all.sizes.size()))
    return "not known";
  const std::optional<double> from = reaches(curve, level - kEfficiencyNoise);
  if (!from)
    return "not reached";
  if (*from != 0.0)
    return format_duration(*from);
  return fmt::format("{} {}", all.ranked[index].front().x > 1 ? "at most" : "below",
                     format_duration(curve.front().x));
}

std::string table_of(const Curves& all, const std::string& section) {
  std::size_t width = 24;
  for (const std::string& name : all.names)
    width = std::max(width, name.size());
  std::string text =
      fmt::format("\n{}{:<{}}  {:>15}  {:>15}\n", section.empty() ? "" : section + '\n',
                  "smallest task that keeps", width, "50 % efficiency", "90 % efficiency");
  for (std::size_t i = 0; i < all.names.size(); ++i)
    text += fmt::format("{:<{}}  {:>15}  {:>15}\n", all.names[i], width,
                        reached(all, i, kHalfEfficiency), reached(all, i, kHighEfficiency));
  if (all.waits)
    text += "These sizes include the waits of a task.\n";
  return text;
}

/// "a from 1us to 10us, b at 100us".
std::string leads_in_words(const Curves& all) {
  const std::vector<Lead> places = leads(all.ranked);
  const auto size_at = [&](std::size_t place) {
    return all.sizes[static_cast<std::size_t>(places[place].x) - 1];
  };
  std::vector<std::string> parts;
  for (std::size_t first = 0; first < places.size();) {
    std::size_t last = first;
    while (last + 1 < places.size() && places[last + 1].curve == places[first].curve)
      ++last;
    const std::string range = first == last
                                  ? "at " + size_at(first)
                                  : fmt::format("from {} to {}", size_at(first), size_at(last));
    parts.push_back(fmt::format("{} {}", all.names[places[first].curve], range));
    first = last + 1;
  }
  std::string text;
  for (const std::string& part : parts)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", part);
  return text;
}

}  // namespace

SizeReport report_sizes(const std::vector<ConfigurationResult>& results, std::size_t cpus) {
  std::vector<Configuration> all;
  all.reserve(results.size());
  for (const ConfigurationResult& result : results)
    all.push_back(result.configuration);
  const Varying varying = {.pool = varying_parameters(all).pool};
  SizeReport report;
  for (const Section& section : sections_of(results)) {
    const Curves curves = curves_of(section, varying, cpus);
    if (curves.sizes.size() < 2)
      continue;
    if (curves.efficiency)
      report.table += table_of(curves, section.name);
    if (curves.names.size() < 2)
      continue;
    const std::string which = curves.efficiency || curves.chosen ? "size of task" : "prime";
    report.sentence += fmt::format("{}Fastest by {}{}, leads under 3 % left aside: {}.",
                                   report.sentence.empty() ? "" : " ", which,
                                   section.name.empty() ? "" : fmt::format(" ({})", section.name),
                                   leads_in_words(curves));
  }
  if (report.table.empty() && !report.sentence.empty())
    report.sentence += " Efficiency needs sequential.";
  return report;
}

}  // namespace primebench
