#include <algorithm>
#include <iterator>
#include <numeric>

#include "analysis/claims.hpp"
#include "analysis/critical_values.hpp"
#include "analysis/families.hpp"
#include "analysis/paired_rule.hpp"
#include "analysis/unpaired.hpp"

namespace primebench {
namespace {

constexpr double kError = 0.05;

using Logarithms = std::vector<std::vector<BlockValue>>;

/// How the error of all is divided among tests: the families that share rounds, and what is
/// compared by calls.
struct Shares {
  bool by_tables = true;               ///< Else there are more families than they allow for.
  Error family = Error::kFivePercent;  ///< Of each.
  double calls = kError;
};

Shares divided(std::size_t families, bool by_calls) {
  constexpr std::size_t kMost = 5;  // Of one percent each.
  constexpr double kSmall = 0.01;
  const std::size_t tests = families + (by_calls ? 1 : 0);
  if (tests > kMost)
    return {false, Error::kOnePercent, kSmall};
  const Error family = tests <= 1   ? Error::kFivePercent
                       : tests == 2 ? Error::kTwoAndAHalfPercent
                                    : Error::kOnePercent;
  const double each = tests == 2 ? kError / 2 : kSmall;
  return {true, family, kError - static_cast<double>(families) * each};
}

/// What became of the families.
struct Told {
  std::vector<bool> may_tell;  ///< By family: somebody could have been excluded.
  std::size_t needed = 0;      ///< How many rounds it takes in the one that lacks fewest; else 0.
  std::size_t count = 0;       ///< How many that one has.
};

void note_needed(Told& told, std::size_t needed, std::size_t count) {
  if (told.needed == 0 || needed - count < told.needed - told.count) {
    told.needed = needed;
    told.count = count;
  }
}

/// Takes those that are slower than another member of their family out of `best`, and says
/// what that rests on.
Told exclude_within(const std::vector<Family>& families, const Logarithms& groups,
                    const Shares& shares, bool by_calls, Best& best) {
  std::vector<FamilyTable> tables;
  tables.reserve(families.size());
  for (const Family& family : families)
    tables.push_back(table_of(family, groups));
  const double error = by_calls ? kError - shares.calls : kError;
  std::vector<std::vector<bool>> possible;
  if (!shares.by_tables)
    possible = possibly_best_by_signs(tables, error);
  Told told;
  for (std::size_t i = 0; i < families.size(); ++i) {
    const std::size_t members = families[i].members.size();
    const std::size_t count = tables[i].count;
    if (shares.by_tables)
      possible.push_back(possibly_best_paired(tables[i].logarithms, shares.family));
    told.may_tell.push_back(shares.by_tables ? may_exclude(members, count, shares.family)
                                             : signs_may_tell(tables[i], pairs_in(tables), error));
    if (!told.may_tell.back())
      note_needed(told,
                  shares.by_tables ? rounds_needed(members, shares.family)
                                   : signs_needed(pairs_in(tables), error),
                  count);
    for (std::size_t k = 0; k < members; ++k) {
      if (!possible[i][k])
        best.possible[families[i].members[k]] = false;
    }
    if (best.basis == Basis::kNone || count < best.count) {
      best.basis = tables[i].basis;
      best.count = count;
    }
  }
  return told;
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

/// Compares what is left by calls; `told`: others could be excluded within their rounds.
void exclude_by_calls(const std::vector<CallMedians>& calls, double error, bool told, Best& best) {
  UnpairedBest result = possibly_best_by_calls(calls, best.possible, error);
  best.possible = std::move(result.possible);
  best.basis = Basis::kCalls;
  best.count = 0;
  for (const CallMedians& group : calls) {
    if (!group.logarithms.empty() && (best.count == 0 || group.logarithms.size() < best.count))
      best.count = group.logarithms.size();
  }
  best.needed = told ? 0 : result.needed;
}

/// Marks those that nothing could have excluded though others could be.
void mark_untold(const std::vector<Family>& paired, const Told& families,
                 const std::vector<CallMedians>& calls, Best& best) {
  std::vector<bool> told(calls.size(), false);
  for (std::size_t i = 0; i < paired.size(); ++i) {
    for (const std::size_t member : paired[i].members)
      told[member] = told[member] || families.may_tell[i];
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
  const std::vector<bool> measured = best.possible;
  const auto alive = static_cast<std::size_t>(std::count(measured.begin(), measured.end(), true));
  if (alive < 2)
    return best;
  const std::vector<Family> families = families_of(groups);
  std::vector<Family> paired;
  std::copy_if(families.begin(), families.end(), std::back_inserter(paired), is_paired);
  // Where all share their rounds nothing is compared by calls.
  const bool all_paired = std::any_of(paired.begin(), paired.end(), [&](const Family& family) {
    return family.members.size() == alive;
  });
  const std::vector<CallMedians> calls =
      all_paired ? std::vector<CallMedians>(groups.size()) : medians_of_calls(groups, families);
  const bool by_calls = comparable_pairs(calls, kFewestCalls) > 0;
  const Shares shares = divided(paired.size(), by_calls);
  const Told told = exclude_within(paired, groups, shares, by_calls, best);
  const bool any_told =
      std::find(told.may_tell.begin(), told.may_tell.end(), true) != told.may_tell.end();
  if (by_calls || paired.empty())
    exclude_by_calls(calls, shares.calls, any_told, best);
  if (std::find(best.possible.begin(), best.possible.end(), true) == best.possible.end())
    best.possible = measured;  // Families that have members in common can make a ring.
  const bool one_family = families.size() == 1 && paired.empty();
  if (!any_told && (one_family ? best.needed > 0 : !by_calls && told.needed > 0)) {
    best.basis = Basis::kRounds;
    best.count = one_family ? families.front().blocks.size() : told.count;
    best.needed = one_family ? rounds_needed(alive, Error::kFivePercent) : told.needed;
  }
  mark_untold(paired, told, calls, best);
  return best;
}

}  // namespace primebench
