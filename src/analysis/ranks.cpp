#include "analysis/ranks.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/paired_rule.hpp"

namespace primebench {
namespace {

/// Adds the bar unless it joins nobody, or no more than another one does.
void add_bar(std::vector<std::vector<std::size_t>>& bars, std::vector<std::size_t> bar) {
  const bool known = std::any_of(bars.begin(), bars.end(), [&](const auto& other) {
    return std::includes(other.begin(), other.end(), bar.begin(), bar.end());
  });
  if (bar.size() < 2 || known)
    return;
  std::erase_if(bars, [&](const auto& other) {
    return std::includes(bar.begin(), bar.end(), other.begin(), other.end());
  });
  bars.push_back(std::move(bar));
}

}  // namespace

Ranks rank(std::span<const Samples> configurations) {
  std::vector<std::vector<BlockValue>> blocks;
  blocks.reserve(configurations.size());
  std::vector<const std::vector<BlockValue>*> all;
  for (const Samples& samples : configurations)
    all.push_back(&blocks.emplace_back(by_block(samples)));
  CommonBlocks common = common_blocks(all);
  Ranks ranks;
  if (common.blocks.empty())
    return ranks;
  if (merge_rounds_of_calls(common))
    ranks.basis = Basis::kCalls;
  ranks.count = common.blocks.size();

  const std::vector<double> means = mean_ranks(common.logarithms);
  ranks.order.resize(means.size());
  std::iota(ranks.order.begin(), ranks.order.end(), std::size_t{0});
  std::stable_sort(ranks.order.begin(), ranks.order.end(),
                   [&](std::size_t a, std::size_t b) { return means[a] < means[b]; });
  std::vector<Samples> rest;
  std::vector<std::size_t> places;  // Of those.
  for (const std::size_t i : ranks.order) {
    ranks.mean_ranks.push_back(means[i]);
    places.push_back(rest.size());
    rest.push_back(configurations[i]);
  }
  while (rest.size() > 1) {
    const Best best = possibly_best(rest);
    std::vector<std::size_t> bar;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (best.possible[i])
        bar.push_back(places[i]);
    }
    if (rest.size() == configurations.size()) {
      ranks.needed = best.needed;
      ranks.left = bar.size();
    }
    // Whoever has the smallest mean rank may be excluded by another one.
    const auto first = std::find(best.possible.begin(), best.possible.end(), true);
    const auto gone = first - best.possible.begin();
    rest.erase(rest.begin() + gone);
    places.erase(places.begin() + gone);
    add_bar(ranks.bars, std::move(bar));
  }
  return ranks;
}

}  // namespace primebench
