#include "sys/limits.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// The number at the start of a file; none for "max" or if there is no such file.
std::optional<std::size_t> read_number(const fs::path& file) {
  std::ifstream stream(file);
  std::size_t value = 0;
  return stream >> value ? std::optional(value) : std::nullopt;
}

void add(std::vector<Limit>& limits, const std::string& name, std::optional<std::size_t> value) {
  if (value)
    limits.push_back({name, *value});
}

/// pids.max of this process's control group and its ancestors, v2 or v1.
void add_cgroup_limits(std::vector<Limit>& limits) {
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const bool unified = line.starts_with("0::");
    const std::size_t v1 = line.find(":pids:");
    if (!unified && v1 == std::string::npos)
      continue;
    const fs::path group = line.substr(unified ? 3 : v1 + 6);
    const fs::path top = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
    for (fs::path at = group.relative_path();; at = at.parent_path()) {
      const fs::path file = top / at / "pids.max";
      add(limits, file.string(), read_number(file));
      if (at.empty())
        break;
    }
  }
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
  add(limits, "kernel.threads-max", read_number("/proc/sys/kernel/threads-max"));
  add(limits, "kernel.pid_max", read_number("/proc/sys/kernel/pid_max"));
  if (kind == WorkerKind::kThread) {
    // A thread's stack and its guard page are two mappings.
    if (const auto maps = read_number("/proc/sys/vm/max_map_count"))
      limits.push_back({"half of vm.max_map_count", *maps / 2});
  }
  add_cgroup_limits(limits);

  std::optional<Limit> lowest;
  for (const Limit& limit : limits) {
    if (!lowest || limit.value < lowest->value)
      lowest = limit;
  }
  return lowest;
}

}  // namespace primebench
