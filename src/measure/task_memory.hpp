// Which number was chosen for which time of a task, so that the same request gives the same
// number on the same machine, today and next month: timing it again would give another one
// each time, and rows of different numbers are never put together.

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sys/fd.hpp"

namespace primebench {

/// The numbers of one machine's processor and kernel, in `primebench/task-times` below
/// XDG_CACHE_HOME, or below ~/.cache. Where there is no such place, or it cannot be written,
/// nothing is remembered. The file is locked only while a number is noted.
class TaskMemory {
 public:
  TaskMemory(std::string_view cpu_model, std::string_view kernel);
  /// With another file than the user's; an empty name remembers nothing. `patience` is for others
  /// that have locked it.
  TaskMemory(std::string file, std::string_view cpu_model, std::string_view kernel,
             std::chrono::milliseconds patience = std::chrono::seconds(5));

  /// The name of the file; empty if nothing is remembered.
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

  [[nodiscard]] std::optional<std::uint64_t> number_for(std::chrono::nanoseconds wanted) const;

  /// Notes the number, and returns the one that counts: whoever notes one first decides. If the
  /// file stays locked it is not used any more. A failure costs no more than choosing again.
  std::uint64_t note(std::chrono::nanoseconds wanted, std::uint64_t number);

 private:
  void read();
  void forget_file();

  std::string file_;
  std::string key_;  ///< Of this processor and kernel: what a line begins with.
  std::chrono::milliseconds patience_;
  Fd fd_;
  std::map<std::int64_t, std::uint64_t> numbers_;  ///< By nanoseconds.
};

}  // namespace primebench
