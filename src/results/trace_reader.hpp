// Reads what --trace has written.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "measure/task_summary.hpp"
#include "results/row.hpp"
#include "workload/task_log.hpp"

namespace primebench {

inline constexpr std::size_t kMostTraced =
    10'000'000;  ///< Tasks that are taken in: all that a run can have.

inline constexpr std::size_t kMostPlaced = 16'384;  ///< Workers whose hosts are known.

/// What a trace says beside its tasks.
struct TraceFacts {
  std::size_t tasks = 0;
  bool knows_pauses = false;  ///< It says when tasks waited.
  /// The name of a worker's host, any bytes, where it is told; of no more than kMostPlaced workers.
  std::map<std::size_t, std::string> hosts{};
  Row measured{};  ///< The cells that it names; the others are empty.
};

/// Calls `take` for each task in the file `path` ("-": standard input), in its order, with
/// its pauses, which hold until the call ends and lie within it in the order of their kind
/// and start. The memory used does not grow with the file. Columns are found by name; those
/// that no trace has are ignored. Throws Error with the number of the line for anything that
/// is no trace, and std::system_error if the file cannot be read.
TraceFacts read_trace(
    const std::string& path,
    const std::function<void(const TaskTrace&, std::span<const TaskPause>)>& take);

}  // namespace primebench
