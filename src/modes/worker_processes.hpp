// Forked workers: what the process modes share.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string_view>

#include "sys/shared_memory.hpp"

namespace primebench {

/// A number of forked processes that all run the same body. They are killed and
/// reaped with their owner, and a worker that dies is an error as soon as anyone
/// looks. The owner has no other children meanwhile.
class WorkerProcesses {
 public:
  /// Forks `count` workers; number i runs `body(i)` and exits. An exception that
  /// leaves the body ends its worker, and its text is kept for the message. Throws
  /// Error if the system refuses a fork, after killing and reaping those that run.
  WorkerProcesses(std::size_t count, const std::function<void(std::size_t)>& body);
  ~WorkerProcesses() { kill_all(); }
  WorkerProcesses(const WorkerProcesses&) = delete;
  WorkerProcesses& operator=(const WorkerProcesses&) = delete;

  /// For use while the workers are meant to run: throws Error if one has ended,
  /// saying which and of what.
  void require_all_running();

  /// Waits until all have ended by themselves. Throws Error as soon as one dies of
  /// anything else; the others are then killed with this object.
  void join();

 private:
  /// The text of a worker's exception; all zero where there was none.
  struct Failure {
    char text[512];
  };
  /// An entry of the table of processes; no process: free.
  struct Worker {
    pid_t pid;
    bool running;
    std::size_t index;
  };

  void run_body(std::size_t index, const std::function<void(std::size_t)>& body) noexcept;
  /// Notes that `pid` has ended with `status`; throws if that is a failure, or if it
  /// ended too early.
  void note_end(pid_t pid, int status, bool ending_is_right);
  void kill_all() noexcept;
  /// The entry of process `pid`, or the free one where it belongs.
  [[nodiscard]] Worker& entry_of(pid_t pid) const noexcept;

  std::size_t count_;
  std::size_t running_ = 0;
  // Shared, although only the owner uses the table: a fork does not copy shared memory
  // and need not protect it from the parent's next write.
  SharedArray<Worker> table_;      ///< Open addressing, by process id.
  SharedArray<Failure> failures_;  ///< By worker.
};

}  // namespace primebench
