// The task log after a measurement: whether it can be believed, and what it says.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "measure/task_summary.hpp"
#include "measure/timed_run.hpp"
#include "workload/task_log.hpp"

namespace primebench {

/// A view of the records of every `1 << spacing_bits`-th task, which nobody writes any more. A
/// mode that is a program may have left all of them alone.
class RecordedLog {
 public:
  RecordedLog(std::span<const TaskRecord> records, unsigned spacing_bits)
      : records_(records), spacing_bits_(spacing_bits) {}

  /// An empty text if every recorded task was begun once and ended. For a program also that
  /// its times and workers make sense for `run`, unless it kept no log; that is a defect only if
  /// the log is `wanted`.
  [[nodiscard]] std::string find_defect(const TimedRun& run, bool wanted) const;

  /// The tasks, in their order; none if a program kept no log.
  [[nodiscard]] std::vector<TaskTrace> tasks() const;

 private:
  [[nodiscard]] bool is_empty() const;
  [[nodiscard]] std::string find_nonsense(const TimedRun& run) const;

  std::span<const TaskRecord> records_;
  unsigned spacing_bits_;
};

}  // namespace primebench
