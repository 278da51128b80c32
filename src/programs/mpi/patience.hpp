// Waiting for messages of a library that can only be asked.

#pragma once

#include <algorithm>
#include <cstdint>
#include <ctime>

#include "core/clock.hpp"

namespace primebench::mpi {

/// How long to sleep before the next look: an eighth of the time for which nothing came. So a
/// message is seen at most that much late, and a quiet process needs no CPU to speak of, where
/// MPI's own waiting takes a whole one from those that divide.
class Patience {
 public:
  /// Something came.
  void reset() noexcept { since_ns_ = now_ns(); }

  /// Nanoseconds; 0: look again at once, others may go first.
  [[nodiscard]] std::int64_t pause_ns() const noexcept {
    constexpr std::int64_t kSpinNs = 20'000;
    constexpr std::int64_t kLongestNs = 1'000'000;
    const std::int64_t quiet = now_ns() - since_ns_;
    return quiet < kSpinNs ? 0 : std::min(quiet / 8, kLongestNs);
  }

  /// Sleeps so long. Asking Open MPI in vain lets others go first already.
  void rest() const noexcept {
    const timespec time = {.tv_sec = 0, .tv_nsec = pause_ns()};
    if (time.tv_nsec != 0)
      ::nanosleep(&time, nullptr);
  }

 private:
  std::int64_t since_ns_ = now_ns();
};

}  // namespace primebench::mpi
