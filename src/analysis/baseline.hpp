// What measurements are compared with: the rows of one mode, and the ideal that
// follows from what a task costs without any concurrency.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

/// The groups of the baseline's mode.
class Baseline {
 public:
  Baseline(std::string mode, std::vector<Group> groups)
      : mode_(std::move(mode)), groups_(std::move(groups)) {}

  [[nodiscard]] const std::string& mode() const noexcept { return mode_; }

  /// The baseline's group with the same parameters, but for the pool where the
  /// baseline has none or only one. nullptr if it was not measured.
  [[nodiscard]] const Group* of(const Row& configuration) const;

  /// Likewise; throws Error that says what is missing and how to measure it.
  [[nodiscard]] const Group& required(const Row& configuration) const;

 private:
  std::string mode_;
  std::vector<Group> groups_;
};

/// Nanoseconds of dividing in one task, from what all tasks one after another took:
/// `total_ns` / runs - waits * delay, and at least 0.
double dividing_ns(const Row& sequential, double total_ns);

/// The shortest time in nanoseconds in which this mode could do its work, were there
/// no costs but the tasks' own. With N tasks of c dividing and k waits of d, w = c +
/// k d, and of the mode's capacity U tasks under way and D dividing at a time:
///
///   max(ceil(N / U) w, N c / D + 2 d)
///
/// whole rounds; and all dividing, with the waits before and after it that overlap with
/// none. 2 d only with waits. None for a mode that this version does not know.
std::optional<double> ideal_ns(const Row& configuration, double dividing_ns);

/// The shortest time in which the machine could do the work in any mode: that of a
/// worker for each task, all CPUs dividing.
double machine_ideal_ns(const Row& configuration, double dividing_ns);

}  // namespace primebench
