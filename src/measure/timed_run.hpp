// The clock: the one place where a mode is timed, the same for all of them.

#pragma once

#include <cstddef>
#include <cstdint>

#include "modes/mode.hpp"
#include "sys/usage.hpp"
#include "workload/workload.hpp"

namespace primebench {

struct TimedRun {
  std::uint64_t startup_ns = 0;   ///< Until the mode is built and its lasting workers exist.
  std::uint64_t run_ns = 0;       ///< From the first submission to the last result.
  std::uint64_t teardown_ns = 0;  ///< Until the workers are given back.
  BatchResult result;             ///< What Mode::run() returned.
  std::int64_t run_began_ns = 0;  ///< The clock at the first submission.
  /// What the mode used, all its workers included, in the three parts together; the
  /// harness only as far as it takes to read the clock and this.
  Usage usage;
  bool by_program = false;  ///< Whether the mode told what follows.
  ToldByProgram told;

  /// The clock at the beginning of the start-up.
  [[nodiscard]] std::int64_t began_ns() const {
    return run_began_ns - static_cast<std::int64_t>(startup_ns);
  }
};

/// Builds the mode, runs the batch, closes the mode. Does nothing else between the
/// four readings of the clock, and asks for the usage just outside of them. Throws what the mode
/// throws.
TimedRun timed_run(const ModeSpec& mode, const Workload& workload, const ModeOptions& options,
                   const ProgramMeans& means = {});

}  // namespace primebench
