#include "analysis/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/critical_values.hpp"
#include "analysis/paired_rule.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

/// How many calls the elements are of; those of one call stand beside each other.
template <typename Elements, typename BlockOf>
std::size_t count_calls_of(const Elements& elements, BlockOf block_of) {
  std::size_t calls = 0;
  for (std::size_t i = 0; i < elements.size(); ++i)
    calls += i == 0 || call_of(block_of(elements[i])) != call_of(block_of(elements[i - 1])) ? 1 : 0;
  return calls;
}

}  // namespace

std::vector<BlockValue> by_block(const Samples& samples) {
  std::vector<BlockValue> all;
  all.reserve(samples.size());
  for (const Sample& sample : samples) {
    // For ranks alone: of zeros there is no ratio().
    const double value = std::max(sample.value, std::numeric_limits<double>::min());
    // Rounded to so many bits, differences and medians are exact, and equal ratios stay equal.
    const double logarithm = std::round(std::log(value) * 0x1p40) * 0x1p-40;
    all.push_back({std::uint64_t{sample.call} << 32 | sample.round, logarithm});
  }
  const auto earlier = [](const BlockValue& a, const BlockValue& b) { return a.block < b.block; };
  if (!std::is_sorted(all.begin(), all.end(), earlier))  // Most stores are.
    std::stable_sort(all.begin(), all.end(), earlier);
  const auto same = [](const BlockValue& a, const BlockValue& b) { return a.block == b.block; };
  if (std::adjacent_find(all.begin(), all.end(), same) == all.end())
    return all;
  std::vector<BlockValue> merged;
  for (std::size_t begin = 0; begin < all.size();) {
    std::vector<double> values;
    std::size_t end = begin;
    for (; end < all.size() && all[end].block == all[begin].block; ++end)
      values.push_back(all[end].logarithm);
    merged.push_back({all[begin].block, values.size() == 1 ? values[0] : median(values)});
    begin = end;
  }
  return merged;
}

std::size_t count_calls(const std::vector<BlockValue>& blocks) {
  return count_calls_of(blocks, [](const BlockValue& one) { return one.block; });
}

std::vector<double> by_call(const std::vector<BlockValue>& blocks) {
  std::vector<double> medians;
  std::vector<double> values;
  for (std::size_t begin = 0; begin < blocks.size();) {
    values.clear();
    std::size_t end = begin;
    for (; end < blocks.size() && call_of(blocks[end].block) == call_of(blocks[begin].block); ++end)
      values.push_back(blocks[end].logarithm);
    medians.push_back(median_in_place(values));
    begin = end;
  }
  return medians;
}

CommonBlocks common_blocks(std::span<const std::vector<BlockValue>* const> configurations) {
  CommonBlocks result;
  for (const BlockValue& value : *configurations.front())
    result.blocks.push_back(value.block);
  for (const auto* configuration : configurations) {
    std::erase_if(result.blocks, [place = configuration->begin(),
                                  end = configuration->end()](std::uint64_t block) mutable {
      while (place != end && place->block < block)
        ++place;
      return place == end || place->block != block;
    });
  }
  for (const auto* configuration : configurations) {
    std::vector<double>& row = result.logarithms.emplace_back();
    auto place = configuration->begin();
    for (const std::uint64_t block : result.blocks) {
      while (place->block < block)
        ++place;
      row.push_back(place->logarithm);
    }
  }
  return result;
}

std::size_t count_common(const std::vector<std::uint64_t>& blocks,
                         const std::vector<BlockValue>& others) {
  std::size_t count = 0;
  auto place = others.begin();
  for (const std::uint64_t block : blocks) {
    while (place != others.end() && place->block < block)
      ++place;
    count += place != others.end() && place->block == block ? 1 : 0;
  }
  return count;
}

bool is_by_calls(const std::vector<std::uint64_t>& blocks) {
  const std::size_t calls = count_calls_of(blocks, [](std::uint64_t block) { return block; });
  return calls >= kFewestRounds && calls < blocks.size();
}

void keep_one_of_each_call(std::vector<std::uint64_t>& blocks) {
  const auto last = std::unique(blocks.begin(), blocks.end(),
                                [](auto a, auto b) { return call_of(a) == call_of(b); });
  blocks.erase(last, blocks.end());
}

bool merge_rounds_of_calls(CommonBlocks& common) {
  if (!is_by_calls(common.blocks))
    return false;
  common.logarithms = divided_by_median(std::move(common.logarithms));
  for (std::vector<double>& row : common.logarithms) {
    std::vector<BlockValue> values;
    for (std::size_t i = 0; i < row.size(); ++i)
      values.push_back({common.blocks[i], row[i]});
    row = by_call(values);
  }
  keep_one_of_each_call(common.blocks);
  return true;
}

}  // namespace primebench
