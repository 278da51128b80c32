// When a run without a fixed number of rounds has measured enough.

#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace primebench {

/// What ends a run: whichever comes first. Zero: no such limit.
struct StopRule {
  double precision = 0;  ///< A share: 0.02 is 2 %.
  std::chrono::nanoseconds budget{0};
};

/// The recorded wall times of one configuration that is still measured.
struct KnownTimes {
  std::string name;
  std::vector<double> wall_ns;
};

/// With a budget so many rounds are measured even if it is used up before.
inline constexpr std::size_t kFewestInBudget = 3;
/// With fewer rounds no median has an interval.
inline constexpr std::size_t kFewestForPrecision = 6;

/// Decides after each round whether another is needed.
class Stopping {
 public:
  explicit Stopping(StopRule rule) : rule_(rule) {}

  /// Whether the run has a rule at all, or just its number of rounds.
  [[nodiscard]] bool active() const { return rule_.precision > 0 || rule_.budget.count() > 0; }

  /// Whether there is a budget of time, and `elapsed` has used it up.
  [[nodiscard]] bool is_used_up(std::chrono::nanoseconds elapsed) const {
    return rule_.budget.count() > 0 && elapsed >= rule_.budget;
  }

  /// Why to stop after `rounds` recorded rounds that took `elapsed`, as a sentence without a
  /// full stop; empty: go on. A median is known to P if its 95 % interval lies within +-P of it.
  [[nodiscard]] std::string reason(std::span<const KnownTimes> times, std::size_t rounds,
                                   std::chrono::nanoseconds elapsed) const;

  /// What to say if there was no such reason and `rounds` were as many as may be; empty without
  /// a rule.
  [[nodiscard]] std::string no_more_rounds(std::span<const KnownTimes> times,
                                           std::size_t rounds) const;

 private:
  StopRule rule_;
};

}  // namespace primebench
