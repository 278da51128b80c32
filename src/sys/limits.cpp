#include "sys/limits.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
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

/// What the groups' limits leave, apart from what others in them use and the kernel cannot drop: a
/// file that it has read it can.
void add_left_in_groups(std::vector<Limit>& limits, const fs::path& root) {
  const ControlGroups groups = control_groups("memory", root);
  for (const fs::path& group : groups.directories) {
    const fs::path file = group / (groups.unified ? "memory.max" : "memory.limit_in_bytes");
    const auto most = number_in_file(file);
    if (!most || *most >= kUnlimitedBytes)
      continue;
    const auto used =
        number_in_file(group / (groups.unified ? "memory.current" : "memory.usage_in_bytes"));
    const std::string stat = system_file(group / "memory.stat").value_or("");
    std::uint64_t held = used.value_or(0);
    for (const std::string_view list : {"inactive_file", "active_file"}) {
      const std::string of_all = groups.unified ? std::string(list) : fmt::format("total_{}", list);
      held -= std::min(held, value_of(stat, of_all).value_or(0));
    }
    limits.push_back({used ? "what is left of " + file.string() : file.string(),
                      *most - std::min<std::uint64_t>(*most, held)});
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

/// None: there is no such limit.
std::optional<std::uint64_t> soft_limit(decltype(RLIMIT_AS) resource) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return std::nullopt;
  return limit.rlim_cur;
}

}  // namespace

std::optional<std::uint64_t> address_space_limit_kib() {
  const auto bytes = soft_limit(RLIMIT_AS);
  return bytes ? std::optional(*bytes / 1024) : std::nullopt;
}

std::optional<Limit> stack_space_limit_kib() {
  std::vector<Limit> limits;
  add(limits, "ulimit -v", address_space_limit_kib());
  if (const auto data = soft_limit(RLIMIT_DATA))
    limits.push_back({"ulimit -d", *data / 1024});
  return lowest_of(limits);
}

std::string low_limits(std::size_t processes) {
  constexpr std::size_t kRoom = 64;  // For what runs already.
  constexpr std::size_t kThreadsEach = 8;
  constexpr std::size_t kFilesEach = 6;
  std::vector<std::string> low;
  const auto workers = worker_limit(WorkerKind::kProcess);
  if (workers && workers->value < kRoom + kThreadsEach * processes)
    low.push_back(fmt::format("{} {}", workers->name, workers->value));
  const auto files = soft_limit(RLIMIT_NOFILE);
  if (files && *files < kRoom + kFilesEach * processes)
    low.push_back(fmt::format("ulimit -n {}", *files));
  if (const auto space = stack_space_limit_kib())
    low.push_back(fmt::format("{} {}", space->name, space->value));
  return joined(low, ", ");
}

std::optional<Limit> worker_limit(WorkerKind kind) {
  std::vector<Limit> limits;
  if (::geteuid() != 0)
    add(limits, "ulimit -u", soft_limit(RLIMIT_NPROC));
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
  add_left_in_groups(limits, root);
  if (const auto kib = address_space_limit_kib())
    limits.push_back({"ulimit -v", *kib * 1024});
  return lowest_of(limits);
}

}  // namespace primebench
