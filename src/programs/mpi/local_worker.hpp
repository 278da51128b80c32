// The worker of rank 0, a thread beside the one that hands out the tasks.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "programs/mpi/conversation.hpp"

namespace primebench::mpi {

/// Runs the tasks that it is given, in turn. Owns the thread, which ends with it; a task that
/// has begun is ended first.
class LocalWorker {
 public:
  using RunTask = std::function<Answered(std::uint64_t task)>;

  explicit LocalWorker(RunTask run_task);
  ~LocalWorker();
  LocalWorker(const LocalWorker&) = delete;
  LocalWorker& operator=(const LocalWorker&) = delete;

  void give(std::uint64_t task);
  /// An answer that nobody has taken yet; waits for one for `pause_ns` at most. Throws what a task
  /// has thrown.
  std::optional<Answered> take(std::int64_t pause_ns);

 private:
  void work();

  RunTask run_task_;
  std::atomic<bool> is_given_ = false;  ///< Whether there are tasks; changes under the mutex.
  std::mutex mutex_;                    ///< Of all that follows but the thread.
  std::condition_variable given_;
  std::condition_variable answered_;
  std::deque<std::uint64_t> tasks_;
  std::deque<Answered> answers_;
  std::exception_ptr error_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace primebench::mpi
