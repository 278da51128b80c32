// What measurements are compared with: the groups of one mode.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

inline constexpr std::string_view kSequential = "sequential";  ///< The baseline by default.

/// The groups of the baseline's mode, found by the work that they did.
class Baseline {
 public:
  /// Those of `groups` that are of the mode.
  Baseline(std::string mode, const std::vector<Group>& groups);

  [[nodiscard]] const std::string& mode() const noexcept { return mode_; }

  /// The baseline's group with the same work, and with the same pool where the baseline has
  /// several. nullptr if it was not measured.
  [[nodiscard]] const Group* of(const Row& configuration) const;

  /// Likewise; throws Error that says what is missing and how to measure it.
  [[nodiscard]] const Group& required(const Row& configuration) const;

 private:
  std::string mode_;
  std::vector<Group> groups_;
  std::unordered_multimap<std::size_t, std::size_t> places_;  ///< By the hash of work_of().
};

/// The mode that tells efficiency and the size of a task where speed-up is relative to `baseline`:
/// one that runs all tasks one after another, as that does if it is "sequential", or a program's
/// "NAME-sequential"; else "sequential".
std::string_view efficiency_mode(std::string_view baseline);

/// What configurations are compared with. Without copies of rows that are there already.
class Yardsticks {
 public:
  /// `mode` is the baseline's; `measured` are looked through for it and for "sequential".
  Yardsticks(std::string mode, const std::vector<Group>& measured);

  /// What speed-ups are relative to.
  [[nodiscard]] const Baseline& baseline() const { return baseline_; }
  /// What tells the ideal, and where the CPUs' time went.
  [[nodiscard]] const Baseline& sequential() const {
    return sequential_ ? *sequential_ : baseline_;
  }
  /// What tells efficiency and the sizes of tasks: the one of both that is of efficiency_mode().
  [[nodiscard]] const Baseline& one_by_one() const {
    return efficiency_mode(baseline_.mode()) == baseline_.mode() ? baseline_ : sequential();
  }

 private:
  Baseline baseline_;
  std::optional<Baseline> sequential_;  ///< None if it is the baseline.
};

}  // namespace primebench
