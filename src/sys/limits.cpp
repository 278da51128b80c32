#include "sys/limits.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "sys/control_group.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

void add(std::vector<Limit>& limits, const std::string& name, std::optional<std::uint64_t> value) {
  if (value)
    limits.push_back({name, *value});
}

/// The kernel's name for "no limit" in version 1: the largest number of whole pages.
constexpr std::uint64_t kUnlimitedBytes = std::uint64_t{1} << 62;

/// pids.max of this process's control group and its ancestors, v2 or v1.
void add_cgroup_limits(std::vector<Limit>& limits) {
  for (const fs::path& group : control_groups("pids").directories) {
    const fs::path file = group / "pids.max";
    add(limits, file.string(), number_in_file(file));
  }
}

std::optional<Limit> lowest_of(const std::vector<Limit>& limits) {
  std::optional<Limit> lowest;
  for (const Limit& limit : limits) {
    if (!lowest || limit.value < lowest->value)
      lowest = limit;
  }
  return lowest;
}

}  // namespace

std::optional<std::uint64_t> address_space_limit_kib() {
  rlimit memory{};
  if (::getrlimit(RLIMIT_AS, &memory) != 0 || memory.rlim_cur == RLIM_INFINITY)
    return std::nullopt;
  return memory.rlim_cur / 1024;
}

std::optional<Limit> worker_limit(WorkerKind kind) {
  std::vector<Limit> limits;
  rlimit processes{};
  if (::geteuid() != 0 && ::getrlimit(RLIMIT_NPROC, &processes) == 0 &&
      processes.rlim_cur != RLIM_INFINITY)
    limits.push_back({"ulimit -u", processes.rlim_cur});
  add(limits, "kernel.threads-max", number_in_file("/proc/sys/kernel/threads-max"));
  add(limits, "kernel.pid_max", number_in_file("/proc/sys/kernel/pid_max"));
  if (kind == WorkerKind::kThread) {
    // A thread's stack and its guard page are two mappings.
    if (const auto maps = number_in_file("/proc/sys/vm/max_map_count"))
      limits.push_back({"half of vm.max_map_count", *maps / 2});
  }
  add_cgroup_limits(limits);
  return lowest_of(limits);
}

std::optional<Limit> memory_limit(const fs::path& root) {
  const ControlGroups groups = control_groups("memory", root);
  std::vector<Limit> limits;
  for (const fs::path& group : groups.directories) {
    const fs::path file = group / (groups.unified ? "memory.max" : "memory.limit_in_bytes");
    const auto bytes = number_in_file(file);
    if (bytes && *bytes < kUnlimitedBytes)
      limits.push_back({file.string(), *bytes});
  }
  return lowest_of(limits);
}

std::optional<Limit> available_memory(const fs::path& root) {
  std::vector<Limit> limits;
  const fs::path meminfo = root / "proc/meminfo";
  std::ifstream lines(meminfo);
  constexpr std::string_view kName = "MemAvailable:";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kName))
      limits.push_back({"MemAvailable in " + meminfo.string(),
                        1024 * std::strtoull(line.c_str() + kName.size(), nullptr, 10)});
  }
  if (const auto limit = memory_limit(root))
    limits.push_back(*limit);
  if (const auto kib = address_space_limit_kib())
    limits.push_back({"ulimit -v", *kib * 1024});
  return lowest_of(limits);
}

}  // namespace primebench
