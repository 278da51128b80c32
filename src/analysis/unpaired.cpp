#include "analysis/unpaired.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/claims.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

constexpr std::size_t kYardsticks = 64;

/// The candidates of the smallest medians.
std::vector<std::size_t> yardsticks(std::span<const CallMedians> groups,
                                    const std::vector<bool>& candidates) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (candidates[i])
      order.emplace_back(median(groups[i].logarithms), i);
  }
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), kYardsticks));
  std::vector<std::size_t> result;
  result.reserve(order.size());
  for (const auto& [middle, i] : order)
    result.push_back(i);
  return result;
}

}  // namespace

bool comparable(const CallMedians& a, const CallMedians& b) {
  return a.family != b.family && a.logarithms.size() >= kFewestCalls &&
         b.logarithms.size() >= kFewestCalls;
}

const RankSum& RankSums::of(std::size_t first, std::size_t second) {
  return made_.try_emplace({first, second}, first, second).first->second;
}

double smallest_p_value(RankSums& sums, std::size_t first, std::size_t second) {
  return std::min(1.0, 2 * sums.of(first, second).at_most(0));
}

std::size_t calls_needed(double error) {
  std::size_t calls = 0;
  double p_value = 2;  // 2 / C(2n, n).
  while (calls < kFewestCalls || p_value > error) {
    ++calls;
    const auto n = static_cast<double>(calls);
    p_value *= n / (2 * (2 * n - 1));
  }
  return calls;
}

std::size_t comparable_pairs(std::span<const CallMedians> groups, std::size_t fewest) {
  std::size_t all = 0;
  std::map<std::size_t, std::size_t> families;
  for (const CallMedians& group : groups) {
    if (group.logarithms.size() >= fewest) {
      ++all;
      ++families[group.family];
    }
  }
  std::size_t pairs = all * all;
  for (const auto& [family, size] : families)
    pairs -= size * size;
  return pairs / 2;
}

UnpairedBest possibly_best_by_calls(std::span<const CallMedians> groups,
                                    const std::vector<bool>& candidates, double error) {
  UnpairedBest result{candidates, 0};
  RankSums sums;
  const std::size_t pairs = comparable_pairs(groups, kFewestCalls);
  std::vector<std::size_t> slower;
  std::vector<double> p_values;
  bool may_find = false;
  for (const std::size_t fast : yardsticks(groups, candidates)) {
    for (std::size_t slow = 0; slow < groups.size(); ++slow) {
      const CallMedians& a = groups[slow];
      const CallMedians& b = groups[fast];
      if (!candidates[slow] || !comparable(a, b))
        continue;
      const RankSum& distribution = sums.of(a.logarithms.size(), b.logarithms.size());
      may_find |= 2 * distribution.at_most(0) <= error / static_cast<double>(pairs);
      const RankComparison ranks = compare_ranks(a.logarithms, b.logarithms, distribution);
      if (ranks.larger) {
        slower.push_back(slow);
        p_values.push_back(ranks.p_value);
      }
    }
  }
  const std::vector<double> errors = holm(p_values, pairs, error);
  for (std::size_t i = 0; i < slower.size(); ++i) {
    if (p_values[i] <= errors[i])
      result.possible[slower[i]] = false;
  }
  // Slower in most pairs can be a ring, as with dice: then nobody goes.
  if (std::find(result.possible.begin(), result.possible.end(), true) == result.possible.end())
    result.possible = candidates;
  if (!may_find) {  // As many more are compared then as have too few calls now.
    const std::size_t then = std::max<std::size_t>(comparable_pairs(groups, 1), 1);
    result.needed = calls_needed(error / static_cast<double>(then));
  }
  return result;
}

}  // namespace primebench
