// The clocks of two machines, one set against the other.

#pragma once

#include <cstdint>
#include <span>

namespace primebench::mpi {

/// A question and its answer: what the asking clock showed before and after, and what the
/// other clock showed when it was asked.
struct ClockReading {
  std::int64_t asked_ns = 0;
  std::int64_t theirs_ns = 0;
  std::int64_t answered_ns = 0;
};

/// How far another clock is ahead, and when that was so. The truth is at most `bound_ns` away,
/// whatever the network did: half of the round trip.
struct ClockOffset {
  std::int64_t at_ns = 0;  ///< On the asking clock.
  std::int64_t ahead_ns = 0;
  std::int64_t bound_ns = 0;
};

/// Of the reading with the shortest round trip (F. Cristian, "Probabilistic clock
/// synchronization", Distributed Computing 3, 1989; NTP's clock filter, RFC 5905, takes the
/// same one). `readings` is not empty.
ClockOffset offset_of(std::span<const ClockReading> readings);

/// What the asking clock showed when the other showed `theirs_ns`. Clocks differ in speed as
/// well, so that between two offsets, measured before and after, the line through both holds.
std::int64_t on_asking_clock(std::int64_t theirs_ns, const ClockOffset& before,
                             const ClockOffset& after);

}  // namespace primebench::mpi
