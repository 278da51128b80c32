// When memory ends, the kernel kills: whom it chooses, and how to know that it did.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sys/fd.hpp"

namespace primebench {

/// Makes this process and those that it forks later the ones that the kernel kills first
/// when memory ends, so that their parent can say what happened. Where /proc is missing or
/// closed nothing changes.
void be_killed_first() noexcept;

/// Counts how often the kernel killed a process of this control group for lack of memory
/// (where there is no such group: any process of the machine). Construct it in a process
/// that stays in its group. A copy of the count that cannot be read stays empty.
class KillCount {
 public:
  /// Files are looked up below `root`, which is "/" but for tests.
  explicit KillCount(const std::filesystem::path& root = "/");

  /// Kills since some time in the past; none if the system does not tell. Costs a read.
  [[nodiscard]] std::optional<std::uint64_t> read() const noexcept;

 private:
  Fd file_;
};

/// For a message about something that failed between two readings of a KillCount: "", or
/// "; meanwhile the kernel killed 1 process for lack of memory: ..." with the limit
/// that is the lowest, and what to do.
std::string killed_meanwhile(std::optional<std::uint64_t> before,
                             std::optional<std::uint64_t> after,
                             const std::filesystem::path& root = "/");

}  // namespace primebench
