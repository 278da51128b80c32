#include "plot/timeline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <queue>
#include <utility>

#include "core/quantity.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr double kFinest = 1.0 / 2000;  ///< Of the span: shorter blocks are joined.

/// Adds a task to a lane whose last block ended before it starts.
void append(TimeLane& lane, double start, double end, double finest) {
  if (!lane.blocks.empty()) {
    TimeBlock& last = lane.blocks.back();
    const bool short_ones =
        end - start < finest && (last.tasks > 1 || last.end - last.start < finest);
    if (short_ones && start - last.end < finest / 2) {
      last.end = std::max(last.end, end);
      ++last.tasks;
      return;
    }
  }
  lane.blocks.push_back({start, end, 1});
}

/// Puts one worker's tasks, sorted by their start, into as few lanes as possible: each
/// into the lane that has been free for longest.
std::vector<TimeLane> lanes_of(std::size_t worker, const std::vector<const TaskTrace*>& tasks,
                               std::int64_t origin, double finest) {
  using Free = std::pair<std::int64_t, std::size_t>;  // Since when, which lane.
  std::priority_queue<Free, std::vector<Free>, std::greater<>> free;
  std::vector<TimeLane> lanes;
  for (const TaskTrace* task : tasks) {
    std::size_t lane = lanes.size();
    if (!free.empty() && free.top().first <= task->start_ns) {
      lane = free.top().second;
      free.pop();
    } else {
      lanes.push_back({worker, {}});
    }
    append(lanes[lane], static_cast<double>(task->start_ns - origin),
           static_cast<double>(task->end_ns - origin), finest);
    free.emplace(task->end_ns, lane);
  }
  return lanes;
}

/// Nanoseconds in which the worker had at least one task.
double busy(const std::vector<const TaskTrace*>& tasks) {
  double sum = 0;
  std::int64_t until = 0;
  for (const TaskTrace* task : tasks) {
    sum += static_cast<double>(std::max(task->end_ns, until) - std::max(task->start_ns, until));
    until = std::max(until, task->end_ns);
  }
  return sum;
}

/// Evenly spaced ones where there are too many.
std::vector<TimeLane> thinned(std::vector<TimeLane> lanes) {
  if (lanes.size() <= kMostLanes)
    return lanes;
  std::vector<TimeLane> kept;
  for (std::size_t i = 0; i < kMostLanes; ++i)
    kept.push_back(std::move(lanes[i * lanes.size() / kMostLanes]));
  return kept;
}

}  // namespace

Timeline make_timeline(std::vector<TaskTrace> tasks, const std::string& title) {
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const TaskTrace& a, const TaskTrace& b) { return a.start_ns < b.start_ns; });
  const std::int64_t origin = tasks.front().start_ns;
  std::int64_t end = origin;
  std::map<std::size_t, std::vector<const TaskTrace*>> workers;
  for (const TaskTrace& task : tasks) {
    end = std::max(end, task.end_ns);
    workers[task.worker].push_back(&task);
  }
  Timeline timeline;
  timeline.span = std::max(1.0, static_cast<double>(end - origin));
  double busy_ns = 0;
  for (const auto& [worker, own] : workers) {
    std::vector<TimeLane> lanes = lanes_of(worker, own, origin, timeline.span * kFinest);
    std::move(lanes.begin(), lanes.end(), std::back_inserter(timeline.lanes));
    busy_ns += busy(own);
  }
  const std::size_t all = timeline.lanes.size();
  timeline.lanes = thinned(std::move(timeline.lanes));

  const double share = busy_ns / (timeline.span * static_cast<double>(workers.size()));
  timeline.heading.title = title.empty() ? "Tasks over time, by worker" : title;
  timeline.heading.facts = {fmt::format("{} {} · {} {} · {} from the first start to the last end",
                                        tasks.size(), tasks.size() == 1 ? "task" : "tasks",
                                        workers.size(), workers.size() == 1 ? "worker" : "workers",
                                        format_duration(timeline.span))};
  timeline.heading.caption = {fmt::format(
      "A block is a task, blank is idle. Workers had a task for {:.1f} % of the time.{}{}",
      share * 100,
      all > workers.size() ? " A worker has several lines where its tasks overlap." : "",
      all > kMostLanes ? fmt::format(" {} of {} lines are shown.", kMostLanes, all) : "")};
  return timeline;
}

}  // namespace primebench
