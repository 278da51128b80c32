// What takes CPU time away from this process without its doing.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace primebench {

/// Counters since some time in the past; differences are what counts. A counter that
/// the system does not keep stays 0.
struct SystemNoise {
  std::uint64_t throttled_ns = 0;  ///< By the CPU quota of this process's control group.
  std::uint64_t stolen_ns = 0;     ///< By the hypervisor, over all CPUs.
};

SystemNoise system_noise();

/// What was added from `before` to `after`; 0 where a counter was set back meanwhile.
SystemNoise noise_between(const SystemNoise& before, const SystemNoise& after);

/// The time that a cgroup `cpu.stat` file gives as throttled, in nanoseconds:
/// "throttled_usec N" (v2) or "throttled_time N" (v1, nanoseconds); 0 without one.
std::uint64_t parse_throttled_ns(std::string_view cpu_stat);

/// The steal time in the first line of /proc/stat, in ticks; 0 if it is not there.
std::uint64_t parse_steal_ticks(std::string_view proc_stat);

}  // namespace primebench
