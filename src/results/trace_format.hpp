// The columns of a --trace file, for its writer, its reader and whoever must know one.
// docs/results-format.md describes them for people.

#pragma once

#include <array>
#include <string_view>

namespace primebench {

/// Those that every trace has.
inline constexpr std::array<std::string_view, 4> kTraceColumns = {"task", "worker", "start_ns",
                                                                  "end_ns"};

/// How the first line of every trace begins that was written here.
inline constexpr std::string_view kTraceHeader = "task,worker,start_ns,end_ns";

/// When the task waited, and when it waited for the interpreter lock: "OFFSET+LENGTH" for
/// each time, in nanoseconds from the task's start, with blanks between. A trace has both
/// or, where they are not known, neither.
inline constexpr std::string_view kWaitsColumn = "waits";
inline constexpr std::string_view kLockWaitsColumn = "lock_waits";

/// The name of the host on which the task ran, as recorded_text() leaves it. Only traces of
/// several hosts have it.
inline constexpr std::string_view kHostColumn = "host";

/// What was measured, in the first row alone: columns of the store, "NAME=VALUE", with
/// semicolons between.
inline constexpr std::string_view kMeasuredColumn = "measured";

}  // namespace primebench
