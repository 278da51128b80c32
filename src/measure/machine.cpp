#include "measure/machine.hpp"

#include <sys/utsname.h>

#include "measure/cpu_model.hpp"
#include "sys/cpus.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

constexpr std::string_view kAllowed =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-()@/+";
constexpr std::string_view kFormulaStarts = "=+-@";

}  // namespace

std::string recorded_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char kept = kAllowed.find(c) == std::string_view::npos ? '_' : c;
    if (kept != ' ' || (!result.empty() && result.back() != ' '))
      result += kept;
  }
  while (!result.empty() && result.back() == ' ')
    result.pop_back();
  if (result.empty())
    return "unknown";
  return kFormulaStarts.find(result.front()) == std::string_view::npos ? result : '_' + result;
}

std::string_view compiler_name() {
#if defined(__clang__)
  return "clang++ " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

bool is_optimised_build() {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

Machine this_machine() {
  utsname system{};
  ::uname(&system);
  Machine machine;
  const CpuQuota quota = cpu_quota();
  machine.cpus_allowed = affinity_cpus();
  machine.cpu_quota_known = quota.known;
  machine.cpu_quota_milli = quota.milli;
  machine.cpus = usable_cpus(machine.cpus_allowed, quota.milli);
  machine.cpu_model =
      recorded_text(cpu_model(system_file("/proc/cpuinfo").value_or(""),
                              system_file("/proc/device-tree/model").value_or(""), system.machine));
  machine.host = recorded_text(system.nodename);
  machine.os =
      recorded_text(std::string(system.sysname) + ' ' + system.release + ' ' + system.machine);
  machine.compiler = recorded_text(compiler_name());
  machine.version = PRIMEBENCH_VERSION;
  return machine;
}

}  // namespace primebench
