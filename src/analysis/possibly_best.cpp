#include <algorithm>
#include <iterator>
#include <numeric>

#include "analysis/claims.hpp"
#include "analysis/critical_values.hpp"
#include "analysis/paired_rule.hpp"
#include "analysis/unpaired.hpp"

namespace primebench {
namespace {

constexpr double kError = 0.05;
constexpr double kErrorOfFamily = 0.01;   // Of each family, if there is something beside it.
constexpr std::size_t kMostFamilies = 4;  // For whose errors there is room in that of all.

using Logarithms = std::vector<std::vector<BlockValue>>;

/// Configurations that share rounds, and the rounds that all of them have.
struct Family {
  std::vector<std::size_t> members;
  std::vector<std::uint64_t> blocks;
};

bool is_paired(const Family& family) {
  return family.members.size() > 1 && family.blocks.size() >= kFewestRounds;
}

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

/// Which configurations share rounds. Each joins the first family with which it has enough
/// rounds in common, or all there are; the one with the most rounds begins.
std::vector<Family> families_of(const Logarithms& groups) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].empty())
      order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    return groups[i].size() > groups[j].size();
  });
  std::vector<Family> families;
  for (const std::size_t i : order) {
    auto family = std::find_if(families.begin(), families.end(), [&](const Family& other) {
      return count_common(other.blocks, groups[i]) >= std::min(kFewestRounds, other.blocks.size());
    });
    if (family == families.end())
      family = families.emplace(family);
    join(*family, i, groups[i]);
  }
  return families;
}

/// Takes those that are slower than another member of their family out of `best`, and says
/// what that rests on.
void exclude_within(const Family& family, const Logarithms& groups, Error error, Best& best) {
  std::vector<const std::vector<BlockValue>*> rows;
  for (const std::size_t i : family.members)
    rows.push_back(&groups[i]);
  CommonBlocks common = common_blocks(rows);
  const Basis basis = merge_rounds_of_calls(common) ? Basis::kCalls : Basis::kRounds;
  const std::vector<bool> possible = possibly_best_paired(common.logarithms, error);
  for (std::size_t i = 0; i < possible.size(); ++i) {
    if (!possible[i])
      best.possible[family.members[i]] = false;
  }
  if (best.basis == Basis::kNone || common.blocks.size() < best.count) {
    best.basis = basis;
    best.count = common.blocks.size();
  }
}

/// The medians of calls, for what was not measured in the same rounds.
std::vector<CallMedians> medians_of_calls(const Logarithms& groups,
                                          const std::vector<Family>& families) {
  std::vector<CallMedians> result(groups.size());
  std::size_t next = 0;
  for (const Family& family : families) {
    for (const std::size_t i : family.members) {
      // Members that share too few rounds are compared by calls as well.
      next += i == family.members.front() || !is_paired(family) ? 1 : 0;
      result[i] = {by_call(groups[i]), next};
      std::sort(result[i].logarithms.begin(), result[i].logarithms.end());
    }
  }
  return result;
}

/// Compares what is left by calls.
void exclude_by_calls(const std::vector<CallMedians>& calls, double error, Best& best) {
  const bool rests_on_rounds = best.basis != Basis::kNone;
  UnpairedBest result = possibly_best_by_calls(calls, best.possible, error);
  best.possible = std::move(result.possible);
  best.basis = Basis::kCalls;
  best.count = 0;
  for (const CallMedians& group : calls) {
    if (!group.logarithms.empty() && (best.count == 0 || group.logarithms.size() < best.count))
      best.count = group.logarithms.size();
  }
  best.needed = rests_on_rounds ? 0 : result.needed;
}

/// Marks those that nothing could have excluded though others could be.
void mark_untold(const std::vector<Family>& families, const std::vector<CallMedians>& calls,
                 bool families_compared, Best& best) {
  std::vector<bool> told(calls.size(), false);
  for (const Family& family : families) {
    for (const std::size_t i : family.members)
      told[i] = families_compared && is_paired(family);
  }
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto is_compared = [&](const CallMedians& other) { return comparable(calls[i], other); };
    told[i] = told[i] || std::any_of(calls.begin(), calls.end(), is_compared);
  }
  if (std::find(told.begin(), told.end(), true) == told.end())
    return;
  for (std::size_t i = 0; i < calls.size(); ++i)
    best.untold[i] = best.possible[i] && !told[i];
}

}  // namespace

Best possibly_best(std::span<const Samples> samples) {
  Logarithms groups;
  Best best;
  for (const Samples& group : samples) {
    groups.push_back(by_block(group));
    best.possible.push_back(!group.empty());
  }
  best.untold.assign(samples.size(), false);
  if (std::count(best.possible.begin(), best.possible.end(), true) < 2)
    return best;
  const std::vector<Family> families = families_of(groups);
  const auto paired =
      static_cast<std::size_t>(std::count_if(families.begin(), families.end(), is_paired));
  // Where all share their rounds nothing is compared by calls.
  const bool all_paired = families.size() == 1 && paired == 1;
  const std::vector<CallMedians> calls =
      all_paired ? std::vector<CallMedians>(groups.size()) : medians_of_calls(groups, families);
  const bool by_calls = comparable_pairs(calls, kFewestCalls) > 0;
  double error = kError;
  if (paired <= kMostFamilies) {
    const bool alone = paired == 1 && !by_calls;
    for (const Family& family : families) {
      if (is_paired(family)) {
        exclude_within(family, groups, alone ? Error::kFivePercent : Error::kOnePercent, best);
        error -= kErrorOfFamily;
      }
    }
  }
  if (by_calls || best.basis == Basis::kNone)
    exclude_by_calls(calls, error, best);
  if (best.needed > 0 && families.size() == 1) {
    best.basis = Basis::kRounds;
    best.count = families.front().blocks.size();
    best.needed = kFewestRounds;
  }
  mark_untold(families, calls, paired <= kMostFamilies, best);
  return best;
}

}  // namespace primebench
