// A measurement as a row of the results store.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "measure/configuration.hpp"
#include "measure/machine.hpp"
#include "measure/measurement.hpp"
#include "results/row.hpp"

namespace primebench {

/// What a row says of the call and the round that it comes from.
struct Circumstances {
  std::string label;
  std::string invocation;      ///< Of the call; see new_invocation().
  std::uint64_t seed = 1;      ///< Of everything random in the call.
  std::size_t repetition = 1;  ///< Which recorded round, from 1.
  bool traced = false;         ///< Every task was recorded, which takes time.
  Number total_bytes{};        ///< Measurement::total_bytes of another measurement.
  CounterValues counters{};    ///< Likewise.
};

/// The cells that are known before anything was measured: what a failed measurement has too.
/// `hosts` is 1, and a program has not told its kernel.
Row planned_row(const Configuration& configuration, const Machine& machine,
                const Circumstances& circumstances);

/// Fills every column that was measured.
Row measured_row(const Configuration& configuration, const Measurement& measurement,
                 const Machine& machine, const Circumstances& circumstances);

/// An identifier for a call: a ULID (github.com/ulid/spec), 26 characters of Crockford's
/// base 32, of which the first ten are the time in milliseconds and the rest is random.
/// Those of later calls sort behind earlier ones. Throws std::system_error if the system
/// gives no random bytes.
std::string new_invocation(std::chrono::system_clock::time_point now);

}  // namespace primebench
