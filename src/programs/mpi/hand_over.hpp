// Handing values from one thread to another where both are awake most of the time.

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace primebench::mpi {

/// Values in their order, from one thread to one other; at most `kRoom` at a time. A ring with
/// one counter for each side (Lamport 1983, "Specifying concurrent program modules"). Who takes
/// may sleep; giving costs a system call only then.
template <typename Value, std::size_t kRoom>
class HandOver {
 public:
  /// By the giving thread, while there is room.
  void give(const Value& value) {
    const std::uint64_t place = given_.load(std::memory_order_relaxed);
    ring_[place % kRoom] = value;
    given_.store(place + 1, std::memory_order_release);
    ring();
  }

  /// By the taking thread: the next value, if there is one.
  std::optional<Value> take() {
    const std::uint64_t place = taken_;
    if (empty())
      return std::nullopt;
    ++taken_;
    return ring_[place % kRoom];
  }

  /// By the taking thread: whether there is nothing to take.
  [[nodiscard]] bool empty() const noexcept {
    return given_.load(std::memory_order_acquire) == taken_;
  }

  /// Wakes who sleeps if anything has changed that it waits for. Any thread.
  void ring() {
    // Both sides write the flag, so one of them sees what the other did before: either the
    // sleeper what was given, or this the sleeper.
    if (!asleep_.exchange(false))
      return;
    { const std::scoped_lock lock(mutex_); }
    bell_.notify_one();
  }

  /// By the taking thread: sleeps until there is something, ring() was called and `over` holds,
  /// or the time is up.
  template <typename Over>
  void sleep(std::chrono::nanoseconds longest, const Over& over) {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, longest, [&] {
      asleep_.exchange(true);
      return !empty() || over();
    });
    asleep_.store(false);
  }

 private:
  std::array<Value, kRoom> ring_{};
  std::atomic<std::uint64_t> given_ = 0;
  std::uint64_t taken_ = 0;  ///< Of the taking thread's.
  std::atomic<bool> asleep_ = false;
  std::mutex mutex_;
  std::condition_variable bell_;
};

}  // namespace primebench::mpi
