// What happens in the process that a measurement forks, and what that process tells.

#pragma once

#include <optional>
#include <span>

#include "measure/log_memory.hpp"
#include "measure/measurement.hpp"
#include "measure/timed_run.hpp"
#include "sys/counters.hpp"
#include "sys/fd.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// What the child tells its parent; it fits into a pipe, so writing it cannot block.
struct ChildReport {
  bool ok = false;
  TimedRun timed;          ///< If ok.
  CounterValues counters;  ///< If ok and MeasureOptions::counters.
  char error[1024] = {};   ///< If not ok: why.
};

/// All that happens in the child: runs the batch once, puts into `hosts` what a program tells of
/// them (none: it is not asked) and writes a ChildReport to `report_fd`,
/// also when memory runs out or a library calls exit(); the process ends then. Throws
/// std::system_error if the parent cannot be told.
void run_in_measuring_child(const Configuration& configuration, const Workload& workload,
                            const LogMemory& memory, std::span<ToldHost> hosts,
                            const MeasureOptions& options, int report_fd);

/// What the child has told; none if it ended before. Throws std::system_error if reading fails.
std::optional<ChildReport> read_child_report(const Fd& pipe);

}  // namespace primebench
