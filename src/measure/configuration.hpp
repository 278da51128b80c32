// What is measured: one mode with all its parameters.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "modes/machines.hpp"
#include "modes/mode.hpp"
#include "workload/kernel.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// The table of results/parameters.hpp says of each member but the mode and the kernel
/// how it is asked for, written and shown.
struct Configuration {
  const ModeSpec* mode = nullptr;
  std::uint64_t prime = 0;  ///< The number that every task checks.
  std::size_t runs = 0;     ///< Tasks in one measurement.
  std::size_t pool = 0;     ///< Workers, where the mode uses a pool; else 0.
  std::uint64_t chunk = 0;  ///< Tasks handed out at once, where that can be chosen; 0: as usual.
  std::chrono::nanoseconds io_delay{0};
  bool gil = false;  ///< Whether the threads of a process share an interpreter lock.
  const Kernel* kernel = nullptr;
  /// The time of a task that the prime was chosen for; 0: the prime itself was given.
  std::chrono::nanoseconds task_time{0};
  std::uint64_t mix = 0;    ///< code_of() the sizes of the tasks.
  std::uint64_t order = 0;  ///< Of unequal tasks: 1 + TaskOrder; else 0.
  /// In the place of prime, mix and order: a number for each task, which outlives this.
  const NumberList* numbers = nullptr;
  std::uint64_t payload = 0;  ///< Bytes that each task is handed and hands back.
  /// Where they come from, which outlives this; nullptr only where nothing is measured.
  const PayloadSource* payload_source = nullptr;
  /// For a mode that spans several, which outlive this; nullptr: this one.
  const Machines* machines = nullptr;
  std::uint64_t seed = 1;  ///< Of everything random.

  [[nodiscard]] ModeOptions mode_options() const {
    return {.pool = pool, .chunk = static_cast<std::size_t>(chunk)};
  }

  /// The tasks, which the workload alone understands.
  [[nodiscard]] TaskBatch batch() const {
    const auto laid_out = static_cast<TaskOrder>(order == 0 ? 0 : order - 1);
    return {.number = prime,
            .tasks = runs,
            .io_delay = io_delay,
            .mix = mix_of(mix),
            .order = laid_out,
            .seed = seed,
            .numbers = numbers,
            .payload_bytes = static_cast<std::size_t>(payload),
            .payload_source = payload_source};
  }

  bool operator==(const Configuration&) const = default;
};

}  // namespace primebench
