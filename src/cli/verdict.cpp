#include "cli/verdict.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/statistics.hpp"
#include "core/text.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

struct Candidate {
  const ConfigurationResult* result = nullptr;
  std::string name;
  double median_ns = 0;
};

/// A ratio that is 1.00 when printed.
constexpr double kEqual = 1.005;

/// Those that were measured to the end, the fastest first.
std::vector<Candidate> by_median(const std::vector<const ConfigurationResult*>& results,
                                 const std::vector<std::string>& names) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]->samples.empty() && results[i]->failure.empty())
      candidates.push_back({results[i], names[i], median(wall_times(*results[i]))});
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.median_ns < b.median_ns; });
  return candidates;
}

/// slower / faster, round by round.
std::vector<double> paired_ratios(const ConfigurationResult& slower,
                                  const ConfigurationResult& faster) {
  std::map<std::size_t, double> by_round;
  for (const SummarySample& sample : faster.samples)
    by_round[sample.round] = static_cast<double>(sample.wall_ns);
  std::vector<double> ratios;
  for (const SummarySample& sample : slower.samples) {
    const auto pair = by_round.find(sample.round);
    if (pair != by_round.end())
      ratios.push_back(static_cast<double>(sample.wall_ns) / pair->second);
  }
  return ratios;
}

/// Which of the candidates has the least of something, if that shows in the text.
std::string least(const std::vector<Candidate>& candidates,
                  double (*cost)(const ConfigurationResult&), std::string (*text)(double),
                  std::string_view what) {
  const auto by_cost = [&](const Candidate& a, const Candidate& b) {
    return cost(*a.result) < cost(*b.result);
  };
  const auto [low, high] = std::minmax_element(candidates.begin(), candidates.end(), by_cost);
  const std::string lowest = text(cost(*low->result));
  if (lowest == text(cost(*high->result)))
    return "";
  return fmt::format("least {}: {} ({})", what, low->name, lowest);
}

double cpu_time(const ConfigurationResult& result) {
  std::vector<double> times;
  for (const SummarySample& sample : result.samples)
    times.push_back(static_cast<double>(sample.cpu_ns));
  return median(std::move(times));
}

double peak_memory(const ConfigurationResult& result) {
  std::uint64_t peak = 0;
  for (const SummarySample& sample : result.samples)
    peak = std::max(peak, sample.max_rss_bytes);
  return static_cast<double>(peak);
}

std::string indistinguishable(const std::vector<Candidate>& tied) {
  std::vector<std::string> names;
  names.reserve(tied.size());
  for (const Candidate& candidate : tied)
    names.push_back(candidate.name);
  std::string text =
      fmt::format("The fastest {} cannot be told apart: {}.", tied.size(), listed(names));
  const std::string cpu = least(tied, cpu_time, format_duration, "CPU time");
  const std::string memory = least(tied, peak_memory, format_bytes, "memory");
  if (!cpu.empty() || !memory.empty())
    text +=
        fmt::format(" Of these, {}{}{}.", cpu, cpu.empty() || memory.empty() ? "" : ", ", memory);
  return text;
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string compare(const std::vector<const ConfigurationResult*>& results,
                    const std::vector<std::string>& names) {
  const std::vector<Candidate> candidates = by_median(results, names);
  if (candidates.size() < 2)
    return "";
  const Candidate& best = candidates.front();
  std::vector<Candidate> tied = {best};
  std::string lead;  // Over the next one that can be told apart.
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const std::vector<double> ratios = paired_ratios(*candidates[i].result, *best.result);
    const std::optional<Interval> interval = median_interval(ratios);
    // Few rounds tell nothing for certain, and their ratios may favour the other one.
    const double ratio = interval ? median(ratios) : candidates[i].median_ns / best.median_ns;
    if (interval ? interval->low <= 1 : ratio < kEqual)
      tied.push_back(candidates[i]);
    else if (lead.empty())
      lead = fmt::format("Fastest: {}, {:.2f} times as fast as {}{}.", best.name, ratio,
                         candidates[i].name,
                         interval ? fmt::format(" (95 % interval {:.2f} to {:.2f}, {} rounds)",
                                                interval->low, interval->high, ratios.size())
                                  : "");
  }
  return tied.size() < 2 ? lead : indistinguishable(tied);
}

std::string caveats(const std::vector<ConfigurationResult>& results, std::size_t cpus) {
  std::size_t measured = 0;
  std::size_t fewest = SIZE_MAX;
  for (const ConfigurationResult& result : results) {
    if (result.samples.empty())
      continue;
    ++measured;
    if (!result.failure.empty())
      continue;  // Not compared.
    fewest = std::min(fewest, result.samples.size());
  }
  if (measured < 2)
    return "";

  std::vector<std::string> missing;
  for (const ModeSpec* mode : mode_table()) {
    const bool found =
        std::any_of(results.begin(), results.end(), [&](const ConfigurationResult& result) {
          return result.configuration.mode == mode && !result.samples.empty();
        });
    if (!found)
      missing.push_back(fmt::format("{}{}", mode->name, mode->is_baseline() ? " (baseline)" : ""));
  }
  std::string text;
  if (fewest != SIZE_MAX && median_interval_rank(fewest) == 0)
    text += " Fewer than 6 rounds: any difference may be noise; --repeat 6 or more tells.";
  if (cpus == 1)
    text += " Only one CPU could be used, so no dividing ran in parallel.";
  if (!missing.empty())
    text += fmt::format(" Not measured: {}.", listed(missing));
  return text.empty() ? text : text.substr(1);
}

}  // namespace primebench
