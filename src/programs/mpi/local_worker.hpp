// The worker of rank 0, a thread beside the one that hands out the tasks.

#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <thread>

#include "programs/mpi/conversation.hpp"
#include "programs/mpi/hand_over.hpp"

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

  /// At most kWindow that are not answered. Like take(), by the thread that made it.
  void give(std::uint64_t task);
  /// An answer that nobody has taken yet; waits for one for `pause_ns` at most. Throws what a task
  /// has thrown.
  std::optional<Answered> take(std::int64_t pause_ns);

 private:
  void work();

  RunTask run_task_;
  HandOver<std::uint64_t, kWindow> tasks_;
  HandOver<Answered, kWindow> answers_;
  std::exception_ptr error_;  ///< Set before `failed_`.
  std::atomic<bool> failed_ = false;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace primebench::mpi
