#include "cli/verdict.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "measure/statistics.hpp"

namespace primebench {
namespace {

struct Candidate {
  const ConfigurationResult* result = nullptr;
  std::string name;
  double median_ns = 0;
};

std::vector<Candidate> by_median(const std::vector<const ConfigurationResult*>& results,
                                 const std::vector<std::string>& names) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]->samples.empty())
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

/// "a, b and c", in lines of at most 80 columns where the names allow it.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kColumns = 80;
  std::string text;
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string item = names[i];
    if (i + 2 < names.size())
      item += ',';
    else if (i + 2 == names.size())
      item += " and";
    if (i > 0) {
      const bool fits = text.size() - line_begin + 1 + item.size() < kColumns;
      text += fits ? ' ' : '\n';
      line_begin = fits ? line_begin : text.size();
    }
    text += item;
  }
  return text;
}

}  // namespace

std::string compare(const std::vector<const ConfigurationResult*>& results,
                    const std::vector<std::string>& names) {
  const std::vector<Candidate> candidates = by_median(results, names);
  if (candidates.size() < 2)
    return "";
  const Candidate& best = candidates.front();
  std::vector<std::string> tied = {best.name};
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const std::vector<double> ratios = paired_ratios(*candidates[i].result, *best.result);
    if (ratios.empty())
      continue;
    const double ratio = median(ratios);
    const std::optional<Interval> interval = median_interval(ratios);
    if (interval && interval->low <= 1) {
      tied.push_back(candidates[i].name);
      continue;
    }
    if (tied.size() > 1)
      break;
    const std::string lead = fmt::format("Fastest: {}, {:.2f} times as fast as {}", best.name,
                                         ratio, candidates[i].name);
    if (interval)
      return fmt::format("{}\n(95 % interval {:.2f} to {:.2f}, {} rounds).\n", lead, interval->low,
                         interval->high, ratios.size());
    return fmt::format("{}.\nWhether that is more than noise takes --repeat 6 or more to tell.\n",
                       lead);
  }
  if (tied.size() < 2)
    return "";
  return fmt::format("The fastest {} cannot be told apart:\n{}.\n", tied.size(), listed(tied));
}

}  // namespace primebench
