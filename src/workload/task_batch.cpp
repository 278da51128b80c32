#include "workload/task_batch.hpp"

#include <fmt/core.h>

#include "core/error.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

/// What the batch comes to if no task carries data.
BatchResult expected_of_numbers(const TaskBatch& batch) {
  const std::uint64_t tasks = batch.tasks;
  if (batch.numbers != nullptr)
    return batch.numbers->expected();
  if (batch.mix != Mix()) {
    const std::vector<std::uint64_t> primes = primes_of(batch);
    const std::vector<std::uint8_t> sizes =
        lay_out(primes.size(), batch.tasks, batch.order, batch.seed);
    BatchResult result;
    for (std::size_t task = 0; task < batch.tasks; ++task)
      result.add(task, expected_answer(primes[sizes[task]]));
    return result;
  }
  // The first N odd numbers add up to N^2.
  return {.tasks = tasks, .sum = expected_answer(batch.number) * (tasks * tasks)};
}

}  // namespace

std::vector<std::uint64_t> primes_of(const TaskBatch& batch) {
  std::vector<std::uint64_t> primes;
  for (const double size : relative_sizes(batch.mix, count_of_sizes(batch.mix, batch.tasks)))
    primes.push_back(prime_of_size(batch.number, size));
  return primes;
}

BatchResult expected_result(const TaskBatch& batch) {
  BatchResult result = expected_of_numbers(batch);
  if (batch.payload_bytes != 0)
    result.sum += batch.payload_source->expected_sum(batch.tasks, batch.payload_bytes);
  return result;
}

std::vector<std::uint64_t> numbers_of(const TaskBatch& batch) {
  if (batch.numbers != nullptr)
    return batch.numbers->numbers();
  if (batch.mix == Mix())
    return {batch.number};
  const std::vector<std::uint64_t> primes = primes_of(batch);
  std::vector<std::uint64_t> numbers;
  numbers.reserve(batch.tasks);
  for (const std::uint8_t size : lay_out(primes.size(), batch.tasks, batch.order, batch.seed))
    numbers.push_back(primes[size]);
  return numbers;
}

void check_sizes(const TaskBatch& batch) {
  if (batch.mix != Mix() && primes_of(batch).back() == 0)
    throw Error(fmt::format(
        "--mix {}: the longest task would take {:.3g} times what that of prime {} takes, and no "
        "64-bit number is that large; use a smaller --prime or --task-time",
        text_of(batch.mix), longest_of(batch.mix, batch.tasks), batch.number));
}

double shortest_task_ns(const TaskBatch& batch) {
  constexpr double kDivisorNs = 0.1;
  const double waits_ns = kIoWaits * static_cast<double>(batch.io_delay.count());
  if (batch.numbers != nullptr)
    return waits_ns + kDivisorNs * batch.numbers->mean_steps();
  if (!is_prime(batch.number))  // One divisor may be all that is tried.
    return waits_ns;
  const std::uint64_t least = batch.mix == Mix() ? batch.number : primes_of(batch).front();
  return waits_ns + kDivisorNs * static_cast<double>(integer_sqrt(least));
}

}  // namespace primebench
