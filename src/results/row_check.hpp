// Rows whose cells are all values of their columns, and which still cannot be true.

#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "results/row.hpp"

namespace primebench {

/// Looks at one row after another; remembers the numbers, of which a sweep has a few that take
/// turns.
class RowCheck {
 public:
  /// What is wrong with the row, as in "cpus is 0: …"; empty if nothing is. What a row
  /// does not know is never wrong.
  std::string defect_of(const Row& row);

 private:
  bool prime(std::uint64_t number);

  std::unordered_map<std::uint64_t, bool> known_;  ///< A few of the numbers seen.
};

}  // namespace primebench
