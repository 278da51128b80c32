// The most memory that the processes of a measurement hold together, found by looking again
// and again.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace primebench {

/// The peak of a group's memory over time, by samples. What is held for a shorter time
/// than from one look to the next may be missed, so the peak is at least what it says, as far
/// as one look is one moment.
class MemoryPeak {
 public:
  /// Looks with `memory` (group_memory() of the group, but for tests) and by `clock`
  /// (now_ns()).
  MemoryPeak(std::function<std::optional<std::uint64_t>()> memory,
             std::function<std::int64_t()> clock);

  /// Looks now.
  void sample();

  /// How long to wait until the next look, in ns: not at all in the first 50 ms, in which a
  /// small batch is done; later as long as the last look took or a thousandth of the time
  /// since the first, whichever is longer, so that looking takes half of a CPU at most.
  [[nodiscard]] std::int64_t pause_ns() const;

  /// The largest sum of those looks that began and ended between two readings of the clock;
  /// none if no look did.
  [[nodiscard]] std::optional<std::uint64_t> between(std::int64_t begin_ns,
                                                     std::int64_t end_ns) const;

 private:
  struct Look {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    std::uint64_t bytes = 0;
  };

  std::function<std::optional<std::uint64_t>()> memory_;
  std::function<std::int64_t()> clock_;
  std::int64_t first_ns_;
  std::int64_t latest_end_ns_;
  std::int64_t latest_took_ns_ = 0;
  std::vector<Look> looks_;
};

}  // namespace primebench
