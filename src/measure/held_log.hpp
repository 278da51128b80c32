// Log lines of a measuring child, kept until nothing is timed any more.

#pragma once

#include <atomic>
#include <cstddef>
#include <optional>

#include "sys/shared_memory.hpp"

namespace primebench {

/// Lines that the child logs go to memory, since a terminal may take longer than a small batch.
/// Made by the parent before it forks; shows them when it goes, however the child has ended.
class HeldLog {
 public:
  /// Does nothing unless lines of every level are shown: others are rare. Throws
  /// std::system_error if there is not enough address space.
  HeldLog();
  ~HeldLog();
  HeldLog(const HeldLog&) = delete;
  HeldLog& operator=(const HeldLog&) = delete;

  /// In the child: from now on its lines, and those of its children, are kept. What is more than
  /// 1 MiB is lost.
  void take_over() const;

 private:
  std::optional<SharedArray<char>> text_;  ///< Of each line its level and itself, with a 0 behind.
  std::optional<SharedArray<std::atomic<std::size_t>>> used_;  ///< How much of it.
};

}  // namespace primebench
