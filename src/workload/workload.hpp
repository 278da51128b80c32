// The workload: a batch of identical tasks. Each checks whether one number is prime
// by dividing it by every integer from 2 to its square root, and waits four times
// on the way if the batch simulates I/O. Modes spread these tasks over the machine;
// what a task does is written here, once, for all of them.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "workload/kernel.hpp"
#include "workload/task_log.hpp"

namespace primebench {

/// How often a task waits if it waits at all: before dividing, after the first third
/// of the divisors, after half of them, and at the end.
inline constexpr int kIoWaits = 4;

/// Immutable, so any number of threads may use one. Copies are cheap.
class Workload {
 public:
  /// `tasks` checks of `number`, each with kIoWaits waits of `io_delay`, or none at
  /// all if that is zero. `kernel` and the memory behind `log` outlive the workload.
  Workload(std::uint64_t number, std::size_t tasks, std::chrono::nanoseconds io_delay,
           const Kernel& kernel, TaskLog log = {});

  [[nodiscard]] std::size_t tasks() const noexcept { return tasks_; }
  [[nodiscard]] std::chrono::nanoseconds io_delay() const noexcept { return io_delay_; }

  /// Runs task `task` (below tasks()) on the calling thread, which sleeps during the
  /// waits. Returns whether the number is prime. Throws only what the kernel throws.
  [[nodiscard]] bool run_task(std::size_t task) const;

 private:
  friend class TaskSteps;

  std::uint64_t number_;
  std::size_t tasks_;
  std::chrono::nanoseconds io_delay_;
  std::uint64_t (*find_divisor_)(std::uint64_t, std::uint64_t, std::uint64_t);
  std::uint64_t third_;  ///< Last divisor before the second wait.
  std::uint64_t half_;   ///< Last divisor before the third wait.
  std::uint64_t last_;   ///< floor(sqrt(number))
  TaskLog log_;
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
