// Which of several configurations share rounds, so that they can be compared within them.
// Used by possibly_best() only.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/blocks.hpp"
#include "analysis/claims.hpp"
#include "analysis/paired_rule.hpp"

namespace primebench {

/// Configurations that share rounds, and the rounds that all of them have.
struct Family {
  std::vector<std::size_t> members;
  std::vector<std::uint64_t> blocks;
};

/// Whether there are several, with rounds enough to compare them within.
bool is_paired(const Family& family);

/// Each configuration that has values joins the first family with which it has enough rounds in
/// common, or all there are; the one with the most rounds begins. One that would take more than
/// half of their rounds from the others does not: with them it forms a family of its own beside
/// theirs, and they are members of both.
std::vector<Family> families_of(const std::vector<std::vector<BlockValue>>& configurations);

/// The values of a family, as they are compared.
struct FamilyTable {
  RoundTable logarithms;  ///< By member, then by round, or by call.
  Basis basis = Basis::kRounds;
  std::size_t count = 0;  ///< Of rounds, or calls.
};

FamilyTable table_of(const Family& family,
                     const std::vector<std::vector<BlockValue>>& configurations);

/// For more families than critical values were simulated for: which of their members are not
/// slower than another of the same family, by sign tests of the rounds for each two (of which one
/// is among the 64 of the smallest medians), all together corrected by holm(). By family, then by
/// member.
std::vector<std::vector<bool>> possibly_best_by_signs(const std::vector<FamilyTable>& families,
                                                      double error);

/// Whether those sign tests could find anything in such a family, if `pairs` are compared in all.
bool signs_may_tell(const FamilyTable& family, std::size_t pairs, double error);

/// How many rounds that takes.
std::size_t signs_needed(std::size_t pairs, double error);

/// How many pairs all families have.
std::size_t pairs_in(const std::vector<FamilyTable>& families);

}  // namespace primebench
