// The batch as a rank has it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modes/program_protocol.hpp"
#include "programs/mpi/conversation.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench::mpi {

/// The tasks, and this process's part of the log. Any thread may run them.
class Work {
 public:
  /// `text` is what rank 0 was sent: the word "log" and the spacing, or "none", then the batch.
  /// Rank 0 has the data of all tasks (`has_data`); others are sent what they need. Throws Error
  /// if this processor cannot run it.
  Work(const std::string& text, bool has_data);
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  [[nodiscard]] const ProgramBatch& batch() const { return reader_.batch(); }
  [[nodiscard]] const Workload& workload() const { return *workload_; }
  [[nodiscard]] std::string_view kernel() const { return workload_->kernel_name(); }
  [[nodiscard]] bool logs() const { return records_.has_value(); }

  [[nodiscard]] Answered run(std::uint64_t task) const {
    return noted(task, workload_->run_task(task));
  }
  /// With the data that has come: writes as much to `output`.
  [[nodiscard]] Answered run(std::uint64_t task, const std::byte* input, std::byte* output) const {
    return noted(task, workload_->run_task(task, input, output));
  }

 private:
  [[nodiscard]] Answered noted(std::uint64_t task, Answer answer) const;

  BatchReader reader_;
  std::optional<SharedArray<TaskRecord>> records_;
  unsigned spacing_bits_ = 0;
  WorkerCount count_ = 0;
  TaskLog log_;
  InterpreterLock lock_;
  std::optional<PayloadSource> source_;
  std::optional<Workload> workload_;
};

}  // namespace primebench::mpi
