#include "sys/cpus.hpp"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "core/error.hpp"
#include "sys/control_group.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// `quota` of each `period`, both in microseconds; "max" (v2) and "-1" (v1) are no quota.
CpuQuota parse_quota(const std::string& quota, const std::string& period) {
  if (quota == "max" || quota == "-1")
    return {.known = true, .milli = std::nullopt, .group = {}};
  double quota_us = 0;
  double period_us = 0;
  if (!(std::istringstream(quota) >> quota_us) || !(std::istringstream(period) >> period_us) ||
      quota_us <= 0 || period_us <= 0)
    return {};
  const double milli = std::max(std::round(1'000 * quota_us / period_us), 1.0);
  return {.known = true, .milli = static_cast<std::uint64_t>(milli), .group = {}};
}

std::string first_word(const std::string& text) {
  std::string word;
  std::istringstream(text) >> word;
  return word;
}

/// A group that has no such file, because its controller is not enabled or it is the root
/// of all, sets no quota; one whose file cannot be understood may set one.
CpuQuota quota_of_group(const fs::path& directory, bool unified) {
  const fs::path file = directory / (unified ? "cpu.max" : "cpu.cfs_quota_us");
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return {.known = true, .milli = std::nullopt, .group = {}};
  const std::string text = system_file(file).value_or("");
  if (unified)
    return parse_cpu_max(text);
  return parse_quota(first_word(text),
                     first_word(system_file(directory / "cpu.cfs_period_us").value_or("")));
}

}  // namespace

CpuQuota parse_cpu_max(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string quota;
  std::string period;
  if (!(words >> quota >> period))
    return {};
  return parse_quota(quota, period);
}

CpuQuota cpu_quota(const fs::path& root) {
  const ControlGroups groups = control_groups("cpu", root);
  CpuQuota tightest{.known = groups.complete, .milli = std::nullopt, .group = {}};
  for (const fs::path& group : groups.directories) {
    const CpuQuota quota = quota_of_group(group, groups.unified);
    tightest.known = tightest.known && quota.known;
    if (quota.milli && (!tightest.milli || *quota.milli < *tightest.milli)) {
      tightest.milli = quota.milli;
      tightest.group = group;
    }
  }
  tightest.known = tightest.known || tightest.milli;
  return tightest;
}

std::vector<std::size_t> allowed_cpus() {
  // The kernel refuses a mask smaller than its own, whose size it does not tell.
  for (int cpus = 1024;; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(static_cast<std::size_t>(cpus));
    std::vector<cpu_set_t> mask(bytes / sizeof(cpu_set_t) + 1);
    if (::sched_getaffinity(0, bytes, mask.data()) == 0) {
      std::vector<std::size_t> allowed;
      for (std::size_t cpu = 0; cpu < static_cast<std::size_t>(cpus); ++cpu) {
        if (CPU_ISSET_S(cpu, bytes, mask.data()))
          allowed.push_back(cpu);
      }
      return allowed;
    }
    if (errno != EINVAL || cpus > (1 << 20))
      throw_errno("cannot read the CPU affinity mask");
  }
}

std::size_t affinity_cpus() { return allowed_cpus().size(); }

std::size_t usable_cpus(std::size_t allowed, std::optional<std::uint64_t> quota_milli) {
  const std::size_t most = std::max<std::size_t>(allowed, 1);
  if (!quota_milli || *quota_milli / 1'000 >= most)
    return most;
  return std::max<std::size_t>(static_cast<std::size_t>((*quota_milli + 999) / 1'000), 1);
}

std::size_t usable_cpus() { return usable_cpus(affinity_cpus(), cpu_quota().milli); }

}  // namespace primebench
