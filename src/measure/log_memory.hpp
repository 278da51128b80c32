// The memory of a task log, shared by all processes of a measurement.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/task_log.hpp"

namespace primebench {

/// Room for a number of records and the count of workers. They lie together: a worker
/// that is forked for a single task then pays for one page fault and not for two.
class LogMemory {
 public:
  /// Throws std::system_error if there is not enough address space.
  explicit LogMemory(std::size_t records) : memory_(records + 1) {}

  /// Likewise for a program that is a mode, which finds in file() first what LogHeader says.
  /// Throws std::system_error if there can be no such file.
  static LogMemory for_program(std::size_t records, unsigned spacing_bits) {
    Fd file = shared_file((records + 1) * sizeof(TaskRecord));
    SharedArray<TaskRecord> mapped(records + 1, file);
    LogMemory memory(std::move(mapped), std::move(file));
    write_log_header(memory.memory_[0], {.records = records, .spacing_bits = spacing_bits});
    return memory;
  }

  /// -1: no other program can see it.
  [[nodiscard]] int file() const noexcept { return file_.get(); }

  [[nodiscard]] std::span<TaskRecord> records() const { return memory_.span().subspan(1); }
  [[nodiscard]] WorkerCount& workers() const { return memory_[0].worker; }

  /// Reads the memory of a sampled batch once, so that its pages exist and this process has none
  /// to wait for. Those that it forks have a short page fault for each that they use: of shared
  /// memory a fork copies no page tables. A log of every task may be larger than is good to
  /// have in memory before it is needed.
  void touch() const {
    constexpr std::size_t kMost = 4096;
    constexpr std::size_t kStep = 64;  // Records, less than a page of them.
    for (std::size_t i = 0; i < memory_.size() && memory_.size() <= kMost + 1; i += kStep)
      (void)memory_[i].begun.load(std::memory_order_relaxed);
  }

 private:
  LogMemory(SharedArray<TaskRecord> memory, Fd file)
      : memory_(std::move(memory)), file_(std::move(file)) {}

  SharedArray<TaskRecord> memory_;
  Fd file_;
};

/// Room for the pauses of a batch's tasks.
class PauseMemory {
 public:
  /// Takes address space for `most` pauses, and memory only for those that there are. Throws
  /// std::system_error if there is not enough.
  explicit PauseMemory(std::size_t most) : pauses_(most), count_(1) {}

  [[nodiscard]] PauseLog log() const { return {pauses_.span(), count_[0]}; }

  /// Those that were noted, in no order; none if there was no room for some of them.
  [[nodiscard]] std::optional<std::span<const TaskPause>> all() const {
    const std::uint64_t count = count_[0];
    if (count > pauses_.size())
      return std::nullopt;
    return pauses_.span().first(count);
  }

 private:
  SharedArray<TaskPause> pauses_;
  SharedArray<std::atomic<std::uint64_t>> count_;
};

}  // namespace primebench
