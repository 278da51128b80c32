#include "plot/timeline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <queue>
#include <set>
#include <string_view>
#include <utility>

#include "core/quantity.hpp"
#include "core/text.hpp"
#include "plot/captions.hpp"
#include "plot/timeline_words.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostKept = 20'000;
constexpr std::size_t kMostKeptPauses = 200'000;
constexpr std::size_t kParts = 4096;  ///< Of the time, where single tasks are not kept.

// In the place of a host's name.
constexpr const char* kNoHost = "host not told";
constexpr const char* kNoTask = "without a task";

Doing doing_of(PauseKind kind) { return kind == PauseKind::kWait ? Doing::kWait : Doing::kLock; }

/// Cuts a task at its pauses and appends the parts.
void append(TimeLane& lane, const TaskTrace& task, std::vector<TaskPause> pauses,
            std::int64_t origin) {
  const bool odd = !lane.blocks.empty() && !lane.blocks.back().odd;
  const auto add = [&](std::int64_t start, std::int64_t end, Doing doing) {
    if (end > start)
      lane.blocks.push_back(
          {static_cast<double>(start - origin), static_cast<double>(end - origin), doing, odd});
  };
  std::sort(pauses.begin(), pauses.end(),
            [](const TaskPause& a, const TaskPause& b) { return a.start_ns < b.start_ns; });
  std::int64_t at = task.start_ns;
  for (const TaskPause& pause : pauses) {
    add(at, pause.start_ns, Doing::kWork);
    add(std::max(at, pause.start_ns), pause.end_ns, doing_of(pause.kind));
    at = std::max(at, pause.end_ns);
  }
  add(at, std::max(task.end_ns, task.start_ns + 1), Doing::kWork);
}

/// How many different ones there are.
std::size_t count_of(const std::map<std::size_t, std::string>& hosts) {
  std::set<std::string_view> names;
  for (const auto& [worker, name] : hosts)
    names.insert(name);
  return names.size();
}

/// Puts the lanes of each host together, the hosts in the order of their first workers.
void sort_by_host(Timeline& timeline, const std::map<std::size_t, std::string>& hosts) {
  std::map<std::size_t, std::vector<TimeLane>> lanes;  // By the place of the host.
  std::map<std::string, std::size_t> places;
  std::map<std::size_t, std::string> names;
  for (TimeLane& lane : timeline.lanes) {
    const bool idle = lane.blocks.empty() && lane.density.empty();
    const auto host = hosts.find(lane.worker);
    const std::string name = host != hosts.end() ? host->second : idle ? kNoTask : kNoHost;
    // What is not the name of a host stands at the end.
    const std::size_t next = host != hosts.end() ? places.size() : kMostLanes + (idle ? 1 : 0);
    const std::size_t place = places.emplace(name, next).first->second;
    names[place] = name;
    lanes[place].push_back(std::move(lane));
  }
  timeline.lanes.clear();
  for (auto& [place, own] : lanes) {
    timeline.hosts.push_back({names[place], own.size()});
    std::move(own.begin(), own.end(), std::back_inserter(timeline.lanes));
  }
}

}  // namespace

std::vector<TimeShares> columns_of(const TimeLane& lane, double span, std::size_t columns,
                                   double longest) {
  std::vector<TimeShares> result(columns);
  const double scale = static_cast<double>(columns) / span;
  for (const TimeBlock& block : lane.blocks) {
    if (block.end - block.start >= longest)
      continue;
    TimeShares weight{};
    weight[static_cast<std::size_t>(block.doing)] = 1;
    add_to_columns(result, block.start * scale, block.end * scale, weight);
  }
  const double part = static_cast<double>(columns) / static_cast<double>(lane.density.size());
  for (std::size_t i = 0; i < lane.density.size(); ++i)
    add_to_columns(result, part * static_cast<double>(i), part * static_cast<double>(i + 1),
                   lane.density[i]);
  return result;
}

void TimelineBuilder::add(const TaskTrace& task, std::span<const TaskPause> pauses) {
  first_ = tasks_ == 0 ? task.start_ns : std::min(first_, task.start_ns);
  end_ = tasks_ == 0 ? task.end_ns : std::max(end_, task.end_ns);
  ++tasks_;
  workers_ = std::max(workers_, task.worker + 1);
  auto work = static_cast<double>(task.end_ns - task.start_ns);
  for (const TaskPause& pause : pauses) {
    const auto length = static_cast<double>(pause.end_ns - pause.start_ns);
    spent_[static_cast<std::size_t>(doing_of(pause.kind))] += length;
    work -= length;
  }
  spent_[static_cast<std::size_t>(Doing::kWork)] += work;

  kept_pauses_ += pauses.size();
  if (!binned_ && (tasks_ > kMostKept || kept_pauses_ > kMostKeptPauses)) {
    for (const Kept& kept : kept_)
      add_to_bins(kept.task, kept.pauses);
    kept_ = {};
    binned_ = true;
  }
  if (binned_)
    add_to_bins(task, pauses);
  else
    kept_.push_back({task, {pauses.begin(), pauses.end()}});
}

