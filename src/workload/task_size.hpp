// Numbers for tasks of a wished-for length: the time goes in, a prime comes out.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace primebench {

/// Nanoseconds that checking this prime takes: time_of_task() with a kernel. It grows
/// with the root of the prime, not everywhere at the same rate, and may jump.
using TaskCost = std::function<double(std::uint64_t prime)>;

/// A prime whose check takes about a given time.
struct SizedTask {
  std::chrono::nanoseconds wanted{0};
  std::uint64_t prime = 0;
  double took_ns = 0;  ///< What the cost function said of that very prime.
};

/// Finds primes by trial: it guesses, has the guess timed and corrects it.
class TaskSizer {
 public:
  /// Asks for the cost of the smallest and the largest 64-bit prime.
  explicit TaskSizer(TaskCost cost);

  /// What a task takes at least, hardly dividing at all, and at most.
  [[nodiscard]] double shortest_ns() const noexcept { return shortest_ns_; }
  [[nodiscard]] double longest_ns() const noexcept { return longest_ns_; }

  /// Whether a task can take that long, give or take 10 %.
  [[nodiscard]] bool possible(std::chrono::nanoseconds wanted) const noexcept;

  /// The nearest that was found in at most ten trials; they end as soon as one is within
  /// 3 %. Requires possible(wanted). Where the cost jumps the nearest side is taken.
  [[nodiscard]] SizedTask find(std::chrono::nanoseconds wanted) const;

 private:
  TaskCost cost_;
  double shortest_ns_;
  double longest_ns_;
};

}  // namespace primebench
