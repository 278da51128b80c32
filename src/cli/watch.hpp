// The measurements of a run, one after the other, with the progress line beside each.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "cli/options.hpp"
#include "measure/measurement.hpp"

namespace primebench {

class Watch {
 public:
  /// Of a run over so many configurations. `options` must outlive it. The time that the
  /// progress line shows begins here.
  Watch(const RunOptions& options, std::size_t configurations);

  /// To be called before each measurement that the progress line counts, also one that is not
  /// done since its configuration was given up.
  void next() { ++measurements_; }

  /// Does one measurement in a round, from 0, of all rounds: those without rows come first.
  /// `how` has the timeout from the run's options.
  Outcome measure(const Configuration& configuration, const std::string& name, std::size_t round,
                  MeasureOptions how);
  [[nodiscard]] std::chrono::nanoseconds elapsed() const;

 private:
  const RunOptions& options_;
  std::size_t configurations_;
  std::size_t rounds_;            ///< 0: it is not known how many.
  std::size_t measurements_ = 0;  ///< Which one is running, given up ones included.
  std::int64_t begun_ns_;
};

}  // namespace primebench
