#include "measure/memory_peak.hpp"

#include <algorithm>
#include <utility>

namespace primebench {

MemoryPeak::MemoryPeak(std::function<std::optional<std::uint64_t>()> memory,
                       std::function<std::int64_t()> clock)
    : memory_(std::move(memory)),
      clock_(std::move(clock)),
      first_ns_(clock_()),
      latest_end_ns_(first_ns_) {}

void MemoryPeak::sample() {
  Look look;
  look.begin_ns = clock_();
  const std::optional<std::uint64_t> bytes = memory_();
  look.end_ns = clock_();
  latest_end_ns_ = look.end_ns;
  latest_took_ns_ = look.end_ns - look.begin_ns;
  if (!bytes)
    return;
  look.bytes = *bytes;
  looks_.push_back(look);
}

std::int64_t MemoryPeak::pause_ns() const {
  constexpr std::int64_t kWithoutPause = 50'000'000;
  constexpr std::int64_t kShare = 1000;
  const std::int64_t since_ns = latest_end_ns_ - first_ns_;
  return since_ns < kWithoutPause ? 0 : std::max(latest_took_ns_, since_ns / kShare);
}

std::optional<std::uint64_t> MemoryPeak::between(std::int64_t begin_ns, std::int64_t end_ns) const {
  std::optional<std::uint64_t> most;
  for (const Look& look : looks_) {
    if (look.begin_ns >= begin_ns && look.end_ns <= end_ns)
      most = std::max(most.value_or(0), look.bytes);
  }
  return most;
}

}  // namespace primebench
