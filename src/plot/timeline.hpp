// A trace -> who did what when: pure, and without any notion of pixels.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "measure/task_summary.hpp"
#include "plot/frame.hpp"
#include "plot/time_bins.hpp"
#include "results/trace_reader.hpp"

namespace primebench {

/// A part of a task. Times are nanoseconds since the first task's start.
struct TimeBlock {
  double start = 0;
  double end = 0;
  Doing doing = Doing::kWork;
  bool odd = false;  ///< Of every other task of a lane, to tell neighbours apart.

  bool operator==(const TimeBlock&) const = default;
};

/// What one worker did; where its tasks overlap, as on an event loop, it has several lanes.
struct TimeLane {
  std::size_t worker = 0;
  std::vector<TimeBlock> blocks{};    ///< They do not overlap.
  std::vector<TimeShares> density{};  ///< In equal parts of the time, where tasks are too many.
};

/// The lanes of one host, next to each other.
struct TimeHost {
  std::string name;  ///< Any bytes, if the trace comes from elsewhere.
  std::size_t lanes = 0;

  bool operator==(const TimeHost&) const = default;
};

struct Timeline {
  Heading heading;
  double span = 1;                ///< From the first start to the last end.
  std::vector<TimeLane> lanes;    ///< Those of a worker next to each other, idle ones too.
  std::vector<TimeHost> hosts{};  ///< In the lanes' order; empty where hosts are not told.
  std::vector<TimeShares>
      at_once{};  ///< Of all workers together, instead of more lanes than can be drawn.
};

inline constexpr std::size_t kMostLanes = 128;

/// The lane's shares in `columns` equal parts of the time, without the blocks that last for
/// `longest` and more.
std::vector<TimeShares> columns_of(const TimeLane& lane, double span, std::size_t columns,
                                   double longest);

/// Takes a trace in, task by task, and keeps single ones only of short traces, so that the
/// memory used does not grow with longer ones.
class TimelineBuilder {
 public:
  /// As read_trace() hands it over.
  void add(const TaskTrace& task, std::span<const TaskPause> pauses);

  /// After at least one task. An empty title becomes one that says what is shown.
  [[nodiscard]] Timeline finish(const TraceFacts& facts, const std::string& title) const;

 private:
  struct Kept {
    TaskTrace task;
    std::vector<TaskPause> pauses;
  };

  void add_to_bins(const TaskTrace& task, std::span<const TaskPause> pauses);
  [[nodiscard]] std::vector<TimeLane> lanes_of_kept() const;
  [[nodiscard]] std::vector<TimeLane> lanes_of_bins(std::size_t workers) const;

  std::size_t tasks_ = 0;
  std::size_t workers_ = 0;
  std::int64_t first_ = 0;
  std::int64_t end_ = 0;
  TimeShares spent_{};  ///< Nanoseconds of all tasks.
  std::vector<Kept> kept_;
  std::size_t kept_pauses_ = 0;
  bool binned_ = false;         ///< Too many for kept_.
  std::vector<TimeBins> bins_;  ///< By worker, if they are few.
  TimeBins all_;
};

}  // namespace primebench
