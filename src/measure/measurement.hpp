// One measurement: a configuration run once, in a process of its own.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "measure/configuration.hpp"
#include "measure/task_summary.hpp"
#include "measure/timed_run.hpp"
#include "sys/counters.hpp"
#include "sys/noise.hpp"

namespace primebench {

/// What the kernel charged to the mode and all its workers between the clock's two ends.
struct Resources : Usage {
  /// Peak of the largest process among them, from its beginning: the kernel keeps no other.
  std::uint64_t max_rss_bytes = 0;
};

/// A complete and verified measurement.
struct Measurement {
  std::chrono::system_clock::time_point started_at;
  TimedRun timed;
  Resources resources;
  TaskSummary tasks;
  std::string kernel;            ///< What divided; empty: not known.
  Noise noise;                   ///< From before its process began to after it had ended.
  std::vector<TaskTrace> trace;  ///< All tasks if MeasureOptions::trace, else none.
  /// Their pauses, by task and time; none if they were too many to be noted.
  std::optional<std::vector<TaskPause>> pauses{};
  std::vector<ToldHost> hosts{};  ///< What a program has told of them.
  CounterValues counters;         ///< Empty without MeasureOptions::counters.
  /// Peak of all processes together while the clock ran; see MemoryPeak. None without
  /// MeasureOptions::total_memory, and where nobody looked in time.
  std::optional<std::uint64_t> total_bytes;

  [[nodiscard]] std::uint64_t wall_ns() const {
    return timed.startup_ns + timed.run_ns + timed.teardown_ns;
  }
};

/// Why there is no measurement.
struct Failure {
  std::string reason;      ///< One line.
  bool timed_out = false;  ///< It took longer than MeasureOptions::timeout.
};

using Outcome = std::variant<Measurement, Failure>;

struct MeasureOptions {
  std::chrono::nanoseconds timeout{0};  ///< 0: none.
  bool trace = false;                   ///< Record every task, not a sample.
  bool total_memory = false;            ///< Look for the memory of all processes, which disturbs.
  bool counters = false;                ///< Count, which makes starting workers slower.

  /// Called about ten times a second, in this process, with the estimated number of
  /// tasks done, parts of long ones included. Without one, this process sleeps until
  /// the measurement ends.
  std::function<void(double tasks_done)> on_tick;
};

/// Runs the configuration in a freshly forked child process, whose group, workers
/// included, is gone when this returns. The result has been compared with the right
/// answer: a mode that lost, repeated or miscounted a task is a Failure.
///
/// Call it while the process is single-threaded, small and a subreaper. On a signal
/// that ends the program it kills the child's group, and the program dies.
Outcome measure(const Configuration& configuration, const MeasureOptions& options);

}  // namespace primebench
