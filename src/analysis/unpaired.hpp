// Configurations that were not measured in the same rounds, compared by calls: each call is
// one value.

#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/rank_sum.hpp"

namespace primebench {

/// The distributions of U that a comparison of many configurations needs, each made once.
class RankSums {
 public:
  const RankSum& of(std::size_t first, std::size_t second);

 private:
  std::map<std::pair<std::size_t, std::size_t>, RankSum> made_;
};

/// The smallest p-value that so many values on both sides can have: 2 / C(2n, n) for n each.
double smallest_p_value(RankSums& sums, std::size_t first, std::size_t second);

/// How many calls it takes on both sides to find anything at that error; at least
/// kFewestCalls.
std::size_t calls_needed(double error);

/// One configuration among several.
struct CallMedians {
  std::vector<double> logarithms;  ///< One for each call, ascending.
  std::size_t family = 0;          ///< Those of one family are not compared here.
};

/// Whether both have calls enough, and are of different families.
bool comparable(const CallMedians& a, const CallMedians& b);

struct UnpairedBest {
  std::vector<bool> possible;
  std::size_t needed = 0;  ///< With too few calls to exclude anybody: how many it takes.
};

/// Which of `groups` are not slower than one of another family. `candidates` are those that
/// are left of their own families; the others count as comparisons that may have been made.
/// As in possibly_best_paired(), the yardsticks are the 64 candidates of the smallest medians.
UnpairedBest possibly_best_by_calls(std::span<const CallMedians> groups,
                                    const std::vector<bool>& candidates, double error);

/// How many two of different families have so many calls, kFewestCalls or fewer, that they could
/// be compared.
std::size_t comparable_pairs(std::span<const CallMedians> groups, std::size_t fewest);

}  // namespace primebench
