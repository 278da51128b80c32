// What a batch came to: how many tasks were run, and a checksum of their answers.

#pragma once

#include <cstddef>
#include <cstdint>

namespace primebench {

/// What one task found: 64 bits that the modes hand on and only the workload reads.
using Answer = std::uint64_t;

/// The tasks that were run and the sum of answer * (2 i + 1) over them, i being the
/// number of the task, modulo 2^64. The weights are odd, so that no answer is multiplied
/// away, and all different: a task that was lost, run in place of another, or answered
/// for another changes the count or the sum. Plain bytes, so that it fits into a pipe.
struct BatchResult {
  std::uint64_t tasks = 0;
  std::uint64_t sum = 0;

  /// Notes that task `task` has answered.
  void add(std::size_t task, Answer answer) noexcept {
    ++tasks;
    sum += answer * (2 * std::uint64_t{task} + 1);
  }
  /// Notes what another worker's tasks came to.
  void add(const BatchResult& part) noexcept {
    tasks += part.tasks;
    sum += part.sum;
  }

  bool operator==(const BatchResult&) const = default;
};

}  // namespace primebench
