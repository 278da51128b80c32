// In which order each round measures the configurations.
//
// Whatever a configuration leaves behind (a warm CPU, a quota that is used up, idle threads)
// hits the next one. So each must follow each other one equally often, or the order makes
// differences where there are none.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace primebench {

/// Up to so many configurations the rounds are balanced; beyond, there would hardly be rounds
/// enough for it, and each round is a random order of its own.
inline constexpr std::size_t kMostBalanced = 40;

/// The order in which round `round`, from 0, measures `count` configurations: each index below
/// `count` once. The same for the same arguments on every machine.
///
/// Up to kMostBalanced the rounds are a design of Williams, "Experimental Designs Balanced for
/// the Estimation of Residual Effects of Treatments" (Australian Journal of Scientific
/// Research A 2, 1949): the rows of a square that goes to and fro (0, 1, count - 1, 2, ...) and
/// is moved along by one from row to row; with an odd count also each row backwards. Names
/// and order of the rows are drawn from `seed`, afresh for every 2 count rounds. Within
/// rounds, over these 2 count rounds, each configuration directly follows each other one
/// exactly twice; with an even count, exactly once in each half. Where one round ends and the
/// next begins there is one more neighbour: none meets itself there, and none the same one
/// twice, from five configurations on. A configuration never follows itself.
std::vector<std::size_t> balanced_order(std::size_t count, std::size_t round, std::uint64_t seed);

}  // namespace primebench
