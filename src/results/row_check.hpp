// Rows whose cells are all values of their columns, and which still cannot be true.

#pragma once

#include <cstdint>
#include <string>

#include "results/row.hpp"

namespace primebench {

/// Looks at one row after another; remembers the last number, since rows of one usually
/// stand together.
class RowCheck {
 public:
  /// What is wrong with the row, as in "cpus is 0: …"; empty if nothing is. What a row
  /// does not know is never wrong.
  std::string defect_of(const Row& row);

 private:
  bool prime(std::uint64_t number);

  std::uint64_t number_ = 0;
  bool is_prime_ = false;  ///< As 0 is not.
};

}  // namespace primebench
