#include "cli/summary.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "cli/plan.hpp"
#include "cli/verdict.hpp"
#include "core/text.hpp"
#include "measure/statistics.hpp"

namespace primebench {
namespace {

template <typename Member>
std::vector<double> values_of(const ConfigurationResult& result, Member member) {
  std::vector<double> values;
  for (const SummarySample& sample : result.samples)
    values.push_back(static_cast<double>(sample.*member));
  return values;
}

/// Whether two configurations do the same work, whatever the mode and the pool.
bool same_work(const Configuration& a, const Configuration& b) {
  return a.prime == b.prime && a.runs == b.runs && a.io_delay == b.io_delay && a.kernel == b.kernel;
}

/// What a configuration's speed-up is relative to.
struct Baseline {
  double median_ns = 0;
  bool sequential = false;
};

std::optional<Baseline> baseline_of(const std::vector<ConfigurationResult>& results,
                                    const Configuration& configuration) {
  std::optional<Baseline> slowest;
  for (const ConfigurationResult& result : results) {
    if (result.samples.empty() || !same_work(result.configuration, configuration))
      continue;
    const double wall_ns = median(wall_times(result));
    if (result.configuration.mode->family == Family::kBaseline)
      return Baseline{wall_ns, true};
    if (!slowest || wall_ns > slowest->median_ns)
      slowest = Baseline{wall_ns, false};
  }
  return slowest;
}

std::string table_line(const ConfigurationResult& result, const std::string& name,
                       std::size_t name_width, std::size_t count_width,
                       const std::vector<ConfigurationResult>& results) {
  std::string line =
      fmt::format("{:<{}}  {:>{}}", name, name_width, result.samples.size(), count_width);
  if (result.samples.empty())
    return line + "   failed\n";
  const std::vector<double> walls = wall_times(result);
  const std::vector<double> memory = values_of(result, &SummarySample::max_rss_bytes);
  const double wall_ns = median(walls);
  const std::optional<Baseline> baseline = baseline_of(results, result.configuration);
  return line + fmt::format("  {:>7}  {:>7}  {:>7}  {:>7}  {:>7} {:>8}\n", format_duration(wall_ns),
                            format_duration(*std::min_element(walls.begin(), walls.end())),
                            format_duration(*std::max_element(walls.begin(), walls.end())),
                            fmt::format("{:.2f}", baseline->median_ns / wall_ns),
                            format_duration(median(values_of(result, &SummarySample::cpu_ns))),
                            format_bytes(*std::max_element(memory.begin(), memory.end())));
}

/// A verdict for each group of configurations that do the same work.
std::string verdicts(const std::vector<ConfigurationResult>& results,
                     const std::vector<std::string>& names) {
  std::string text;
  std::vector<bool> seen(results.size(), false);
  for (std::size_t first = 0; first < results.size(); ++first) {
    std::vector<const ConfigurationResult*> group;
    std::vector<std::string> group_names;
    for (std::size_t i = first; i < results.size(); ++i) {
      if (seen[i] || !same_work(results[i].configuration, results[first].configuration))
        continue;
      seen[i] = true;
      group.push_back(&results[i]);
      group_names.push_back(names[i]);
    }
    text += compare(group, group_names);
  }
  return text;
}

}  // namespace

std::vector<double> wall_times(const ConfigurationResult& result) {
  return values_of(result, &SummarySample::wall_ns);
}

std::string summary_table(const std::vector<ConfigurationResult>& results) {
  std::vector<Configuration> configurations;
  configurations.reserve(results.size());
  for (const ConfigurationResult& result : results)
    configurations.push_back(result.configuration);
  const Varying varying = varying_parameters(configurations);

  std::vector<std::string> names;
  std::size_t name_width = 4;
  std::size_t most_samples = 0;
  for (const ConfigurationResult& result : results) {
    names.push_back(configuration_name(result.configuration, varying));
    name_width = std::max(name_width, names.back().size());
    most_samples = std::max(most_samples, result.samples.size());
  }
  const std::size_t count_width = std::to_string(most_samples).size();

  std::string text =
      fmt::format("{:<{}}  {:>{}}  {:>7}  {:>7}  {:>7}  {:>7}  {:>7} {:>8}\n", "mode", name_width,
                  "n", count_width, "median", "min", "max", "speedup", "CPU", "memory");
  for (std::size_t i = 0; i < results.size(); ++i)
    text += table_line(results[i], names[i], name_width, count_width, results);

  const bool all_sequential =
      std::all_of(results.begin(), results.end(), [&](const ConfigurationResult& result) {
        const auto baseline = baseline_of(results, result.configuration);
        return !baseline || baseline->sequential;
      });
  if (results.size() > 1)
    text += fmt::format("Speedup: median relative to {}.\n",
                        all_sequential ? "sequential" : "the slowest");
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].failure.empty())
      text += fmt::format("Failed: {}: {}\n", names[i], results[i].failure);
  }
  return text + verdicts(results, names);
}

}  // namespace primebench
