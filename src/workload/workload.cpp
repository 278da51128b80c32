#include "workload/workload.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "core/clock.hpp"
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

}  // namespace

Workload::Workload(const TaskBatch& batch, const Kernel& kernel, TaskLog log, InterpreterLock* lock)
    : batch_(batch),
      find_divisor_(kernel.find_divisor),
      last_(integer_sqrt(batch.number)),
      piece_(lock == nullptr ? kPiece : kLockedPiece),
      log_(log),
      lock_(lock) {
  // There are last_ - 1 divisors, from 2 on.
  const std::uint64_t divisors = last_ > 1 ? last_ - 1 : 0;
  third_ = 1 + divisors / 3;
  half_ = 1 + divisors / 2;
  plain_ =
      batch.number >= 2 && batch.io_delay.count() == 0 && lock == nullptr && divisors <= piece_;
}

bool Workload::run_steps(std::size_t task) const {
  TaskSteps steps(*this, task);
  while (steps.advance())
    sleep_until(now_ns() + batch_.io_delay.count());
  return steps.prime();
}

bool TaskSteps::advance() {
  const Workload& w = workload_;
  if (waits_ == 0)
    w.log_.begin(task_);
  if (w.batch_.io_delay.count() == 0) {
    divide(2, w.last_);
    w.log_.end(task_);
    return false;
  }
  switch (waits_) {
    case 0:
      break;
    case 1:
      divide(2, w.third_);
      break;
    case 2:
      divide(w.third_ + 1, w.half_);
      break;
    case 3:
      divide(w.half_ + 1, w.last_);
      break;
    default:
      w.log_.end(task_);
      return false;
  }
  ++waits_;
  return true;
}

bool TaskSteps::prime() const noexcept { return workload_.batch_.number >= 2 && divisor_ == 0; }

void TaskSteps::divide(std::uint64_t first, std::uint64_t last) {
  const Workload& w = workload_;
  HoldInterpreterLock lock(w.lock_);
  for (; divisor_ == 0 && first <= last; first += w.piece_) {
    const std::uint64_t end = std::min(last, first + w.piece_ - 1);
    divisor_ = w.find_divisor_(w.batch_.number, first, end);
    if (end != last) {
      w.log_.divided(task_, static_cast<std::uint32_t>(end));
      lock.yield_if_asked();
    }
  }
}

}  // namespace primebench
