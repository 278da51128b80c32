// The one clock: everything that is measured, waited for or logged reads it here.

#pragma once

#include <chrono>
#include <cstdint>

namespace primebench {

using Clock = std::chrono::steady_clock;

/// Nanoseconds on the machine-wide monotonic clock, the same in every process.
inline std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch())
      .count();
}

}  // namespace primebench
