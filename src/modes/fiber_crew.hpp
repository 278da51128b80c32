// Threads that run fibers of Boost.Fiber and steal them from each other.

#pragma once

#include <atomic>
#include <boost/fiber/algo/algorithm.hpp>
#include <boost/fiber/context.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace primebench {

/// What the threads share that run one batch's fibers: a queue of ready fibers each, and who
/// sleeps. Outlives them. Boost's own work stealing keeps this in static variables, for the
/// number of threads of the first use in the process, and its idle threads spin or are not
/// told of work.
class FiberCrew {
 public:
  using Fiber = boost::fibers::context;
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit FiberCrew(std::size_t threads) : members_(threads) {}

  /// Gives member `own` of the crew a fiber that can run, and wakes another if one sleeps.
  void push(std::size_t own, Fiber* fiber);
  /// Takes the oldest fiber of `own`, or else steals one that may move; nullptr: there is none.
  Fiber* take(std::size_t own);
  [[nodiscard]] bool has_work(std::size_t own);
  /// Blocks `own` until wake(own), until another has work, or until `deadline`.
  void sleep(std::size_t own, TimePoint deadline);
  void wake(std::size_t member);

 private:
  struct Member {
    std::mutex mutex;  ///< Of the queue.
    std::deque<Fiber*> ready;
    std::mutex sleep_mutex;  ///< Of the rest.
    std::condition_variable woken;
    bool called = false;
    std::atomic<bool> sleeps = false;
  };

  void wake_one(std::size_t own);  ///< Of the others that sleep.
  [[nodiscard]] bool anything_to_steal(std::size_t own);

  std::vector<Member> members_;
  std::atomic<std::size_t> sleepers_ = 0;
};

/// The way in which a thread that is a member of a crew chooses its next fiber, for
/// boost::fibers::use_scheduling_algorithm().
class FromCrew final : public boost::fibers::algo::algorithm {
 public:
  FromCrew(FiberCrew& crew, std::size_t member) : crew_(crew), member_(member) {}

  void awakened(boost::fibers::context* fiber) noexcept override;
  boost::fibers::context* pick_next() noexcept override;
  bool has_ready_fibers() const noexcept override { return crew_.has_work(member_); }
  void suspend_until(const FiberCrew::TimePoint& deadline) noexcept override {
    crew_.sleep(member_, deadline);
  }
  void notify() noexcept override { crew_.wake(member_); }

 private:
  FiberCrew& crew_;
  std::size_t member_;
};

}  // namespace primebench
