// What takes CPU time away from this process without its doing.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "sys/fd.hpp"

namespace primebench {

/// Counters since some time in the past; differences are what counts. None: unknown.
struct Noise {
  /// What the hypervisor gave to others while a CPU of this machine had work, over all
  /// CPUs and for whatever ran on them. It is counted in clock ticks of usually 10 ms.
  std::optional<std::uint64_t> stolen_ns;
  /// How long tasks that could run had to wait for the CPU quota, as the kernel counts it:
  /// once for each CPU where some wait, so it can be longer than the time that passed. That
  /// of the group with the tightest quota, all its processes together; 0 where there is no
  /// quota. Linux 6.18 counts only a small part (0.1 s where two threads waited 3 s): there
  /// the periods tell more.
  std::optional<std::uint64_t> throttled_ns;
  std::optional<std::uint64_t> periods;            ///< Of the quota, in which the group ran.
  std::optional<std::uint64_t> throttled_periods;  ///< Those in which the quota was used up.
};

/// Reads the counters again and again, from files that it keeps open.
class NoiseMeter {
 public:
  /// Files are looked up below `root`, which is "/" but for tests. What cannot be opened is
  /// unknown. The group with the tightest quota is looked for here, once.
  explicit NoiseMeter(const std::filesystem::path& root = "/");

  /// Takes some tens of microseconds on a small machine, nearly all in the kernel, which
  /// makes the whole of /proc/stat for its first line.
  [[nodiscard]] Noise read() const noexcept;

 private:
  Fd proc_stat_;
  Fd cpu_stat_;
  bool no_quota_ = false;
};

/// What was added from `before` to `after`: unknown where one of them is, 0 where a counter
/// was set back meanwhile.
Noise noise_between(const Noise& before, const Noise& after) noexcept;

/// The time that a cgroup `cpu.stat` file gives as throttled, in nanoseconds:
/// "throttled_usec N" (v2) or "throttled_time N" (v1, nanoseconds); none without one.
std::optional<std::uint64_t> parse_throttled_ns(std::string_view cpu_stat) noexcept;

/// The steal time in the first line of /proc/stat, in ticks; none if it is not there.
std::optional<std::uint64_t> parse_steal_ticks(std::string_view proc_stat) noexcept;

}  // namespace primebench
