#include "analysis/families.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "core/rank_sum.hpp"
#include "core/statistics.hpp"

namespace primebench {
namespace {

constexpr std::size_t kYardsticks = 64;

void join(Family& family, std::size_t member, const std::vector<BlockValue>& values) {
  family.members.push_back(member);
  std::vector<std::uint64_t> own;
  own.reserve(values.size());
  for (const BlockValue& value : values)
    own.push_back(value.block);
  if (family.members.size() == 1) {
    family.blocks = std::move(own);
    return;
  }
  std::vector<std::uint64_t> kept;
  std::set_intersection(family.blocks.begin(), family.blocks.end(), own.begin(), own.end(),
                        std::back_inserter(kept));
  family.blocks = std::move(kept);
}

/// Those of the smallest medians.
std::vector<std::size_t> yardsticks_of(const RoundTable& logarithms) {
  const RoundTable divided = divided_by_median(logarithms);
  std::vector<double> medians;
  medians.reserve(divided.size());
  for (const std::vector<double>& row : divided)
    medians.push_back(median(row));
  std::vector<std::size_t> order(medians.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return medians[i] < medians[j]; });
  order.resize(std::min(order.size(), kYardsticks));
  return order;
}

/// That `slow` is slower than `fast`.
struct Claim {
  std::size_t family = 0;
  std::size_t slow = 0;
};

/// Each member beside each yardstick that is faster in most rounds.
void add_claims(const RoundTable& logarithms, std::size_t family, std::vector<Claim>& claims,
                std::vector<double>& p_values) {
  std::vector<double> ratios(logarithms.front().size());
  for (const std::size_t fast : yardsticks_of(logarithms)) {
    for (std::size_t slow = 0; slow < logarithms.size(); ++slow) {
      std::transform(logarithms[slow].begin(), logarithms[slow].end(), logarithms[fast].begin(),
                     ratios.begin(), std::minus<>());
      if (slow == fast || median(ratios) <= 0)
        continue;
      claims.push_back({family, slow});
      p_values.push_back(sign_test_p_value(ratios));
    }
  }
}

}  // namespace

bool is_paired(const Family& family) {
  return family.members.size() > 1 && family.blocks.size() >= kFewestRounds;
}

std::vector<Family> families_of(const std::vector<std::vector<BlockValue>>& configurations) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < configurations.size(); ++i) {
    if (!configurations[i].empty())
      order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    return configurations[i].size() > configurations[j].size();
  });
  std::vector<Family> families;
  for (const std::size_t i : order) {
    const auto shares = [&](const Family& family, std::size_t enough) {
      return count_common(family.blocks, configurations[i]) >=
             std::min(enough, family.blocks.size());
    };
    const auto find = [&](bool whole) {
      return std::find_if(families.begin(), families.end(), [&](const Family& family) {
        const std::size_t half = (family.blocks.size() + 1) / 2;
        const bool costly = whole && family.members.size() > 1;
        return shares(family, costly ? std::max(kFewestRounds, half) : kFewestRounds);
      });
    };
    auto family = find(true);
    if (family == families.end() && find(false) != families.end())
      family = families.insert(families.end(), Family(*find(false)));
    if (family == families.end())
      family = families.insert(families.end(), Family());
    join(*family, i, configurations[i]);
  }
  return families;
}

FamilyTable table_of(const Family& family,
                     const std::vector<std::vector<BlockValue>>& configurations) {
  std::vector<const std::vector<BlockValue>*> rows;
  rows.reserve(family.members.size());
  for (const std::size_t i : family.members)
    rows.push_back(&configurations[i]);
  CommonBlocks common = common_blocks(rows);
  const Basis basis = merge_rounds_of_calls(common) ? Basis::kCalls : Basis::kRounds;
  return {std::move(common.logarithms), basis, common.blocks.size()};
}

std::vector<std::vector<bool>> possibly_best_by_signs(const std::vector<FamilyTable>& families,
                                                      double error) {
  std::vector<Claim> claims;
  std::vector<double> p_values;
  std::vector<std::vector<bool>> possible;
  for (std::size_t i = 0; i < families.size(); ++i) {
    add_claims(families[i].logarithms, i, claims, p_values);
    possible.emplace_back(families[i].logarithms.size(), true);
  }
  const std::vector<double> errors = holm(p_values, pairs_in(families), error);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (p_values[i] <= errors[i])
      possible[claims[i].family][claims[i].slow] = false;
  }
  // Slower in most rounds can be a ring, as with dice: then nobody goes.
  for (std::vector<bool>& family : possible) {
    if (std::find(family.begin(), family.end(), true) == family.end())
      family.assign(family.size(), true);
  }
  return possible;
}

bool signs_may_tell(const FamilyTable& family, std::size_t pairs, double error) {
  return family.count >= signs_needed(pairs, error);
}

// All rounds on one side have a probability of 2 / 2^n.
std::size_t signs_needed(std::size_t pairs, double error) {
  const double least = 1 - std::log2(error / static_cast<double>(pairs));
  return std::max(kFewestRounds, static_cast<std::size_t>(std::ceil(least)));
}

std::size_t pairs_in(const std::vector<FamilyTable>& families) {
  std::size_t pairs = 0;
  for (const FamilyTable& family : families)
    pairs += family.logarithms.size() * (family.logarithms.size() - 1) / 2;
  return pairs;
}

}  // namespace primebench
