#include "workload/workload.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

/// Some milliseconds of dividing, so that whoever watches sees a long task advance.
constexpr std::uint64_t kPiece = 1U << 24;

/// A fraction of a millisecond with most kernels and processors, two at worst: the time for which a
/// thread that has asked for the interpreter lock goes on waiting.
constexpr std::uint64_t kLockedPiece = 1U << 16;

/// Sleeps until the clock has reached the deadline: an interrupted sleep goes on
/// without growing longer.
void sleep_until(std::int64_t deadline_ns) noexcept {
  constexpr std::int64_t kSecond = 1'000'000'000;
  timespec deadline{};
  deadline.tv_sec = deadline_ns / kSecond;
  deadline.tv_nsec = deadline_ns % kSecond;
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) == EINTR) {
  }
}

/// The primes of an unequal batch, ascending; 0 stands for what would be too large.
std::vector<std::uint64_t> primes_of(const TaskBatch& batch) {
  std::vector<std::uint64_t> primes;
  for (const double size : relative_sizes(batch.mix, count_of_sizes(batch.mix, batch.tasks)))
    primes.push_back(prime_of_size(batch.number, size));
  return primes;
}

}  // namespace

BatchResult expected_result(const TaskBatch& batch) {
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

Workload::Workload(const TaskBatch& batch, const Kernel& kernel, TaskLog log, InterpreterLock* lock)
    : batch_(batch),
      kernel_name_(kernel.name),
      find_divisor_(kernel.find_divisor),
      piece_(lock == nullptr ? kPiece : kLockedPiece),
      log_(log),
      lock_(lock),
      division_(division_for(batch.number)) {
  if (batch.mix == Mix() && batch.numbers == nullptr)
    return;
  Unequal unequal;
  if (batch.numbers != nullptr) {
    unequal.divisions.reserve(batch.tasks);
    for (const std::uint64_t number : batch.numbers->numbers())
      unequal.divisions.push_back(division_for(number));
    unequal_ = std::make_shared<const Unequal>(std::move(unequal));
    return;
  }
  for (const std::uint64_t prime : primes_of(batch))
    unequal.divisions.push_back(division_for(prime));
  unequal.sizes = lay_out(unequal.divisions.size(), batch.tasks, batch.order, batch.seed);
  unequal_ = std::make_shared<const Unequal>(std::move(unequal));
}

Workload::Workload(const TaskBatch& batch, std::span<const std::uint64_t> numbers,
                   const Kernel& kernel, TaskLog log, InterpreterLock* lock)
    : Workload(
          TaskBatch{.number = numbers.front(), .tasks = batch.tasks, .io_delay = batch.io_delay},
          kernel, log, lock) {
  if (numbers.size() == 1)
    return;
  Unequal unequal;
  unequal.divisions.reserve(numbers.size());
  for (const std::uint64_t number : numbers)
    unequal.divisions.push_back(division_for(number));
  unequal_ = std::make_shared<const Unequal>(std::move(unequal));
}

Workload::Division Workload::division_for(std::uint64_t number) const noexcept {
  Division division = {
      .number = number, .last = static_cast<std::uint32_t>(integer_sqrt(number)), .plain = false};
  division.plain =
      number >= 2 && batch_.io_delay.count() == 0 && lock_ == nullptr && division.count() <= piece_;
  return division;
}

double Workload::steps(std::size_t task) const noexcept {
  return static_cast<double>(std::max(division_of(task).last, 1U));
}

Answer Workload::run_steps(std::size_t task) const {
  TaskSteps steps(*this, task);
  while (steps.advance())
    sleep_until(now_ns() + batch_.io_delay.count());
  return steps.answer();
}

bool TaskSteps::advance() {
  const Workload& w = workload_;
  if (waits_ == 0)
    w.log_.begin(task_);
  else if (waits_since_ != 0)
    w.log_.pauses().note(task_, PauseKind::kWait, waits_since_, now_ns());
  if (w.batch_.io_delay.count() == 0) {
    divide(2, division_.last);
    w.log_.end(task_);
    return false;
  }
  const std::uint64_t third = 1 + division_.count() / 3;
  const std::uint64_t half = 1 + division_.count() / 2;
  switch (waits_) {
    case 0:
      break;
    case 1:
      divide(2, third);
      break;
    case 2:
      divide(third + 1, half);
      break;
    case 3:
      divide(half + 1, division_.last);
      break;
    default:
      w.log_.end(task_);
      return false;
  }
  ++waits_;
  if (w.log_.pauses().enabled())
    waits_since_ = now_ns();
  return true;
}

Answer TaskSteps::answer() const noexcept {
  if (divisor_ != 0)
    return divisor_;
  return division_.number < 2 ? 0 : division_.number;
}

void TaskSteps::divide(std::uint64_t first, std::uint64_t last) {
  const Workload& w = workload_;
  const bool watched = w.lock_ != nullptr && w.log_.pauses().enabled();
  std::int64_t since = watched ? now_ns() : 0;
  const auto note_pause = [&] {
    constexpr std::int64_t kShortest = 1'000;  // Of a lock that was free.
    const std::int64_t now = now_ns();
    if (now - since >= kShortest)
      w.log_.pauses().note(task_, PauseKind::kLock, since, now);
  };
  HoldInterpreterLock lock(w.lock_);
  if (watched)
    note_pause();
  for (; divisor_ == 0 && first <= last; first += w.piece_) {
    const std::uint64_t end = std::min(last, first + w.piece_ - 1);
    divisor_ = w.find_divisor_(division_.number, first, end);
    if (end != last) {
      w.log_.note_steps(task_, static_cast<std::uint32_t>(end));
      since = watched ? now_ns() : 0;
      lock.yield_if_asked();
      if (watched)
        note_pause();
    }
  }
}

}  // namespace primebench
