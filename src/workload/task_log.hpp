// The task log: when evenly spaced tasks began and ended and who ran them. It lies
// in memory that all workers share, be they threads or processes.

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
  std::atomic<std::int32_t> worker;    ///< Kernel thread id of the worker.
  std::atomic<std::uint32_t> begun;    ///< How often it was begun: 1 in a right run.
  std::atomic<std::uint32_t> divided;  ///< The last divisor tried so far, now and then.
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

/// A view of the records of a batch. Copyable; the memory belongs to someone else.
class TaskLog {
 public:
  /// A log that records nothing.
  TaskLog() = default;

  /// A log of every `1 << spacing_bits`-th of `tasks` tasks, beginning with task 0,
  /// in `records`, which holds at least record_count(tasks, spacing_bits) zeroed ones.
  TaskLog(std::span<TaskRecord> records, unsigned spacing_bits) noexcept
      : records_(records), spacing_bits_(spacing_bits) {}

  static std::size_t record_count(std::size_t tasks, unsigned spacing_bits) noexcept;

  /// The spacing that samples a batch: every task up to 4096 of them. Beyond 65536
  /// tasks 512 to 1024 samples are enough: tasks of a batch that large can be as
  /// short as one reading of the clock.
  static unsigned sampling_bits(std::size_t tasks) noexcept;

  [[nodiscard]] bool records(std::size_t task) const noexcept {
    return (task & ((std::size_t{1} << spacing_bits_) - 1)) == 0 &&
           (task >> spacing_bits_) < records_.size();
  }
  /// Notes that the calling thread begins or has ended `task`, if it is one to record.
  void begin(std::size_t task) const noexcept {
    if (records(task)) [[unlikely]]
      note_begin(records_[task >> spacing_bits_]);
  }
  void end(std::size_t task) const noexcept {
    if (records(task)) [[unlikely]]
      note_end(records_[task >> spacing_bits_]);
  }
  /// Notes how far a long task has come.
  void divided(std::size_t task, std::uint32_t last_divisor) const noexcept {
    if (records(task))
      records_[task >> spacing_bits_].divided.store(last_divisor, std::memory_order_relaxed);
  }

 private:
  static void note_begin(TaskRecord& record) noexcept;
  static void note_end(TaskRecord& record) noexcept;

  std::span<TaskRecord> records_;
  unsigned spacing_bits_ = 0;
};

}  // namespace primebench
