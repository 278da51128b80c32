// Worker processes: what the process modes share.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/batch_result.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// What a worker writes when it has run what it was to run.
struct Returned {
  std::size_t worker;
  Answer answer;
};

/// What one writes that the task log does not know of.
struct ReturnedRun {
  Returned returned;
  ToldRun run{};
};

/// The descriptors to which a worker writes its Returned, or why it failed.
struct WorkerPipes {
  int returned;
  int failures;
};

/// In a worker's process: calls `body`, writes what it returns or the text of what it throws,
/// and ends the process.
template <typename What>  // Returned, or ReturnedRun if it is started as a program.
[[noreturn]] void end_as_worker(std::size_t worker, const WorkerPipes& pipes,
                                const std::function<What()>& body) noexcept;

/// A number of processes that run the same body or a program. They are killed and
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
  /// How worker `worker` is started as a program that inherits the pipes and ends with
  /// end_as_worker(). The process, or -1, and errno says why.
  using Start = std::function<pid_t(std::size_t worker, const WorkerPipes& pipes)>;
  using OnReturn = std::function<void(const ReturnedRun& returned)>;

  /// Likewise, started by `start`. `on_return` hears of each that has returned, from this thread.
  WorkerProcesses(std::size_t count, const Start& start, OnReturn on_return);
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
  template <typename What>
  void collect_all();
  template <typename StartOne>
  void start_all(const StartOne& start_one, const std::function<void()>& meanwhile);
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
  OnReturn on_return_;
  std::size_t uncollected_ = 0;  ///< Forks and ends since the last look at `returned_`.
};

}  // namespace primebench
