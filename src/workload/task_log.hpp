// The task log: when evenly spaced tasks began and ended, who ran them, and how many
// workers ran tasks at all. It lies in memory that all workers share, be they threads
// or processes; it tells them apart, a forked process from the one that forked it too.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace primebench {

/// What is known of one task. All zero: not begun. Written by the worker that runs
/// the task; whoever reads it meanwhile sees each field whole.
struct TaskRecord {
  std::atomic<std::int64_t> start_ns;  ///< now_ns() before the task's first step.
  std::atomic<std::int64_t> end_ns;    ///< now_ns() after its last; 0 while it runs.
  std::atomic<std::uint32_t> worker;   ///< From 0, in the order of the first tasks.
  std::atomic<std::uint32_t> begun;    ///< How often it was begun: 1 in a right run.
  std::atomic<std::uint32_t> steps;    ///< Those of its work done so far, now and then.
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

/// What a program that is a mode is told of the log that it may fill: the first of its
/// records, which belongs to no task. docs/adding-a-mode.md has the layout.
struct LogHeader {
  std::uint64_t records = 0;  ///< How many follow.
  std::uint32_t spacing_bits = 0;
};
void write_log_header(TaskRecord& record, const LogHeader& header) noexcept;
/// Throws Error if it was written by a version that has another layout.
LogHeader read_log_header(const TaskRecord& record);

/// How many workers have begun a task. Zero at first; best in the same memory.
using WorkerCount = std::atomic<std::uint32_t>;

/// Why a task that has begun does not go on.
enum class PauseKind : std::uint32_t { kWait, kLock };  ///< I/O; the interpreter lock.

/// A time in which a task did not go on, as now_ns() has it.
struct TaskPause {
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
  std::uint32_t task = 0;
  PauseKind kind = PauseKind::kWait;

  bool operator==(const TaskPause&) const = default;
};

/// A view of memory for pauses, which all workers share; by default it takes none.
class PauseLog {
 public:
  PauseLog() = default;

  /// `count` is how many were noted, those too that found no room. Zero at first.
  PauseLog(std::span<TaskPause> room, std::atomic<std::uint64_t>& count)
      : room_(room), count_(&count) {}

  [[nodiscard]] bool enabled() const noexcept { return count_ != nullptr; }

  void note(std::size_t task, PauseKind kind, std::int64_t start_ns,
            std::int64_t end_ns) const noexcept {
    const std::uint64_t place = count_->fetch_add(1, std::memory_order_relaxed);
    if (place < room_.size())
      room_[place] = {start_ns, end_ns, static_cast<std::uint32_t>(task), kind};
  }

 private:
  std::span<TaskPause> room_;
  std::atomic<std::uint64_t>* count_ = nullptr;
};

/// What a thread knows of itself as a worker.
struct CurrentWorker {
  std::uint64_t log = 0;  ///< The log that counts it; 0: none.
  std::uint32_t number = 0;
};
constinit inline thread_local CurrentWorker current_worker;

/// A view of what is known of a batch. Copyable, and a copy is the same log; the
/// memory belongs to someone else.
class TaskLog {
 public:
  /// A log that records nothing.
  TaskLog() = default;

  /// A log of every `1 << spacing_bits`-th of a batch's tasks, beginning with task 0,
  /// in `records`, which holds a zeroed one for each. It counts in `workers` the
  /// threads and forked processes that begin a task, recorded or not.
  TaskLog(std::span<TaskRecord> records, unsigned spacing_bits, WorkerCount& workers,
          PauseLog pauses = {});

  static std::size_t record_count(std::size_t tasks, unsigned spacing_bits) noexcept;

  [[nodiscard]] bool records(std::size_t task) const noexcept {
    return (task & mask_) == 0 && (task >> spacing_bits_) < records_.size();
  }
  /// Whether begin() would have something to note.
  [[nodiscard]] bool wants(std::size_t task) const noexcept {
    return current_worker.log != id_ || records(task);
  }
  /// Notes that the calling thread begins or has ended `task`, if it is one to record.
  void begin(std::size_t task) const noexcept {
    if (current_worker.log != id_) [[unlikely]]
      enrol();
    if (records(task)) [[unlikely]]
      note_begin(records_[task >> spacing_bits_]);
  }
  void end(std::size_t task) const noexcept {
    if (records(task)) [[unlikely]]
      note_end(records_[task >> spacing_bits_]);
  }
  /// Where the pauses of tasks are noted, if anybody wants to know them.
  [[nodiscard]] const PauseLog& pauses() const noexcept { return pauses_; }

  /// Notes that a further worker, which does not see the log, has run `task` in that time.
  void note_run(std::size_t task, std::int64_t start_ns, std::int64_t end_ns) const noexcept;

  /// Notes how far a long task has come.
  void note_steps(std::size_t task, std::uint32_t steps) const noexcept {
    if (records(task))
      records_[task >> spacing_bits_].steps.store(steps, std::memory_order_relaxed);
  }

 private:
  void enrol() const noexcept;
  static void note_begin(TaskRecord& record) noexcept;
  static void note_end(TaskRecord& record) noexcept;

  std::span<TaskRecord> records_;
  std::size_t mask_ = 0;  ///< Selects the bits that are zero in a recorded task.
  unsigned spacing_bits_ = 0;
  WorkerCount* workers_ = nullptr;
  std::uint64_t id_ = 0;  ///< Never used twice; 0: records nothing.
  PauseLog pauses_;
};

}  // namespace primebench
