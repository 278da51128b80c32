// A batch of tasks: what it consists of, and what it must come to.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/batch_result.hpp"
#include "workload/mix.hpp"
#include "workload/number_list.hpp"
#include "workload/payload.hpp"

namespace primebench {

/// How often a task waits if it waits at all: before dividing, after the first third
/// of the divisors, after half of them, and at the end.
inline constexpr int kIoWaits = 4;

/// What a batch consists of.
struct TaskBatch {
  std::uint64_t number = 0;              ///< What every task checks; unequal ones: in the mean.
  std::size_t tasks = 0;                 ///< How many there are.
  std::chrono::nanoseconds io_delay{0};  ///< Length of each wait; 0: no wait at all.
  Mix mix{};                             ///< Of unequal tasks; the number is then a prime.
  TaskOrder order = TaskOrder::kRandom;
  std::uint64_t seed = 1;  ///< Of a random order.
  /// The numbers that the tasks check, one each, in place of `number`, `mix` and `order`;
  /// outlives whatever is made of the batch. nullptr: none were given.
  const NumberList* numbers = nullptr;
  std::size_t payload_bytes = 0;  ///< That each task is handed, and hands back.
  /// Where they come from; made for as many tasks and bytes at least, and outlives whatever is
  /// made of the batch. Unused without a payload.
  const PayloadSource* payload_source = nullptr;
};

/// The primes of a batch of unequal sizes, ascending; 0 stands for what would be too large.
std::vector<std::uint64_t> primes_of(const TaskBatch& batch);

/// Throws Error if the batch has tasks for which no 64-bit number is large enough.
void check_sizes(const TaskBatch& batch);

/// What the batch must come to if every task is run once and rightly. Found in an
/// independent way, without any kernel, in microseconds for a prime and in milliseconds
/// for a product of two large ones.
BatchResult expected_result(const TaskBatch& batch);

/// What each task checks, in the order of the tasks; one number if they are all equal.
std::vector<std::uint64_t> numbers_of(const TaskBatch& batch);

/// What a task takes on any machine, at least, in nanoseconds, waits included; of given numbers,
/// in the mean.
double shortest_task_ns(const TaskBatch& batch);

}  // namespace primebench