void TimelineBuilder::add_to_bins(const TaskTrace& task, std::span<const TaskPause> pauses) {
  const bool own = task.worker < kMostLanes;
  if (own && bins_.size() <= task.worker)
    bins_.resize(task.worker + 1);
  const auto count = [&](TimeBins& bins) {
    bins.add(task.start_ns, std::max(task.end_ns, task.start_ns + 1), Doing::kWork);
    for (const TaskPause& pause : pauses) {
      bins.add(pause.start_ns, pause.end_ns, Doing::kWork, -1);
      bins.add(pause.start_ns, pause.end_ns, doing_of(pause.kind));
    }
  };
  count(all_);
  if (own)
    count(bins_[task.worker]);
}

/// Puts each worker's tasks into as few lanes as possible: each, in the order of their
/// starts, into the lane that has been free for longest.
std::vector<TimeLane> TimelineBuilder::lanes_of_kept() const {
  std::vector<const Kept*> sorted;
  sorted.reserve(kept_.size());
  for (const Kept& kept : kept_)
    sorted.push_back(&kept);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Kept* a, const Kept* b) {
    return a->task.start_ns < b->task.start_ns;
  });
  using Free = std::pair<std::int64_t, std::size_t>;  // Since when, which lane.
  struct Worker {
    std::priority_queue<Free, std::vector<Free>, std::greater<>> free;
    std::vector<TimeLane> lanes;
  };
  std::map<std::size_t, Worker> workers;
  for (const Kept* kept : sorted) {
    Worker& worker = workers[kept->task.worker];
    std::size_t lane = worker.lanes.size();
    if (!worker.free.empty() && worker.free.top().first <= kept->task.start_ns) {
      lane = worker.free.top().second;
      worker.free.pop();
    } else {
      worker.lanes.push_back({.worker = kept->task.worker});
    }
    append(worker.lanes[lane], kept->task, kept->pauses, first_);
    worker.free.emplace(kept->task.end_ns, lane);
  }
  std::vector<TimeLane> lanes;
  for (auto& [number, worker] : workers)
    std::move(worker.lanes.begin(), worker.lanes.end(), std::back_inserter(lanes));
  return lanes;
}

std::vector<TimeLane> TimelineBuilder::lanes_of_bins(std::size_t workers) const {
  std::vector<TimeLane> lanes;
  for (std::size_t worker = 0; worker < std::min(workers, bins_.size()); ++worker)
    lanes.push_back({.worker = worker, .density = bins_[worker].means(first_, end_ + 1, kParts)});
  return lanes;
}

Timeline TimelineBuilder::finish(const TraceFacts& facts, const std::string& title) const {
  // Where each worker ran one task, rows by worker say nothing.
  constexpr std::size_t kFewWorkers = 16;
  const bool one_each = workers_ == tasks_ && workers_ > kFewWorkers;
  const std::size_t pool = std::max<std::size_t>(workers_, facts.measured.pool.value_or(0));
  Timeline timeline;
  timeline.span = std::max(1.0, static_cast<double>(end_ - first_));
  if (!one_each && pool <= kMostLanes) {
    timeline.lanes = binned_ ? lanes_of_bins(pool) : lanes_of_kept();
    for (std::size_t worker = workers_; worker < pool; ++worker)
      timeline.lanes.push_back({.worker = worker});
  }
  if (timeline.lanes.empty() || timeline.lanes.size() > kMostLanes) {
    timeline.lanes.clear();
    TimelineBuilder binned;
    for (const Kept& kept : kept_)
      binned.add_to_bins(kept.task, kept.pauses);
    timeline.at_once = (binned_ ? all_ : binned.all_).means(first_, end_ + 1, kParts);
  }
  if (!facts.hosts.empty())
    sort_by_host(timeline, facts.hosts);
  timeline.heading = timeline_heading({.title = title,
                                       .facts = facts,
                                       .workers = pool,
                                       .idle = pool - workers_,
                                       .hosts = count_of(facts.hosts),
                                       .span = timeline.span,
                                       .spent = spent_,
                                       .rows = !timeline.lanes.empty(),
                                       .overlap = timeline.lanes.size() > pool});
  return timeline;
}

}  // namespace primebench
