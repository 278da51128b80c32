// The task log that primebench lends to a program, as docs/adding-a-mode.md has it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/task_log.hpp"

namespace primebench::mpi {

/// Filled from lines of rank 0: "TASK START END WORKER".
class LogFile {
 public:
  /// None if primebench lends none. Throws Error if it is not what it should be.
  static std::optional<LogFile> open();

  [[nodiscard]] unsigned spacing_bits() const noexcept { return spacing_bits_; }

  /// `ahead_ns` is by how much the clock of the line is ahead of this machine's. Throws Error if
  /// the line makes no sense.
  void note(std::string_view line, std::int64_t ahead_ns);

 private:
  LogFile(SharedArray<TaskRecord> memory, unsigned spacing_bits)
      : memory_(std::move(memory)), spacing_bits_(spacing_bits) {}

  SharedArray<TaskRecord> memory_;
  unsigned spacing_bits_;
};

}  // namespace primebench::mpi
