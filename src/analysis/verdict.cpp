#include "analysis/verdict.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

double median_of(const Contender& contender, Metric metric) {
  return median(contender.group->values(metric));
}

/// Indices of those that may be the best, by median.
std::vector<std::size_t> left_of(const std::vector<Contender>& contenders,
                                 const std::vector<bool>& possible, Metric metric) {
  std::vector<std::pair<double, std::size_t>> left;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (possible[i])
      left.emplace_back(median_of(contenders[i], metric), i);
  }
  std::sort(left.begin(), left.end());
  std::vector<std::size_t> places;
  places.reserve(left.size());
  for (const auto& [median, i] : left)
    places.push_back(i);
  return places;
}

std::vector<std::string> names_of(const std::vector<Contender>& contenders,
                                  const std::vector<std::size_t>& which) {
  std::vector<std::string> names;
  names.reserve(which.size());
  for (const std::size_t i : which)
    names.push_back(contenders[i].name);
  return names;
}

std::vector<Samples> samples_of(const std::vector<Contender>& contenders,
                                const std::vector<std::size_t>& which, Metric metric) {
  std::vector<Samples> samples;
  samples.reserve(which.size());
  for (const std::size_t i : which)
    samples.push_back(samples_of(*contenders[i].group, metric));
  return samples;
}

/// The winner, and by how much it leads the next by median.
std::string only_one_left(const std::vector<Contender>& contenders, std::size_t winner,
                          Metric metric) {
  std::size_t next = winner == 0 ? 1 : 0;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (i != winner && median_of(contenders[i], metric) < median_of(contenders[next], metric))
      next = i;
  }
  const Ratio lead = ratio(samples_of(*contenders[next].group, metric),
                           samples_of(*contenders[winner].group, metric));
  const std::string range = lead.interval
                                ? fmt::format(" ({} to {})", three_digits(lead.interval->low),
                                              three_digits(lead.interval->high))
                                : "";
  const std::string& name = contenders[winner].name;
  const std::string& second = contenders[next].name;
  const bool wall = metric == Metric::kWall;
  if (lead.basis == Basis::kNone)  // Of next to nothing: a value is 0.
    return fmt::format("{}: {}, then {}.",
                       wall ? "Fastest" : fmt::format("Least {}", in_a_sentence(metric)), name,
                       second);
  // That it is the best can be told before by how much.
  if (lead.value <= 1 || (lead.interval && lead.interval->low <= 1))
    return wall
               ? fmt::format("Fastest: {}; how many times as fast as the next, {}, is uncertain{}.",
                             name, second, range)
               : fmt::format(
                     "Least {}: {}; how many times as much the next, {}, takes is "
                     "uncertain{}.",
                     in_a_sentence(metric), name, second, range);
  const std::string less = in_a_sentence(metric);
  // "1.00 times" would say that there is no difference.
  constexpr double kSmallLead = 1.01;
  if (lead.value < kSmallLead) {
    const auto percent = [](double ratio) { return three_digits((ratio - 1) * 100) + " %"; };
    const std::string more =
        percent(lead.value) + " more" +
        (lead.interval
             ? fmt::format(" ({} to {})", percent(lead.interval->low), percent(lead.interval->high))
             : "");
    return wall ? fmt::format("Fastest: {}; the next, {}, takes {}.", name, second, more)
                : fmt::format("Least {}: {}; the next, {}, takes {}.", less, name, second, more);
  }
  const std::string times = three_digits(lead.value);
  return wall ? fmt::format("Fastest: {}, {} times as fast as the next, {}{}.", name, times, second,
                            range)
              : fmt::format("Least {}: {}; the next, {}, takes {} times as much{}.", less, name,
                            second, times, range);
}

/// What tables show: of memory the highest, of other metrics the median.
double told_of(const Group& group, Metric metric) {
  const std::vector<double> values = group.values(metric);
  return metric == Metric::kTotalMemory ? *std::max_element(values.begin(), values.end())
                                        : median(values);
}

/// The one of `left` that takes the least of something, if it can be told; else nothing.
std::string least(const std::vector<Contender>& contenders, const std::vector<std::size_t>& left,
                  Metric metric, std::string_view what) {
  const std::vector<Samples> samples = samples_of(contenders, left, metric);
  if (std::any_of(samples.begin(), samples.end(), [](const Samples& one) { return one.empty(); }))
    return {};
  const Best best = possibly_best(samples);
  if (std::count(best.possible.begin(), best.possible.end(), true) != 1)
    return {};
  const auto winner = static_cast<std::size_t>(
      std::find(best.possible.begin(), best.possible.end(), true) - best.possible.begin());
  const auto shown = [&](std::size_t i) { return told_of(*contenders[left[i]].group, metric); };
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (shown(i) < shown(winner))  // The table would seem to deny it.
      return {};
  }
  return fmt::format("least {}: {} ({})", what, contenders[left[winner]].name,
                     format_quantity(metric_spec(metric).quantity, shown(winner)));
}

