// The rows of the last call among many, found in one pass.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// The invocation of a call, and what CallFinder says of those that have none.
using CallKey = std::pair<std::string, std::uint32_t>;

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
  /// Which call it is; those of later calls are larger. {"", 0} without rows.
  [[nodiscard]] const CallKey& key() const { return key_; }

 private:
  std::vector<Metric> metrics_;
  Grouping rows_;
  CallKey key_;
};

/// What else was measured in the last call that a LastCall finds, which sees fewer rows. Keeps the
/// rows of that one and of those that may yet become it.
class BesideLastCall {
 public:
  explicit BesideLastCall(std::vector<Metric> metrics);

  /// `last` has seen this row, if it is for it, and those before it.
  void add(const Row& row, Place place, const LastCall& last);

  /// Those of the last call, at the end.
  [[nodiscard]] const Grouping& rows_of(const LastCall& last) const;

 private:
  std::vector<Metric> metrics_;
  std::map<CallKey, Grouping> calls_;
  Grouping none_;
};

}  // namespace primebench
