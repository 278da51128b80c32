// The rows of the last call among many, found in one pass.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// Takes in rows in the order of their files and keeps those of the last call: the one whose
/// invocation is the largest, wherever it stands. Among rows of which none has an invocation
/// it is the last one that CallFinder concludes.
class LastCall {
 public:
  /// `metrics` are for the Grouping.
  explicit LastCall(std::vector<Metric> metrics);

  /// `place` is what one CallFinder says of all rows.
  void add(const Row& row, Place place);

  [[nodiscard]] const Grouping& rows() const { return rows_; }
  /// Place::call of the last call; 0 without rows.
  [[nodiscard]] std::uint32_t call() const { return call_; }

 private:
  bool begins_later_call(const Row& row, Place place);

  std::vector<Metric> metrics_;
  Grouping rows_;
  std::string invocation_;
  std::uint32_t call_ = 0;
};

}  // namespace primebench
