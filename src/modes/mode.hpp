// A mode is one way of spreading a batch of identical, independent tasks over the
// machine. The measuring code knows modes only through this header.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace primebench {

class Workload;

enum class Family { kBaseline, kThreads, kEventLoop, kProcesses };

/// How messages and lists call a family: "threads".
std::string_view family_name(Family family);

/// How many tasks found their number to be prime, and how many did not.
struct Verdicts {
  std::size_t primes = 0;
  std::size_t composites = 0;

  void add(bool prime) { ++(prime ? primes : composites); }
};

/// One running instance of a mode, for one batch. Construction starts the workers
/// that live as long as the mode does; they are given the workload then, because a
/// forked worker knows only what existed when it was forked. run() executes the
/// batch; close() gives the workers back. The measurement times all three.
///
/// Used from a single thread. At most one instance exists at a time, so a mode that
/// forks can rely on being the only thread. The workload outlives the mode.
class Mode {
 public:
  Mode() = default;
  /// Kills and reaps, or joins, whatever is left after a failure.
  virtual ~Mode() = default;
  Mode(const Mode&) = delete;
  Mode& operator=(const Mode&) = delete;

  /// Runs every task exactly once and blocks until all are done. Returns all their
  /// verdicts, counted; the caller checks them, which also keeps the work from being
  /// optimised away. Called once.
  ///
  /// Throws Error if a worker cannot be started or dies, and passes on the first
  /// failure of a task: as it is from a thread, as an Error with the same text from
  /// a process. Either way no worker is left behind once the mode is destroyed.
  virtual Verdicts run() = 0;

  /// Ends the workers in order and waits for them; called after run(). Throws Error
  /// if one of them did not end as it should, which a destructor could not say.
  virtual void close() {}
};

/// What a mode starts anew for every single task.
enum class PerTask { kNothing, kThread, kProcess };

/// A row of the mode table: all that the rest of the program knows in advance.
struct ModeSpec {
  std::string_view name;     ///< Value of --mode and of the CSV column. Never renamed.
  std::string_view alias;    ///< The Python original's name where it is another.
  std::string_view summary;  ///< For --list-modes; at most 36 characters.
  std::string_view needs;    ///< What it is built on, in one word; "-": nothing.
  Family family = Family::kBaseline;
  bool uses_pool = false;  ///< Whether --pool means anything to this mode.
  PerTask per_task = PerTask::kNothing;
  std::unique_ptr<Mode> (*make)(const Workload& workload, std::size_t pool) = nullptr;
};

}  // namespace primebench
