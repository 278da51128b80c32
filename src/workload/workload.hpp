// The workload: a batch of tasks. Each looks for the smallest divisor of a number by
// dividing it by every integer from 2 to its square root, and waits four times on the
// way if the batch simulates I/O. Modes spread these tasks over the machine; what a task
// does, what it must answer and what it costs is written here, once, for all of them:
// whoever measures knows tasks and answers, not numbers.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workload/batch_result.hpp"
#include "workload/interpreter_lock.hpp"
#include "workload/kernel.hpp"
#include "workload/task_batch.hpp"
#include "workload/task_log.hpp"

namespace primebench {

/// When a process that was told a task ran it and waited, on this machine's clock. Plain bytes,
/// so that it fits into a pipe.
struct ToldRun {
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
  std::array<TaskPause, kIoWaits> waits{};  ///< All zero: none.
};

/// Immutable, so any number of threads may use one. Copies are cheap.
class Workload {
 public:
  /// `kernel`, the memory behind `log`, and `lock` outlive the workload. With a lock,
  /// only one thread of a process divides at a time.
  Workload(const TaskBatch& batch, const Kernel& kernel, TaskLog log = {},
           InterpreterLock* lock = nullptr);

  /// Of tasks with these numbers instead: one for all, or one for each. The rest of the batch is
  /// as above.
  Workload(const TaskBatch& batch, std::span<const std::uint64_t> numbers, const Kernel& kernel,
           TaskLog log = {}, InterpreterLock* lock = nullptr);

  [[nodiscard]] const TaskBatch& batch() const noexcept { return batch_; }
  [[nodiscard]] std::string_view kernel_name() const noexcept { return kernel_name_; }
  /// Whether only one thread of a process divides at a time.
  [[nodiscard]] bool locks() const noexcept { return lock_ != nullptr; }
  [[nodiscard]] std::size_t tasks() const noexcept { return batch_.tasks; }
  [[nodiscard]] std::chrono::nanoseconds io_delay() const noexcept { return batch_.io_delay; }

  /// How many bytes each task is handed and hands back; 0: tasks carry no data.
  [[nodiscard]] std::size_t payload_bytes() const noexcept { return batch_.payload_bytes; }
  /// What task `task` is handed: for those who send it to a worker of another process.
  [[nodiscard]] std::span<const std::byte> input(std::size_t task) const noexcept {
    return batch_.payload_source->input(task, batch_.payload_bytes);
  }

  /// Task `task` in words, for a process that knows nothing of this batch: see run_told_task().
  [[nodiscard]] std::string tell(std::size_t task) const;

  /// Notes in the log what another process, which does not see it, has said of task `task`.
  void note_told(std::size_t task, const ToldRun& run) const noexcept;

  /// How many steps the work of task `task` has, in the unit of TaskRecord::steps; not 0.
  [[nodiscard]] double steps(std::size_t task) const noexcept;

  /// Runs task `task` (below tasks()) on the calling thread, which sleeps during the
  /// waits. Returns its answer: the smallest divisor of its number from 2 up, which is the
  /// number itself if that is prime; 0 for the numbers 0 and 1. If tasks carry data, the answer
  /// is a parcel with that and the task's output, which must be given to received(), in this
  /// process. Throws only what the kernel throws, and std::bad_alloc.
  [[nodiscard]] Answer run_task(std::size_t task) const {
    // Inline, because a tiny task costs little more than a call.
    const Division& division = division_of(task);
    if (division.plain && !log_.wants(task)) [[likely]] {
      const std::uint64_t divisor = find_divisor_(division.number, 2, division.last);
      return divisor != 0 ? divisor : division.number;
    }
    return run_steps(task, nullptr, nullptr);
  }

  /// Likewise for workers that share no memory with whoever collects, if tasks carry data: reads
  /// `input`, writes as many bytes to `output`, which may be the same, and returns a plain answer,
  /// which must be given to received() together with the output.
  [[nodiscard]] Answer run_task(std::size_t task, const std::byte* input, std::byte* output) const {
    return run_steps(task, input, output);
  }

  /// Called by whoever collects, once for each answer, before it is added up: reads the output
  /// that has come with it, and frees the parcel. Returns what counts.
  [[nodiscard]] Answer received(Answer answer) const {
    return batch_.payload_bytes == 0 ? answer : unpacked(answer);
  }
  [[nodiscard]] Answer received(Answer answer, std::span<const std::byte> output) const;

