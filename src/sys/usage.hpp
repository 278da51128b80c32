// What the kernel has charged to this process and to those that it started.

#pragma once

#include <cstdint>

namespace primebench {

/// CPU time and events of one process or of several.
struct Usage {
  std::uint64_t user_ns = 0;
  std::uint64_t system_ns = 0;
  std::uint64_t minor_faults = 0;  ///< Page faults that needed no reading from a disk.
  std::uint64_t major_faults = 0;
  std::uint64_t voluntary_switches = 0;    ///< Context switches: it had to wait.
  std::uint64_t involuntary_switches = 0;  ///< Others had their turn.

  bool operator==(const Usage&) const = default;
};

/// What all threads of this process, ended ones too, have used so far. The kernel counts
/// time in microseconds.
Usage usage_of_this_process() noexcept;

/// Likewise of the children that have been waited for, and of those that they waited for.
Usage usage_of_reaped_children() noexcept;

Usage operator+(const Usage& a, const Usage& b) noexcept;
/// What was used between two readings, the later first.
Usage operator-(const Usage& after, const Usage& before) noexcept;

}  // namespace primebench
