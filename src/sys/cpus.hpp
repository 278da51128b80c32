// How many CPUs this process may use: what the affinity mask and the control groups
// leave of the machine. std::thread::hardware_concurrency() knows neither.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace primebench {

/// How much CPU time control groups grant in each second. It bounds CPU time and nothing
/// else: with a quota of one CPU two threads run side by side, for half of the time.
struct CpuQuota {
  /// Whether `milli` can be believed: a quota has been seen, or every group that may set
  /// one has been seen to set none. Above a container's own group nothing can be seen.
  bool known = false;
  /// Thousandths of a CPU: 1500 is 1.5 s in a second. None: no quota, if that is known.
  std::optional<std::uint64_t> milli;
  std::filesystem::path group;  ///< The group that sets it, the tightest of all.
};

/// The smallest quota of this process's control group and of all its ancestors, cgroup v2
/// or v1. Files are looked up below `root`, which is "/" but for tests.
CpuQuota cpu_quota(const std::filesystem::path& root = "/");

/// The quota of a cgroup v2 `cpu.max` file: "150000 100000" is 1.5 CPUs, "max 100000" none.
/// Anything else is not known.
CpuQuota parse_cpu_max(std::string_view text);

/// The numbers of the CPUs in the affinity mask, which may be of any size.
/// Throws std::system_error.
std::vector<std::size_t> allowed_cpus();

/// How many these are.
std::size_t affinity_cpus();

/// How many workers can be kept busy: min(`allowed`, the quota rounded up), at least 1.
std::size_t usable_cpus(std::size_t allowed, std::optional<std::uint64_t> quota_milli);

/// Likewise for affinity_cpus() and cpu_quota().
std::size_t usable_cpus();

}  // namespace primebench
