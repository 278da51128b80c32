#include "sys/cpus.hpp"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// What /proc/self/mountinfo says of a mounted control-group hierarchy.
struct Hierarchy {
  bool unified = false;  ///< cgroup v2
  fs::path group_root;   ///< The group that is seen at the mount point.
  fs::path mount_point;
};

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

std::optional<double> parse_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0)
    return std::nullopt;
  return static_cast<double>(value);
}

bool lists_cpu_controller(const std::string& comma_separated) {
  std::istringstream words(comma_separated);
  for (std::string word; std::getline(words, word, ',');) {
    if (word == "cpu")
      return true;
  }
  return false;
}

/// The hierarchies that can hold a CPU quota. A line of mountinfo reads
/// "36 35 0:31 /root /mount/point options [optional...] - type source super-options".
std::vector<Hierarchy> hierarchies(const fs::path& root) {
  std::vector<Hierarchy> found;
  std::ifstream mounts(root / "proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos)
      continue;
    std::istringstream left(line.substr(0, dash));
    std::istringstream right(line.substr(dash + 3));
    std::string skipped;
    std::string group_root;
    std::string mount_point;
    std::string type;
    std::string options;
    left >> skipped >> skipped >> skipped >> group_root >> mount_point;
    right >> type >> skipped >> options;
    if (type == "cgroup2" || (type == "cgroup" && lists_cpu_controller(options)))
      found.push_back({type == "cgroup2", group_root, mount_point});
  }
  return found;
}

/// This process's group in the v2 hierarchy or in v1's cpu hierarchy. A line of
/// /proc/self/cgroup reads "4:cpu,cpuacct:/path" (v1) or "0::/path" (v2).
std::string own_group(const fs::path& root, bool unified) {
  std::ifstream groups(root / "proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos)
      continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (unified ? line.starts_with("0::") : lists_cpu_controller(controllers))
      return line.substr(second + 1);
  }
  return "/";
}

/// Files of v2 and of v1; a directory has those of one of them.
std::optional<double> quota_of_group(const fs::path& directory) {
  if (const auto unified = parse_cpu_max(first_line(directory / "cpu.max")))
    return unified;
  const auto quota = parse_number(first_line(directory / "cpu.cfs_quota_us"));
  const auto period = parse_number(first_line(directory / "cpu.cfs_period_us"));
  if (!quota || !period)
    return std::nullopt;
  return *quota / *period;
}

std::optional<double> smaller(std::optional<double> a, std::optional<double> b) {
  return a && b ? std::min(*a, *b) : (a ? a : b);
}

}  // namespace

std::optional<double> parse_cpu_max(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.remove_suffix(1);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos)
    return std::nullopt;
  const auto quota = parse_number(text.substr(0, space));
  const auto period = parse_number(text.substr(space + 1));
  if (!quota || !period)
    return std::nullopt;
  return *quota / *period;
}

std::vector<fs::path> own_cpu_groups(const fs::path& root) {
  std::vector<fs::path> groups;
  for (const Hierarchy& hierarchy : hierarchies(root)) {
    const fs::path group = own_group(root, hierarchy.unified);
    // In a container the mount point may show a group below the real root.
    fs::path below = group.lexically_relative(hierarchy.group_root);
    if (below.empty() || *below.begin() == "..")
      below = ".";
    const fs::path top = root / hierarchy.mount_point.relative_path();
    for (fs::path at = below == "." ? top : (top / below).lexically_normal();;
         at = at.parent_path()) {
      groups.push_back(at);
      if (at.string().size() <= top.string().size())
        break;
    }
  }
  return groups;
}

std::optional<double> cgroup_cpu_quota(const fs::path& root) {
  std::optional<double> least;
  for (const fs::path& group : own_cpu_groups(root))
    least = smaller(least, quota_of_group(group));
  return least;
}

std::size_t affinity_cpus() {
  // The kernel refuses a mask smaller than its own, whose size it does not tell.
  for (int cpus = 1024;; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(static_cast<std::size_t>(cpus));
    std::vector<cpu_set_t> mask(bytes / sizeof(cpu_set_t) + 1);
    if (::sched_getaffinity(0, bytes, mask.data()) == 0)
      return static_cast<std::size_t>(CPU_COUNT_S(bytes, mask.data()));
    if (errno != EINVAL || cpus > (1 << 20))
      throw_errno("cannot read the CPU affinity mask");
  }
}

std::size_t usable_cpus(std::size_t affinity, std::optional<double> quota) {
  const std::size_t most = std::max<std::size_t>(affinity, 1);
  if (!quota || *quota >= static_cast<double>(most))
    return most;
  return std::max<std::size_t>(static_cast<std::size_t>(std::ceil(*quota)), 1);
}

std::size_t usable_cpus() { return usable_cpus(affinity_cpus(), cgroup_cpu_quota()); }

}  // namespace primebench
