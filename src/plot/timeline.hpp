// A trace -> who worked when: pure, and without any notion of pixels.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "measure/task_summary.hpp"
#include "plot/frame.hpp"

namespace primebench {

/// One task, or several that are too short and too close to be told apart. Times are
/// nanoseconds since the first task's start.
struct TimeBlock {
  double start = 0;
  double end = 0;
  std::size_t tasks = 1;

  bool operator==(const TimeBlock&) const = default;
};

/// What one worker did; where its tasks overlap, as on an event loop, it has several
/// lanes.
struct TimeLane {
  std::size_t worker = 0;
  std::vector<TimeBlock> blocks;  ///< They do not overlap.
};

struct Timeline {
  Heading heading;
  double span = 0;              ///< From the first start to the last end.
  std::vector<TimeLane> lanes;  ///< Those of a worker next to each other.
};

inline constexpr std::size_t kMostLanes = 200;  ///< Of more, evenly spaced ones are shown.

/// `tasks` is not empty. An empty title gets one that says what is shown.
Timeline make_timeline(std::vector<TaskTrace> tasks, const std::string& title);

}  // namespace primebench
