#include "workload/workload.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "core/clock.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

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

Workload::Workload(std::uint64_t number, std::size_t tasks, std::chrono::nanoseconds io_delay,
                   const Kernel& kernel, TaskLog log)
    : number_(number),
      tasks_(tasks),
      io_delay_(io_delay),
      find_divisor_(kernel.find_divisor),
      last_(integer_sqrt(number)),
      log_(log) {
  // There are last_ - 1 divisors, from 2 on.
  third_ = 1 + (last_ > 1 ? last_ - 1 : 0) / 3;
  half_ = 1 + (last_ > 1 ? last_ - 1 : 0) / 2;
}

bool Workload::run_task(std::size_t task) const {
  TaskSteps steps(*this, task);
  while (steps.advance())
    sleep_until(now_ns() + io_delay_.count());
  return steps.prime();
}

bool TaskSteps::advance() {
  const Workload& w = workload_;
  if (waits_ == 0)
    w.log_.begin(task_);
  if (w.io_delay_.count() == 0) {
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

bool TaskSteps::prime() const noexcept { return workload_.number_ >= 2 && divisor_ == 0; }

void TaskSteps::divide(std::uint64_t first, std::uint64_t last) {
  // In pieces of some milliseconds, so that whoever watches sees a long task advance.
  constexpr std::uint64_t kPiece = 1U << 24;
  for (; divisor_ == 0 && first <= last; first += kPiece) {
    const std::uint64_t end = std::min(last, first + kPiece - 1);
    divisor_ = workload_.find_divisor_(workload_.number_, first, end);
    if (end != last)
      workload_.log_.divided(task_, static_cast<std::uint32_t>(end));
  }
}

}  // namespace primebench
