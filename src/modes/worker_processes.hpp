// Forked workers: what the process modes share.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/batch_result.hpp"

namespace primebench {

/// A number of forked processes that all run the same body. They are killed and
/// reaped with their owner, and a worker that dies is an error as soon as anyone
/// looks. The owner has no other children meanwhile.
class WorkerProcesses {
 public:
  /// What a worker runs, given its number. It may hand 64 bits back.
  using Body = std::function<Answer(std::size_t worker)>;

  /// Forks `count` workers; number i runs `body(i)`. An exception that leaves the body ends its
  /// worker, and its text is kept for the message. After each fork `meanwhile` is called, if it is
  /// not empty. Throws Error if the system refuses a fork, after killing and reaping those that
  /// run.
  WorkerProcesses(std::size_t count, const Body& body, const std::function<void()>& meanwhile = {});
  ~WorkerProcesses() { kill_all(); }
  WorkerProcesses(const WorkerProcesses&) = delete;
  WorkerProcesses& operator=(const WorkerProcesses&) = delete;

  /// For use while the workers are meant to run: throws Error if one has ended,
  /// saying which and of what.
  void require_all_running();

  /// For use while the workers are meant to end: throws Error if one has ended in any other way
  /// than that the body returned. Returns whether any still runs.
  bool look();

  /// Waits until the body has returned in all of them, and returns what it returned, each
  /// added under its worker's number. Throws Error as soon as one ends in any other way; the
  /// others are then killed with this object.
  BatchResult join();

 private:
  /// An entry of the table of processes; no process: free.
  struct Worker {
    pid_t pid;
    bool running;
    std::size_t index;
  };

  /// Reads what workers have handed back, if it may be much by now.
  void collect_now_and_then();
  void collect();
  [[noreturn]] void run_body(std::size_t index, const Body& body) noexcept;
  /// Notes that `pid` has ended with `status`, which is an error unless all may end now
  /// and the body has returned.
  void note_end(pid_t pid, int status, bool may_end);
  void kill_all() noexcept;
  /// The text of the exception that ended worker `index`, empty if there was none.
  [[nodiscard]] std::string failure_of(std::size_t index) const;
  /// The entry of process `pid`, or the free one where it belongs.
  [[nodiscard]] Worker& entry_of(pid_t pid) const noexcept;

  std::size_t count_;
  std::size_t running_ = 0;
  SharedArray<Worker> table_;  ///< Open addressing, by process id. The owner's alone.
  // Pipes and no shared memory, which would make each fork dearer by a mapping, and each
  // worker that writes there by a page fault.
  Pipe failures_ = make_pipe();
  Pipe returned_ = make_pipe();
  BatchResult collected_;
  std::size_t uncollected_ = 0;  ///< Forks and ends since the last look at `returned_`.
};

}  // namespace primebench
