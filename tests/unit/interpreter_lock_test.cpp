#include "workload/interpreter_lock.hpp"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "sys/child.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

std::atomic<int> dividing = 0;
std::atomic<int> most_dividing = 0;
std::atomic<std::thread::id> last_thread;
std::atomic<int> turns = 0;  ///< How often another thread divided than before.

/// Notes how many threads of the process divide at once. Takes its time.
constexpr Kernel kCounting = {
    .name = "counting",
    .needs = "",
    .supported = []() noexcept { return true; },
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      const int now = ++dividing;
      turns += last_thread.exchange(std::this_thread::get_id()) != std::this_thread::get_id();
      int most = most_dividing;
      while (now > most && !most_dividing.compare_exchange_weak(most, now)) {
      }
      std::this_thread::sleep_for(milliseconds(1));
      --dividing;
      return 0;
    }};

/// Runs a task on each of four threads; returns how many divided at once.
int divide_on_four_threads(const Workload& workload) {
  most_dividing = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t task = 0; task < 4; ++task)
      threads.emplace_back([&workload, task] { (void)workload.run_task(task); });
  }
  return most_dividing;
}

}  // namespace

TEST_CASE("the interpreter lock excludes the other threads") {
  constexpr int kTimes = 20'000;
  InterpreterLock lock;
  int count = 0;  // Not atomic: the lock is what guards it.
  {
    std::array<std::jthread, 3> threads;
    for (std::jthread& thread : threads) {
      thread = std::jthread([&] {
        for (int i = 0; i < kTimes; ++i) {
          const HoldInterpreterLock hold(&lock);
          ++count;
        }
      });
    }
  }
  CHECK(count == 3 * kTimes);
}

TEST_CASE("a thread that computes without end lets one that has asked have the lock") {
  InterpreterLock lock;
  std::atomic<bool> had_it = false;
  lock.take();
  std::jthread other([&] {
    const HoldInterpreterLock hold(&lock);
    had_it = true;
  });
  while (!had_it)  // Would hang if nobody were ever asked.
    lock.yield_if_asked();
  lock.release();
}

TEST_CASE("nobody is asked for the lock before the switch interval is over") {
  InterpreterLock lock;
  lock.take();
  const auto begin = std::chrono::steady_clock::now();
  std::atomic<bool> had_it = false;
  std::jthread other([&] {
    const HoldInterpreterLock hold(&lock);
    had_it = true;
  });
  while (!had_it)
    lock.yield_if_asked();
  CHECK(std::chrono::steady_clock::now() - begin >= InterpreterLock::kSwitchInterval);
  lock.release();
}

TEST_CASE("a holder that was asked cannot take the lock again before another has had it") {
  for (int attempt = 0; attempt < 5; ++attempt) {
    InterpreterLock lock;
    bool had_it = false;  // Guarded by the lock.
    lock.take();
    std::jthread other([&] {
      const HoldInterpreterLock hold(&lock);
      had_it = true;
    });
    std::this_thread::sleep_for(20 * InterpreterLock::kSwitchInterval);  // It has asked by now.
    lock.release();
    lock.take();
    CHECK(had_it);
    lock.release();
  }
}

TEST_CASE("under the lock one thread of a process divides at a time, also in long tasks") {
  const TaskBatch batch = {.number = 1000003, .tasks = 4, .io_delay = nanoseconds(0)};
  const TaskBatch long_batch = {.number = 68718952447, .tasks = 4, .io_delay = nanoseconds(0)};
  InterpreterLock lock;
  CHECK(divide_on_four_threads(Workload(batch, kCounting, {}, &lock)) == 1);
  CHECK(divide_on_four_threads(Workload(long_batch, kCounting, {}, &lock)) == 1);
}

TEST_CASE("threads in long tasks take turns under the lock") {
  const TaskBatch batch = {.number = 6871947673600, .tasks = 2, .io_delay = nanoseconds(0)};
  // Forty pieces of 1 ms each. Without turns the first thread does all of its own first.
  for (int attempt = 0;; ++attempt) {
    InterpreterLock lock;
    const Workload workload(batch, kCounting, {}, &lock);
    turns = 0;
    last_thread = std::thread::id();
    {
      const std::jthread first([&] { (void)workload.run_task(0); });
      const std::jthread second([&] { (void)workload.run_task(1); });
    }
    REQUIRE(attempt < 10);  // The second may have begun when the first was done.
    if (turns > 2)
      break;
  }
}

TEST_CASE("the lock is released during the waits") {
  // Either task waits until the other waits too; holding the lock meanwhile would hang.
  const TaskBatch batch = {.number = 17, .tasks = 2, .io_delay = milliseconds(1)};
  InterpreterLock lock;
  const Workload workload(batch, fastest_kernel(), {}, &lock);
  TaskSteps first(workload, 0);
  TaskSteps second(workload, 1);
  for (int wait = 0; wait < kIoWaits; ++wait) {
    CHECK(first.advance());
    CHECK(second.advance());
  }
  CHECK_FALSE(first.advance());
  CHECK_FALSE(second.advance());
  CHECK(first.answer() == 17);
}

TEST_CASE("a forked process has a lock of its own") {
  InterpreterLock lock;
  const SharedArray<std::atomic<bool>> child_had_it(1);
  ChildProcess child = ChildProcess::fork([&] {
    const HoldInterpreterLock hold(&lock);
    child_had_it[0] = true;
    while (child_had_it[0])
      std::this_thread::yield();
  });
  while (!child_had_it[0])
    std::this_thread::yield();
  lock.take();  // Would hang, the child holding it still, if there were but one.
  child_had_it[0] = false;
  lock.release();
  CHECK(child.wait().clean());
}

}  // namespace primebench
