// --where: which rows of the results store are drawn.

#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/row.hpp"

namespace primebench {

/// The column that a field means: a column of the store, or a parameter, where '-' may stand for
/// '_' and the unit's suffix may be left out. Throws UsageError that names `flag`.
const Column& column_called(std::string_view flag, std::string_view field);

/// Conditions that must all hold. Remembers which values there are, for the message
/// when none holds.
class Where {
 public:
  Where() = default;
  /// Each text is FIELD=VALUE or FIELD=VALUE,VALUE. A field is a column_called() so. Durations
  /// may have a unit; without one they are milliseconds, as for the flags, but nanoseconds
  /// where the field is called by its full name. Throws UsageError.
  explicit Where(std::span<const std::string> conditions);

  [[nodiscard]] bool matches(const Row& row) const;

  /// Likewise without the conditions on the mode and the pool: whether the row could
  /// be compared with rows that match.
  [[nodiscard]] bool matches_otherwise(const Row& row) const;

  /// Whether there are such conditions.
  [[nodiscard]] bool is_about_ways() const;

  /// Takes note of the row's values.
  void observe(const Row& row);

  /// "no row has pool=3; of pool there are: 1, 2, 4"
  [[nodiscard]] std::string nothing_matched() const;

 private:
  struct Condition {
    std::string text;  ///< As it was given.
    const Column* column = nullptr;
    std::vector<std::string> cells;  ///< As they stand in the file.
    std::set<std::string> seen;

    /// Of the mode, the pool or the chunk: ways of doing the same work.
    [[nodiscard]] bool is_about_ways() const {
      return column->name == "mode" || column->name == "pool" || column->name == "chunk";
    }
  };

  static Condition parse(const std::string& text);
  static bool holds(const Condition& condition, const Row& row);

  std::vector<Condition> conditions_;
};

}  // namespace primebench
