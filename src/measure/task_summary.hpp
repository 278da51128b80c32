// What the task log says of a measurement.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workload/task_log.hpp"

namespace primebench {

/// A recorded task, out of shared memory.
struct TaskTrace {
  std::size_t task = 0;
  std::size_t worker = 0;  ///< From 0, in the order in which workers began their first task.
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
};

struct TaskSummary {
  // None of these where no task was recorded.
  std::optional<std::uint64_t> p50_ns;  ///< Median time of a task, waits included.
  std::optional<std::uint64_t> p99_ns;  ///< None under 100 recorded tasks.
  std::optional<std::uint64_t> max_ns;
  std::uint64_t workers = 0;  ///< Threads or processes that ran tasks.
  /// Most tasks begun and not ended at one time. None if only a sample was recorded too,
  /// which would show too few.
  std::optional<std::uint64_t> max_parallel;
};

/// An empty text if every recorded task was begun once and ended; otherwise what is
/// wrong with the first that was not, `1 << spacing_bits` tasks lying between records.
std::string find_log_defect(std::span<const TaskRecord> records, unsigned spacing_bits);

/// The records as plain values in the order of the tasks.
std::vector<TaskTrace> trace_of(std::span<const TaskRecord> records, unsigned spacing_bits);

/// `complete` if `tasks` are all of the batch, which `workers` workers ran. Percentiles are the
/// nearest-rank ones.
TaskSummary summarise_tasks(const std::vector<TaskTrace>& tasks, std::uint64_t workers,
                            bool complete);

}  // namespace primebench
