// What the kernel and the processor count while a process and its workers run.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sys/fd.hpp"

namespace primebench {

/// Counts between Counters::start() and stop(). Empty: the machine has no such counter, its
/// use is forbidden, or it never got its turn.
struct CounterValues {
  std::optional<std::uint64_t> task_clock_ns;  ///< Time on a CPU, summed over all.
  std::optional<std::uint64_t> migrations;     ///< From one CPU to another.
  std::optional<std::uint64_t> page_faults;
  std::optional<std::uint64_t> cycles;
  std::optional<std::uint64_t> instructions;
  std::optional<std::uint64_t> cache_misses;  ///< Of the last level.
  /// Whether one of them counted only a part of the time, because others had the register,
  /// and was scaled to all of it.
  bool scaled = false;
  /// Whether only what happened outside of the kernel could be counted: an unprivileged
  /// process may not do more at kernel.perf_event_paranoid 2. migrations is then empty.
  bool user_only = false;
};

/// The counters of this process: of the thread that opens them and of all threads and
/// processes that it, or one of those, starts later, also those that have ended.
///
/// Each makes starting a thread or a process a little slower, for which what it costs is
/// counted in the time that is measured. Movable, not copyable. Nothing here throws: what
/// the system refuses is empty.
class Counters {
 public:
  /// Counts nothing: every value stays empty.
  Counters() = default;

  /// Opens what there is; nothing counts yet.
  static Counters open() noexcept;

  /// To be called once, before the first worker is started.
  void start() noexcept;
  /// Ends the counting and returns what was counted since start().
  CounterValues stop() noexcept;

 private:
  static constexpr std::size_t kCount = 6;

  std::array<Fd, kCount> files_;  ///< In the order of CounterValues.
  bool user_only_ = false;
};

}  // namespace primebench