std::string tie_breaks(const std::vector<Contender>& contenders,
                       const std::vector<std::size_t>& left) {
  std::vector<std::string> parts;
  for (std::string part : {least(contenders, left, Metric::kCpu, "CPU time"),
                           least(contenders, left, Metric::kTotalMemory, "memory")}) {
    if (!part.empty())
      parts.push_back(std::move(part));
  }
  return parts.empty() ? "" : fmt::format(" Of these, {}.", joined(parts));
}

/// Who could not be excluded for want of measurements, where others could.
std::string untold(const std::vector<Contender>& contenders, const Best& best) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (best.untold[i])
      names.push_back(contenders[i].name);
  }
  if (names.empty())
    return {};
  return fmt::format(" {} {} in too few rounds or calls to be told apart from others.",
                     listed(names), names.size() == 1 ? "was measured" : "were measured");
}

/// Why nobody could be excluded, where that is for lack of measurements.
std::string too_few(const std::vector<Contender>& contenders, const Best& best) {
  const bool single = std::all_of(contenders.begin(), contenders.end(),
                                  [](const Contender& one) { return one.group->size() == 1; });
  if (single)
    return " One measurement each tells nothing about noise; --repeat 10.";
  if (best.needed <= best.count)
    return {};
  return best.basis == Basis::kCalls
             ? fmt::format(" {} call{} too little: it takes {}.", best.count,
                           best.count == 1 ? " tells" : "s tell", best.needed)
             : fmt::format(" {} round{} too little: --repeat {} or more.", best.count,
                           best.count == 1 ? " tells" : "s tell", best.needed);
}

Best best_of(const std::vector<Contender>& contenders, Metric metric) {
  std::vector<std::size_t> all(contenders.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return possibly_best(samples_of(contenders, all, metric));
}

}  // namespace

Samples all_samples(const Group& group, Metric metric) {
  const std::vector<double>& column = group.column(metric);
  Samples samples;
  samples.reserve(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (!std::isnan(column[i]))
      samples.push_back({column[i], group.calls[i], group.rounds[i]});
  }
  return samples;
}

Samples samples_of(const Group& group, Metric metric) {
  Samples samples = all_samples(group, metric);
  if (!smaller_is_better(metric)) {
    for (Sample& sample : samples)
      sample.value = 1 / sample.value;
  }
  return samples;
}

std::vector<bool> possibly_best(const std::vector<Contender>& contenders, Metric metric) {
  if (contenders.size() < 2)
    return std::vector<bool>(contenders.size(), true);
  return best_of(contenders, metric).possible;
}

Verdict verdict_on(const std::vector<Contender>& contenders, Metric metric) {
  Verdict verdict;
  verdict.possibly_best.assign(contenders.size(), true);
  if (contenders.size() < 2)
    return verdict;
  const Best best = best_of(contenders, metric);
  verdict.possibly_best = best.possible;
  const std::vector<std::size_t> left = left_of(contenders, best.possible, metric);
  const auto ties = [&] {
    return metric == Metric::kWall ? tie_breaks(contenders, left) : std::string();
  };
  if (left.size() == 1)
    verdict.sentence = only_one_left(contenders, left.front(), metric);
  else if (left.size() == contenders.size())
    verdict.sentence = fmt::format("No difference found among the {}.{}{}{}", left.size(),
                                   too_few(contenders, best), untold(contenders, best),
                                   best.needed <= best.count ? ties() : "");
  else
    verdict.sentence = fmt::format(
        "Possibly {}: {}.{}{}",
        metric == Metric::kWall ? "fastest" : fmt::format("least {}", in_a_sentence(metric)),
        joined(names_of(contenders, left)), untold(contenders, best), ties());
  return verdict;
}

std::string lead_in_words(const std::vector<Contender>& contenders,
                          const std::vector<bool>& possibly_best) {
  const std::vector<std::size_t> left = left_of(contenders, possibly_best, Metric::kWall);
  if (left.size() == contenders.size() && left.size() > 1)
    return fmt::format("no difference found among {}", left.size());
  return joined(names_of(contenders, left), " or ");
}

}  // namespace primebench