  /// What run_task() would have returned in this process, of what has come from another one.
  [[nodiscard]] Answer parcel(Answer answer, std::span<const std::byte> output) const;

 private:
  friend class TaskSteps;

  /// A number and the range of its divisors. Small, because there may be one for each task.
  struct Division {
    std::uint64_t number;
    std::uint32_t last;  ///< floor(sqrt(number))
    bool plain;          ///< A task is one go and has an answer: no wait, no lock, one piece.

    /// How many divisors there are, from 2 on.
    [[nodiscard]] std::uint64_t count() const noexcept { return last > 1 ? last - 1 : 0; }
  };

  /// Shared by all copies: there may be ten million tasks.
  struct Unequal {
    std::vector<Division> divisions;  ///< One for each size, or for each task.
    std::vector<std::uint8_t> sizes;  ///< Of each task; empty: it has a division of its own.
  };

  [[nodiscard]] Division division_for(std::uint64_t number) const noexcept;
  /// The one place that knows which task has which number.
  [[nodiscard]] const Division& division_of(std::size_t task) const noexcept {
    if (unequal_ == nullptr) [[likely]]
      return division_;
    return unequal_->divisions[unequal_->sizes.empty() ? task : unequal_->sizes[task]];
  }
  [[nodiscard]] Answer run_steps(std::size_t task, const std::byte* input, std::byte* output) const;
  [[nodiscard]] Answer unpacked(Answer parcel) const;

  TaskBatch batch_;
  std::string_view kernel_name_;
  std::uint64_t (*find_divisor_)(std::uint64_t, std::uint64_t, std::uint64_t);
  std::uint64_t piece_;  ///< How many divisors are tried in one go.
  TaskLog log_;
  InterpreterLock* lock_;
  Division division_;
  std::shared_ptr<const Unequal> unequal_;  ///< nullptr: all tasks are equal.
};

/// The data of a task that is told.
struct ToldData {
  std::size_t task = 0;
  std::span<std::byte> bytes{};  ///< Empty: it carries none.
};

/// What finds a kernel by its name, or returns nullptr.
using FindKernel = const Kernel* (*)(std::string_view name);

/// Runs the task that Workload::tell() has told, with waits and a lock of its own where that has
/// them, returns its answer and notes in `run` when that was. If it carries data, its output takes
/// the place of its input, and received() must be given both. Throws Error if the words are not
/// understood, else what Workload::run_task() throws.
Answer run_told_task(std::string_view told, FindKernel find, ToldRun& run,
                     const ToldData& data = {});

/// One task, cut at its waits, so that a thread can sleep there and a coroutine can
/// await a timer. Use:
///
///     TaskSteps steps(workload, task);
///     while (steps.advance())
///       wait(workload.io_delay());
///     use(steps.answer());
///
/// Belongs to one worker at a time. The workload outlives it.
class TaskSteps {
 public:
  TaskSteps(const Workload& workload, std::size_t task) noexcept
      : TaskSteps(workload, task, nullptr, nullptr) {}

  /// Works up to the next wait and returns true, or to the end and returns false.
  /// Throws only what the kernel throws.
  bool advance();

  /// After advance() has returned false: the task's answer, as Workload::run_task() has it.
  [[nodiscard]] Answer answer() const noexcept;

 private:
  friend class Workload;
  TaskSteps(const Workload& workload, std::size_t task, const std::byte* input,
            std::byte* output) noexcept
      : workload_(workload),
        division_(workload.division_of(task)),
        task_(task),
        input_(input),
        output_(output) {}

  void divide(std::uint64_t first, std::uint64_t last);
  /// The smallest divisor, once all has been divided.
  [[nodiscard]] Answer divisor() const noexcept;
  /// The last that a task does: it reads its input and writes its output, if it has any.
  void end();

  const Workload& workload_;
  const Workload::Division& division_;
  std::size_t task_;
  const std::byte* input_;        ///< nullptr: where the workload has it.
  std::byte* output_;             ///< nullptr: a parcel will have it.
  Answer exchanged_ = 0;          ///< The answer of a task that carries data.
  int waits_ = 0;                 ///< How many waits have begun.
  std::int64_t waits_since_ = 0;  ///< When the last of them began; 0 where nobody asks.
  std::uint64_t divisor_ = 0;     ///< The one that was found, else 0.
};

}  // namespace primebench
