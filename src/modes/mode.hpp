// A mode is one way of spreading a batch of independent tasks over the machine. The
// measuring code knows modes only through this header.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "workload/batch_result.hpp"

namespace primebench {

struct Machines;
class Workload;

/// Decides a mode's colour and the heading under which it is listed, and nothing else:
/// what a mode can do is told by the traits in its ModeSpec.
enum class Family { kBaseline, kThreads, kEventLoop, kProcesses };

/// How messages and lists call a family: "threads".
std::string_view family_name(Family family);

/// What a program says of a batch that it has run. Plain bytes, so that it fits into a pipe.
struct ToldByProgram {
  std::uint64_t workers = 0;  ///< That ran tasks.
  std::uint64_t hosts = 0;    ///< On how many machines; 0: not told.
  /// How many of them it has described, in the order in which their workers are numbered: all or
  /// none.
  std::uint64_t hosts_told = 0;
  char kernel[64] = {};  ///< What divided; ends with 0; empty: not told.
};

/// What a program says of a machine that took part. Plain bytes too, for shared memory.
struct ToldHost {
  char name[256] = {};          ///< Ends with 0, as does the model.
  char cpu_model[240] = {};     ///< Empty: not told.
  std::uint64_t workers = 0;    ///< That ran tasks.
  std::uint64_t cpu_milli = 0;  ///< Thousandths of a CPU that they could use; 0: not told.
};

/// What can be chosen of a mode, beside the workload.
struct ModeOptions {
  std::size_t pool = 1;  ///< Workers, where the mode has a pool.
  std::size_t chunk =
      0;  ///< Tasks that are handed out at once, where they are; 0: as many as usual.
};

/// What a mode that is a program is given beside the workload.
struct ProgramMeans {
  int log_file = -1;                   ///< The task log's memory as a file; -1: none.
  bool patient = false;                ///< Someone else limits the time that its end may take.
  const Machines* machines = nullptr;  ///< For a mode that spans several; nullptr: this one.
  std::span<ToldHost> hosts{};         ///< Where what is told of them is put.
};

struct ModeProgram;

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

  /// Runs every task exactly once and blocks until all are done. Returns how many there
  /// were and the sum of their answers, each added under the number of its task; the
  /// caller checks both, which also keeps the work from being optimised away. Called once.
  ///
  /// Throws Error if a worker cannot be started or dies, and passes on the first
  /// failure of a task: as it is from a thread, as an Error with the same text from
  /// a process. Either way no worker is left behind once the mode is destroyed.
  virtual BatchResult run() = 0;

  /// Ends the workers in order and waits for them; called after run(). Throws Error
  /// if one of them did not end as it should, which a destructor could not say.
  virtual void close() {}

  /// After run(): what a mode tells that is not one of ours, whose workers and kernel we
  /// know; nullptr otherwise.
  [[nodiscard]] virtual const ToldByProgram* told() const { return nullptr; }
};

/// How many workers run a mode's tasks.
enum class Workers { kOne, kPool, kPerTask };

/// What a mode starts anew for every single task.
enum class PerTask { kNothing, kThread, kProcess };

/// Why a mode cannot run on this machine or in this build.
struct Obstacle {
  std::string reason;   ///< "this build has no oneTBB"
  std::string package;  ///< The Debian package that would help; empty: none would.
};

/// What bounds the speed of a mode for a batch.
struct Capacity {
  double under_way = 1;  ///< Tasks that can have begun and not ended at one time.
  double dividing = 1;   ///< Tasks that can divide at one time.
};

/// A row of the mode table: all that the rest of the program knows in advance.
struct ModeSpec {
  std::string_view name;     ///< Value of --mode and of the CSV column. Never renamed.
  std::string_view alias;    ///< The Python original's name where it is another.
  std::string_view summary;  ///< For --list-modes; at most 36 characters.
  std::string_view needs;    ///< What it is built on, in one word; "-": nothing.
  Family family = Family::kBaseline;

  // Traits; the defaults are those of a plain loop.
  Workers workers = Workers::kOne;
  bool divides_in_parallel = false;  ///< Whether tasks can divide at the same time.
  bool wait_holds_worker = true;     ///< Whether a worker has no other task while one waits.
  bool wait_ends_anywhere = true;    ///< In whichever worker is free; else in that where it began.
  bool shares_memory = true;         ///< Workers are threads of one process; else processes.
  bool has_chunks = false;           ///< Whether --chunk means anything to it.
  bool carries_data = true;          ///< Whether its tasks can have a payload.
  bool inherits_memory = true;       ///< Workers know what was in memory when they were started.
  bool spans_machines = false;       ///< Workers may be on other machines.

  /// What keeps the mode from running here, if anything; nullptr: it runs everywhere.
  std::optional<Obstacle> (*obstacle)() = nullptr;
  std::unique_ptr<Mode> (*make)(const Workload& workload, const ModeOptions& options) = nullptr;
  const ModeProgram* program = nullptr;  ///< What runs the mode instead of make().

  /// Makes the mode or starts its program, which is a child of this process.
  [[nodiscard]] std::unique_ptr<Mode> start(const Workload& workload, const ModeOptions& options,
                                            const ProgramMeans& means) const;
  /// Whether --pool means anything to this mode.
  [[nodiscard]] constexpr bool uses_pool() const noexcept { return workers == Workers::kPool; }
  [[nodiscard]] constexpr PerTask per_task() const noexcept {
    if (workers != Workers::kPerTask)
      return PerTask::kNothing;
    return shares_memory ? PerTask::kThread : PerTask::kProcess;
  }
  /// Whether its tasks run one after another, waits included: what others are compared with.
  [[nodiscard]] constexpr bool is_baseline() const noexcept {
    return workers == Workers::kOne && !divides_in_parallel && wait_holds_worker;
  }
  /// nullopt if the mode can run here.
  [[nodiscard]] std::optional<Obstacle> unavailable() const {
    return obstacle == nullptr ? std::nullopt : obstacle();
  }
  /// For `tasks` tasks on `cpus` CPUs; `gil`: the threads of a process share an
  /// interpreter lock. nullopt if the mode has a pool and `pool` is not its size.
  [[nodiscard]] std::optional<Capacity> capacity(double tasks, std::optional<std::uint64_t> pool,
                                                 double cpus, bool gil) const;
};

/// "this build has no oneTBB; install the Debian package libtbb-dev"
std::string describe(const Obstacle& obstacle);

}  // namespace primebench
