#include "measure/machine.hpp"

#include <sys/utsname.h>

#include <fstream>

#include "sys/cpus.hpp"

namespace primebench {
namespace {

constexpr std::string_view kAllowed =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-()@/+";
constexpr std::string_view kFormulaStarts = "=+-@";

/// x86 calls it "model name"; on Arm /proc/cpuinfo has no name, the machine type
/// has to do.
std::string cpu_model(const std::string& machine_type) {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos)
      return line.substr(colon + 2);
  }
  return machine_type;
}

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
  machine.cpus = usable_cpus();
  machine.cpu_model = recorded_text(cpu_model(system.machine));
  machine.host = recorded_text(system.nodename);
  machine.os =
      recorded_text(std::string(system.sysname) + ' ' + system.release + ' ' + system.machine);
  machine.compiler = recorded_text(compiler_name());
  machine.version = PRIMEBENCH_VERSION;
  return machine;
}

}  // namespace primebench
