#include "sys/noise.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "sys/cpus.hpp"

namespace primebench {
namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

std::uint64_t parse_throttled_ns(std::string_view cpu_stat) {
  std::istringstream words{std::string(cpu_stat)};
  std::string name;
  for (std::uint64_t value = 0; words >> name >> value;) {
    if (name == "throttled_usec")
      return value * 1'000;
    if (name == "throttled_time")
      return value;
  }
  return 0;
}

std::uint64_t parse_steal_ticks(std::string_view proc_stat) {
  // "cpu user nice system idle iowait irq softirq steal ..."
  std::istringstream words{std::string(proc_stat.substr(0, proc_stat.find('\n')))};
  std::string name;
  std::uint64_t value = 0;
  if (!(words >> name) || name != "cpu")
    return 0;
  for (int field = 0; field < 8; ++field) {
    if (!(words >> value))
      return 0;
  }
  return value;
}

SystemNoise system_noise() {
  SystemNoise noise;
  for (const std::filesystem::path& group : own_cpu_groups())
    noise.throttled_ns += parse_throttled_ns(content_of(group / "cpu.stat"));
  const auto ticks_per_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  noise.stolen_ns = parse_steal_ticks(content_of("/proc/stat")) * 1'000'000'000 / ticks_per_second;
  return noise;
}

SystemNoise noise_between(const SystemNoise& before, const SystemNoise& after) {
  const auto added = [](std::uint64_t from, std::uint64_t to) { return to > from ? to - from : 0; };
  return {.throttled_ns = added(before.throttled_ns, after.throttled_ns),
          .stolen_ns = added(before.stolen_ns, after.stolen_ns)};
}

}  // namespace primebench
