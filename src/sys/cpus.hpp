// How many CPUs this process may use: what the affinity mask and the control
// groups leave of the machine. std::thread::hardware_concurrency() knows neither.

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace primebench {

/// The smaller of affinity_cpus() and the control groups' quota rounded up; at least 1.
std::size_t usable_cpus();

/// The number of CPUs in the affinity mask, which may be of any size.
/// Throws std::system_error.
std::size_t affinity_cpus();

/// The CPU quota of a cgroup v2 `cpu.max` file, in CPUs: "150000 100000" is 1.5.
/// None for "max ..." and for anything that is not such a file.
std::optional<double> parse_cpu_max(std::string_view text);

/// The smallest quota, in CPUs, of this process's control group and of all its
/// ancestors, cgroup v2 and v1; none if nothing limits it. Files are looked up
/// below `root`, which is "/" but for tests.
std::optional<double> cgroup_cpu_quota(const std::filesystem::path& root = "/");

/// The directories of the control groups that limit this process's CPU time: its own
/// and all its ancestors', of every mounted hierarchy that can.
std::vector<std::filesystem::path> own_cpu_groups(const std::filesystem::path& root = "/");

/// min(`affinity`, ceil(`quota`)), at least 1.
std::size_t usable_cpus(std::size_t affinity, std::optional<double> quota);

}  // namespace primebench
