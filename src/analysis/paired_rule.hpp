// Which of several configurations may be the best, where all were measured in the same
// rounds.

#pragma once

#include <cstddef>
#include <vector>

#include "analysis/critical_values.hpp"

namespace primebench {

/// Logarithms of times: one row per configuration, one value per round; all rows are as long.
using RoundTable = std::vector<std::vector<double>>;

/// Divides each round by its median: what disturbed the whole round is gone.
RoundTable divided_by_median(RoundTable logarithms);

/// Twice the number of pairs of values in which `a` is larger than `b`, an equal pair counted
/// once. Both are sorted.
std::size_t twice_the_larger(const std::vector<double>& a, const std::vector<double>& b);

/// The mean rank of each configuration over the rounds, from 1 for the fastest; equal values
/// share the mean of their ranks.
std::vector<double> mean_ranks(const RoundTable& logarithms);

/// Which configurations cannot be excluded as the best; at least one is left. Whoever is
/// slower than some other one in more pairs of rounds than critical_share() allows is
/// excluded; then the rest is divided and compared afresh, until nobody goes. That is as
/// right for a configuration that is left as the first comparison is for all, since the
/// critical value falls with their number. Where there are too few rounds for any share to be
/// critical, ranks within the rounds decide, by critical_rank_difference().
/// Among more than 64 configurations each is compared only with the 64 of the smallest
/// medians, with the critical value for all: it is they that exclude others, and the cost
/// grows with the number of configurations instead of its square.
/// `logarithms` has at least kFewestRounds columns.
std::vector<bool> possibly_best_paired(const RoundTable& logarithms, Error error);

/// Whether possibly_best_paired() could exclude any of so many configurations in so many rounds.
bool may_exclude(std::size_t count, std::size_t rounds, Error error);

/// The fewest rounds for which may_exclude().
std::size_t rounds_needed(std::size_t count, Error error);

}  // namespace primebench
