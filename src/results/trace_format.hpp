// The columns of a --trace file, for its writer, its reader and whoever must know one.

#pragma once

#include <array>
#include <string_view>

namespace primebench {

inline constexpr std::array<std::string_view, 4> kTraceColumns = {"task", "worker", "start_ns",
                                                                  "end_ns"};

/// The first line as it is written, without its end.
inline constexpr std::string_view kTraceHeader = "task,worker,start_ns,end_ns";

}  // namespace primebench
