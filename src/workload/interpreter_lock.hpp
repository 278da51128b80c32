// An emulated interpreter lock: what keeps the threads of one Python process from
// computing at the same time.

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace primebench {

/// A lock that a thread holds while it computes and releases while it waits for I/O.
/// A thread that has waited for it through a whole switch interval asks for it; the
/// holder, who looks now and then, lets go and does not take it again before another
/// thread has had it. That is CPython's scheme since 3.2: a timed request and forced
/// switching (Python/ceval_gil.c).
///
/// Any number of threads may use one. A forked process has a copy of its own; fork
/// only while nobody holds it.
class InterpreterLock {
 public:
  static constexpr std::chrono::milliseconds kSwitchInterval{5};  // sys.getswitchinterval()

  /// Blocks until the calling thread, which does not hold the lock yet, holds it.
  void take();

  /// Lets others have it. If one has asked, returns only after one has taken it.
  void release();

  /// For the holder, between two pieces of its work: lets another thread have the lock
  /// if one has asked for it, and takes it again afterwards.
  void yield_if_asked() {
    if (asked_.load(std::memory_order_relaxed)) [[unlikely]] {
      release();
      take();
    }
  }

 private:
  std::mutex mutex_;  ///< Guards all that follows.
  bool held_ = false;
  std::thread::id holder_;           ///< The present one, or the last.
  std::uint64_t switches_ = 0;       ///< How often it became another thread.
  std::atomic<bool> asked_ = false;  ///< Atomic for the holder's look without the mutex.
  std::condition_variable released_;
  std::condition_variable switched_;
};

/// Holds the lock for a scope, if there is one.
class HoldInterpreterLock {
 public:
  explicit HoldInterpreterLock(InterpreterLock* lock) : lock_(lock) {
    if (lock_ != nullptr)
      lock_->take();
  }
  ~HoldInterpreterLock() {
    if (lock_ != nullptr)
      lock_->release();
  }
  void yield_if_asked() {
    if (lock_ != nullptr)
      lock_->yield_if_asked();
  }
  HoldInterpreterLock(const HoldInterpreterLock&) = delete;
  HoldInterpreterLock& operator=(const HoldInterpreterLock&) = delete;

 private:
  InterpreterLock* lock_;
};

}  // namespace primebench
