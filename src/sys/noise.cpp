#include "sys/noise.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "sys/cpus.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

using Counter = std::optional<std::uint64_t>;

Fd opened(const std::filesystem::path& file) {
  return Fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
}

/// A file's beginning, which is where all of these counters are.
class Beginning {
 public:
  explicit Beginning(const Fd& file) noexcept {
    const ssize_t size = file ? ::pread(file.get(), text_.data(), text_.size(), 0) : 0;
    size_ = size > 0 ? static_cast<std::size_t>(size) : 0;
  }
  [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), size_}; }

 private:
  std::array<char, 1024> text_;
  std::size_t size_ = 0;
};

std::uint64_t added(std::uint64_t from, std::uint64_t to) noexcept {
  return to > from ? to - from : 0;
}

Counter added(Counter from, Counter to) noexcept {
  return from && to ? Counter(added(*from, *to)) : std::nullopt;
}

}  // namespace

Counter parse_throttled_ns(std::string_view cpu_stat) noexcept {
  if (const Counter microseconds = value_of(cpu_stat, "throttled_usec"))
    return *microseconds * 1'000;
  return value_of(cpu_stat, "throttled_time");
}

Counter parse_steal_ticks(std::string_view proc_stat) noexcept {
  // "cpu  user nice system idle iowait irq softirq steal ..."
  constexpr int kSteal = 8;
  std::string_view line = proc_stat.substr(0, proc_stat.find('\n'));
  if (!line.starts_with("cpu "))
    return std::nullopt;
  line.remove_prefix(4);
  std::uint64_t value = 0;
  for (int field = 0; field < kSteal; ++field) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc())
      return std::nullopt;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  }
  return value;
}

NoiseMeter::NoiseMeter(const std::filesystem::path& root) : proc_stat_(opened(root / "proc/stat")) {
  const CpuQuota quota = cpu_quota(root);
  no_quota_ = quota.known && !quota.milli;
  if (quota.milli)
    cpu_stat_ = opened(quota.group / "cpu.stat");
}

Noise NoiseMeter::read() const noexcept {
  Noise noise;
  if (const Counter ticks = parse_steal_ticks(Beginning(proc_stat_).text())) {
    const auto ticks_per_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    noise.stolen_ns = *ticks * (1'000'000'000 / ticks_per_second);
  }
  if (no_quota_) {
    noise.throttled_ns = noise.periods = noise.throttled_periods = 0;
  } else if (cpu_stat_) {
    const Beginning stat(cpu_stat_);
    noise.throttled_ns = parse_throttled_ns(stat.text());
    noise.periods = value_of(stat.text(), "nr_periods");
    noise.throttled_periods = value_of(stat.text(), "nr_throttled");
  }
  return noise;
}

Noise noise_between(const Noise& before, const Noise& after) noexcept {
  return {.stolen_ns = added(before.stolen_ns, after.stolen_ns),
          .throttled_ns = added(before.throttled_ns, after.throttled_ns),
          .periods = added(before.periods, after.periods),
          .throttled_periods = added(before.throttled_periods, after.throttled_periods)};
}

}  // namespace primebench
