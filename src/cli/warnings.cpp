#include "cli/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr double kShortNs = 5e6;
constexpr double kLargeSpread = 0.1;
constexpr double kOutlierScore = 3.5;
constexpr std::size_t kFewestForSpread = 3;
constexpr std::size_t kFewestForOutliers = 6;
constexpr double kMuchNoise = 0.01;

/// How bad a configuration is; none if it is not.
using Badness = std::function<std::optional<double>(const ConfigurationResult&)>;

struct Worst {
  double value = 0;
  std::string name;    ///< Of the configuration that has it.
  std::string others;  ///< " (and 2 others)", or nothing.
};

std::optional<Worst> find_worst(const std::vector<ConfigurationResult>& results,
                                const std::vector<std::string>& names, const Badness& badness) {
  std::optional<Worst> worst;
  std::size_t count = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto value = results[i].samples.empty() ? std::nullopt : badness(results[i]);
    count += value ? 1 : 0;
    if (value && (!worst || *value > worst->value))
      worst = Worst{*value, names[i], ""};
  }
  if (count > 1)
    worst->others = fmt::format(" (and {} other{})", count - 1, count > 2 ? "s" : "");
  return worst;
}

std::optional<double> shortness(const ConfigurationResult& result) {
  const double wall_ns = median(wall_times(result));
  return wall_ns < kShortNs ? std::optional(-wall_ns) : std::nullopt;
}

std::optional<double> spread(const ConfigurationResult& result) {
  const std::vector<double> walls = wall_times(result);
  if (walls.size() < kFewestForSpread)
    return std::nullopt;
  constexpr double kNormal = 1.4826;  // Standard deviation / MAD of a normal distribution.
  const double share = kNormal * median_absolute_deviation(walls) / median(walls);
  return share > kLargeSpread ? std::optional(share) : std::nullopt;
}

std::optional<double> outliers(const ConfigurationResult& result) {
  const std::vector<double> walls = wall_times(result);
  if (walls.size() < kFewestForOutliers)
    return std::nullopt;
  double highest = 0;
  for (const double score : modified_z_scores(walls))
    highest = std::max(highest, std::abs(score));
  return highest > kOutlierScore ? std::optional(highest) : std::nullopt;
}

std::optional<double> idle_workers(const ConfigurationResult& result) {
  const Configuration& configuration = result.configuration;
  if (!configuration.mode->uses_pool() || configuration.runs < configuration.pool)
    return std::nullopt;
  std::uint64_t fewest = configuration.pool;
  for (const SummarySample& sample : result.samples)
    fewest = std::min(fewest, sample.workers.value_or(configuration.pool));
  const std::uint64_t idle = configuration.pool - fewest;
  return idle > 0 ? std::optional(static_cast<double>(idle)) : std::nullopt;
}

/// How often in a second other programs took the CPU from a configuration that never
/// used more of them than there are.
std::optional<double> interruptions(const ConfigurationResult& result, std::size_t cpus) {
  constexpr double kMany = 100;
  constexpr std::uint64_t kFewest = 100;  // Starting and ending workers costs some as well.
  double highest = 0;
  for (const SummarySample& sample : result.samples) {
    if (sample.workers.value_or(cpus + 1) <= cpus && sample.involuntary_switches >= kFewest)
      highest = std::max(highest, static_cast<double>(sample.involuntary_switches) * 1e9 /
                                      static_cast<double>(sample.wall_ns));
  }
  return highest > kMany ? std::optional(highest) : std::nullopt;
}

void add_run_warnings(const RunConditions& conditions, std::vector<std::string>& warnings) {
  const double cpu_time =
      static_cast<double>(conditions.wall_ns) * static_cast<double>(conditions.cpus);
  const auto throttled = static_cast<double>(conditions.noise.throttled_ns);
  const auto stolen = static_cast<double>(conditions.noise.stolen_ns);
  if (throttled > 0)
    warnings.push_back(fmt::format(
        "the control group's CPU quota held this run up for {}; use a smaller --pool or raise it",
        format_duration(throttled)));
  if (stolen > kMuchNoise * cpu_time)
    warnings.push_back(fmt::format(
        "the hypervisor took {:.1f} % of the CPU time ({}); repeat on a quieter machine",
        100 * stolen / cpu_time, format_duration(stolen)));
  if (!conditions.optimised_build)
    warnings.push_back(
        "this primebench was built without optimisation; configure with "
        "CMAKE_BUILD_TYPE=Release");
}

}  // namespace

std::vector<std::string> find_warnings(const std::vector<ConfigurationResult>& results,
                                       const std::vector<std::string>& names,
                                       const RunConditions& conditions) {
  std::vector<std::string> warnings;
  if (const auto worst = find_worst(results, names, shortness))
    warnings.push_back(fmt::format(
        "{}{} took {}, less than 5 ms, mostly the machine's own jitter; use more --runs or a "
        "larger --prime",
        worst->name, worst->others, format_duration(-worst->value)));
  if (const auto worst = find_worst(results, names, spread))
    warnings.push_back(fmt::format(
        "{}{} spread by {:.0f} % of the median; close other programs or use more --repeat",
        worst->name, worst->others, 100 * worst->value));
  if (const auto worst = find_worst(results, names, outliers))
    warnings.push_back(fmt::format(
        "{}{} had outliers, the farthest {:.1f} robust standard deviations from the median; "
        "nothing was dropped",
        worst->name, worst->others, worst->value));
  if (const auto worst = find_worst(results, names, idle_workers))
    warnings.push_back(
        fmt::format("{}{} left {:.0f} of its workers without a task; use longer tasks or a smaller "
                    "--pool",
                    worst->name, worst->others, worst->value));
  const auto interrupted = [&](const ConfigurationResult& result) {
    return interruptions(result, conditions.cpus);
  };
  if (const auto worst = find_worst(results, names, interrupted))
    warnings.push_back(fmt::format(
        "{}{} lost its CPU to other programs {:.0f} times a second; close them or use more "
        "--repeat",
        worst->name, worst->others, worst->value));
  add_run_warnings(conditions, warnings);
  return warnings;
}

}  // namespace primebench
