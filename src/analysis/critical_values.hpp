// How far apart several configurations that are all alike appear by chance: what a
// difference must exceed before it is claimed.
//
// The values were simulated once, by tests/simulation/critical_values.cpp, and stand in
// tables, so that every run and every machine decides alike and at no cost. Alike means
// normal times around a common drift of each round; the tests show what happens under
// other distributions.

#pragma once

#include <cstddef>

namespace primebench {

/// How often at most, in a hundred, any of the alike may be taken for slower.
enum class Error { kFivePercent, kTwoAndAHalfPercent, kOnePercent };

/// Fewer rounds than that decide nothing: the smallest number in which two configurations
/// can be told apart, since 2 / 2^6 < 5 %.
inline constexpr std::size_t kFewestRounds = 6;

/// Of `count` alike configurations in `rounds` rounds, each divided by its median, take for
/// every two of them the share of the rounds x rounds pairs of values in which the first is
/// slower (Mann and Whitney 1947): the value that the largest of all these shares exceeds
/// with that probability at most. 1 if nothing can exceed it.
///
/// All pairs together are the method of Steel, "A Rank Sum Test for Comparing All Pairs of
/// Treatments" (Technometrics 2, 1960), and Dwass, "Some k-Sample Rank-Order Tests" (in
/// Contributions to Probability and Statistics, 1960), whose tables do not hold for rounds
/// that are divided by their median.
///
/// Up to 20 rounds the tables hold numbers of pairs, equal ones counted by halves, for every number
/// of rounds and up to 40 configurations each; between larger ones the next larger stands, and
/// above 1000 there is none: 1. Beyond 20 rounds the share is counted in standard deviations of U;
/// these depend smoothly on both numbers and are interpolated along the logarithm of
/// `count` and along 1 / `rounds`, down to the limit for infinitely many.
/// `count` is at least 2, `rounds` at least kFewestRounds.
double critical_share(std::size_t count, std::size_t rounds, Error error);

/// Of `count` alike configurations, ranked in each of `rounds` rounds: the value that the
/// difference between the largest and the smallest mean rank exceeds with that probability
/// at most. The method is that of Nemenyi, "Distribution-free Multiple Comparisons" (thesis,
/// Princeton 1963), as in Demsar, "Statistical Comparisons of Classifiers over Multiple Data
/// Sets" (Journal of Machine Learning Research 7, 2006), whose table is the limit for many
/// rounds; for 6 to 20 rounds there are rows of their own, in units of
/// sqrt(count (count + 1) / (6 rounds)), beyond them that of 20 holds.
/// `count` is at least 2, `rounds` at least kFewestRounds.
double critical_rank_difference(std::size_t count, std::size_t rounds, Error error);

}  // namespace primebench
