// Which call of primebench a row comes from: rows of one call and round were measured
// within the same moments and can be compared pair by pair.

#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>

#include "results/row.hpp"

namespace primebench {

struct Place {
  std::uint32_t call = 0;   ///< The same for the rows of one call.
  std::uint32_t round = 0;  ///< From 1; within the call.
};

/// Looks at rows in the order of their file. Since version 0.2 each says which call it
/// comes from. Of others it is concluded: in one call the repetition does not fall and no
/// configuration comes twice in the same round, so a row that breaks that begins another.
class CallFinder {
 public:
  Place place_of(const Row& row);

 private:
  std::uint32_t number_of(const std::string& invocation);

  std::uint32_t calls_ = 0;
  /// By a hash of the invocation: two of a million are the same with a probability of one in
  /// forty million, and a million texts would take ten times the memory.
  std::unordered_map<std::size_t, std::uint32_t> numbers_;
  std::string last_invocation_;  ///< Rows of a call mostly follow each other.
  std::uint32_t last_number_ = 0;
  std::uint32_t concluded_ = 0;  ///< The present call among those that say nothing; 0: none.
  std::uint64_t last_round_ = 0;
  std::set<std::size_t> seen_;  ///< Hashes of the configurations in the present round.
};

}  // namespace primebench
