// Rank 0: hands out the tasks and knows what became of them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modes/mode.hpp"
#include "programs/mpi/clocks.hpp"
#include "programs/mpi/communicator.hpp"
#include "programs/mpi/conversation.hpp"
#include "programs/mpi/local_worker.hpp"
#include "workload/batch_result.hpp"
#include "workload/workload.hpp"

namespace primebench::mpi {

/// Asks a worker for a number of readings of its clock, in the place of a task.
inline constexpr std::uint64_t kAskClock = kNoTask - 1;
inline constexpr int kClockReadings = 16;

/// A machine, as the ranks have introduced themselves.
struct Host {
  std::string name;
  int first_rank = 0;
};

/// When and where a recorded task ran, on rank 0's clock.
struct LoggedTask {
  std::uint64_t task = 0;
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
  std::size_t worker = 0;  ///< Of those that ran tasks, from 0, host by host.
};

/// Used by the thread that owns the communicator, which outlives it, as does the workload.
class Master {
 public:
  /// `introductions` are those of all ranks.
  Master(const Communicator& ranks, const std::vector<Introduction>& introductions,
         const Workload& workload);

  [[nodiscard]] const std::vector<Host>& hosts() const noexcept { return hosts_; }

  /// Sets the clocks of the other hosts against this one's.
  void read_clocks();
  /// How well it is known: "clock of host pbB: 12 us behind, to within 9 us"; one each.
  [[nodiscard]] std::vector<std::string> clock_words() const;

  /// Runs all tasks; those of rank 0 by `run_task`, which is then called from another thread, or
  /// from this one if it is the only rank.
  BatchResult run(const LocalWorker::RunTask& run_task);
  /// How many ranks have run tasks.
  [[nodiscard]] std::size_t workers() const;
  /// What the hosts have, in the order in which workers are numbered; `processors` are those of
  /// all ranks.
  [[nodiscard]] std::vector<ToldHost> told_hosts(const std::vector<Processor>& processors) const;

  /// All tasks that were recorded. Call read_clocks() again first.
  [[nodiscard]] std::vector<LoggedTask> log() const;

  /// Lets the other ranks end.
  void dismiss() const;

 private:
  struct Entry {
    Answered answered;
    std::size_t rank;
    std::int64_t received_ns;
  };

  void hand_out(std::size_t rank);
  void note(std::size_t rank, const Answered& answered, std::span<const std::byte> output = {});
  void run_alone(const LocalWorker::RunTask& run_task);
  /// By rank; of ranks that ran none it means nothing.
  [[nodiscard]] std::vector<std::size_t> worker_numbers() const;

  const Communicator& ranks_;
  const Workload& workload_;
  Expected answered_;          ///< From any rank, each with its task's output.
  std::deque<Posted> inputs_;  ///< By rank, of tasks that carry data.
  std::vector<Host> hosts_;
  std::vector<std::size_t> host_of_;    ///< By rank.
  std::vector<ClockOffset> before_;     ///< By host, as they were read first ...
  std::vector<ClockOffset> after_;      ///< ... and last.
  std::optional<LocalWorker> local_;    ///< While the batch runs.
  std::vector<std::uint64_t> answers_;  ///< How many each rank gave.
  std::vector<Entry> entries_;
  std::int64_t began_ns_ = 0;
  std::uint64_t next_ = 0;  ///< The task to be handed out next.
  BatchResult result_;
};

}  // namespace primebench::mpi
