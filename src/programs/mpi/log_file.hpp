// The task log that primebench lends to a program, as docs/adding-a-mode.md has it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

  /// `here` sets a time of the line's clock against this machine's, both in ns. Throws Error if
  /// the line makes no sense.
  void note(std::string_view line, const std::function<std::int64_t(std::int64_t)>& here);

 private:
  LogFile(SharedArray<TaskRecord> memory, unsigned spacing_bits)
      : memory_(std::move(memory)), spacing_bits_(spacing_bits) {}

  SharedArray<TaskRecord> memory_;
  unsigned spacing_bits_;
};

}  // namespace primebench::mpi
