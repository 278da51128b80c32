// The workload: a batch of identical tasks. Each checks whether one number is prime
// by dividing it by every integer from 2 to its square root, and waits four times
// on the way if the batch simulates I/O. Modes spread these tasks over the machine;
// what a task does is written here, once, for all of them.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "workload/interpreter_lock.hpp"
#include "workload/kernel.hpp"
#include "workload/task_log.hpp"

namespace primebench {

/// How often a task waits if it waits at all: before dividing, after the first third
/// of the divisors, after half of them, and at the end.
inline constexpr int kIoWaits = 4;

/// What a batch consists of.
struct TaskBatch {
  std::uint64_t number = 0;              ///< What every task checks.
  std::size_t tasks = 0;                 ///< How many there are.
  std::chrono::nanoseconds io_delay{0};  ///< Length of each wait; 0: no wait at all.
};

/// Immutable, so any number of threads may use one. Copies are cheap.
class Workload {
 public:
  /// `kernel`, the memory behind `log`, and `lock` outlive the workload. With a lock,
  /// only one thread of a process divides at a time.
  Workload(const TaskBatch& batch, const Kernel& kernel, TaskLog log = {},
           InterpreterLock* lock = nullptr);

  [[nodiscard]] std::size_t tasks() const noexcept { return batch_.tasks; }
  [[nodiscard]] std::chrono::nanoseconds io_delay() const noexcept { return batch_.io_delay; }

  /// Runs task `task` (below tasks()) on the calling thread, which sleeps during the
  /// waits. Returns whether the number is prime. Throws only what the kernel throws.
  [[nodiscard]] bool run_task(std::size_t task) const {
    // Inline, because a tiny task costs little more than a call.
    if (plain_ && !log_.wants(task)) [[likely]]
      return find_divisor_(batch_.number, 2, last_) == 0;
    return run_steps(task);
  }

 private:
  friend class TaskSteps;

  [[nodiscard]] bool run_steps(std::size_t task) const;

  TaskBatch batch_;
  std::uint64_t (*find_divisor_)(std::uint64_t, std::uint64_t, std::uint64_t);
  std::uint64_t third_;  ///< Last divisor before the second wait.
  std::uint64_t half_;   ///< Last divisor before the third wait.
  std::uint64_t last_;   ///< floor(sqrt(number))
  std::uint64_t piece_;  ///< How many divisors are tried in one go.
  bool plain_;           ///< A task is one go: no wait, no lock, one piece.
  TaskLog log_;
  InterpreterLock* lock_;
};

/// One task, cut at its waits, so that a thread can sleep there and a coroutine can
/// await a timer. Use:
///
///     TaskSteps steps(workload, task);
///     while (steps.advance())
///       wait(workload.io_delay());
///     use(steps.prime());
///
/// Belongs to one worker at a time. The workload outlives it.
class TaskSteps {
 public:
  TaskSteps(const Workload& workload, std::size_t task) noexcept
      : workload_(workload), task_(task) {}

  /// Works up to the next wait and returns true, or to the end and returns false.
  /// Throws only what the kernel throws.
  bool advance();

  /// After advance() has returned false: whether the number is prime.
  [[nodiscard]] bool prime() const noexcept;

 private:
  void divide(std::uint64_t first, std::uint64_t last);

  const Workload& workload_;
  std::size_t task_;
  int waits_ = 0;              ///< How many waits have begun.
  std::uint64_t divisor_ = 0;  ///< The one that was found, else 0.
};

}  // namespace primebench
