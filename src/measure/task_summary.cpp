#include "measure/task_summary.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace primebench {
namespace {

/// The smallest of the sorted values that is not below `percent` % of them.
std::uint64_t nearest_rank(const std::vector<std::uint64_t>& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

/// Sweeps over all starts and ends; at the same instant a task ends before the next
/// begins.
std::uint64_t most_at_once(const std::vector<TaskTrace>& tasks) {
  std::vector<std::pair<std::int64_t, int>> events;
  events.reserve(tasks.size() * 2);
  for (const TaskTrace& task : tasks) {
    events.emplace_back(task.start_ns, 1);
    events.emplace_back(std::max(task.end_ns, task.start_ns + 1), -1);
  }
  std::sort(events.begin(), events.end());
  std::int64_t running = 0;
  std::int64_t most = 0;
  for (const auto& [time, change] : events) {
    running += change;
    most = std::max(most, running);
  }
  return static_cast<std::uint64_t>(most);
}

}  // namespace

std::string find_log_defect(std::span<const TaskRecord> records, unsigned spacing_bits) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::uint32_t begun = records[i].begun;
    if (begun != 1)
      return fmt::format("task {} was run {} times", i << spacing_bits, begun);
    if (records[i].end_ns == 0)
      return fmt::format("task {} was begun and never ended", i << spacing_bits);
  }
  return "";
}

std::vector<TaskTrace> trace_of(std::span<const TaskRecord> records, unsigned spacing_bits) {
  std::vector<TaskTrace> tasks;
  tasks.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    tasks.push_back({.task = i << spacing_bits,
                     .worker = records[i].worker,
                     .start_ns = records[i].start_ns,
                     .end_ns = records[i].end_ns});
  return tasks;
}

TaskSummary summarise_tasks(const std::vector<TaskTrace>& tasks, std::uint64_t workers,
                            bool complete) {
  constexpr std::size_t kFewestForP99 = 100;
  std::vector<std::uint64_t> durations;
  durations.reserve(tasks.size());
  for (const TaskTrace& task : tasks)
    durations.push_back(static_cast<std::uint64_t>(task.end_ns - task.start_ns));
  std::sort(durations.begin(), durations.end());
  TaskSummary summary;
  summary.workers = workers;
  if (tasks.empty())
    return summary;
  summary.p50_ns = nearest_rank(durations, 50);
  if (durations.size() >= kFewestForP99)
    summary.p99_ns = nearest_rank(durations, 99);
  summary.max_ns = durations.back();
  if (complete)
    summary.max_parallel = most_at_once(tasks);
  return summary;
}

}  // namespace primebench
