#include "analysis/breakdown.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/ideal.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

std::optional<double> median_of(const Group& group, Metric metric) {
  std::vector<double> values = group.values(metric);
  return values.empty() ? std::nullopt : std::optional(median_in_place(values));
}

/// How much of the CPUs' time without work the waits of the tasks explain; none for a mode that
/// this version does not know.
std::optional<double> waits_ns(const Row& row, const Batch& batch) {
  if (batch.waits <= 0 || batch.delay_ns <= 0)
    return 0;
  const ModeSpec* const mode = known_mode(row.mode);
  const auto capacity =
      mode == nullptr ? std::nullopt
                      : mode->capacity(batch.tasks, row.pool, batch.cpus, row.gil.value_or(false));
  if (!capacity)
    return std::nullopt;
  const double under_way = std::min(capacity->under_way, batch.tasks);
  return batch.tasks * batch.waits * batch.delay_ns * std::min(1.0, batch.cpus / under_way);
}

/// What is known of a group apart from its work.
struct Known {
  double wall = 0;
  double cpu = 0;
  double user = 0;
  double own = 0;
  double waits = 0;
  double cpus = 1;
};

Breakdown divided(const Known& known) {
  Breakdown made;
  made.wall_ns = known.wall;
  made.cpus = known.cpus;
  made.own_cut = known.user < known.own;
  const double own = std::min(known.own, known.user);
  const double cpu = std::max(known.cpu, known.user);  // Not all rows may know the former.
  const double left = known.wall * known.cpus - cpu;
  made.beyond_cpus = left < 0;
  const double waiting = std::clamp(known.waits, 0.0, std::max(left, 0.0));
  made.ns = {own, known.user - own, cpu - known.user, waiting, std::max(left, 0.0) - waiting};
  return made;
}

std::string names_in_words(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 4;
  if (names.size() <= kMost + 1)
    return listed(names);
  return fmt::format("{} and {} more", joined({names.begin(), names.begin() + kMost}),
                     names.size() - kMost);
}

}  // namespace

double Breakdown::total() const { return std::accumulate(ns.begin(), ns.end(), 0.0); }

std::vector<Metric> breakdown_metrics() { return {Metric::kWall, Metric::kCpu, Metric::kUser}; }

CpuTime cpu_time_of(const Group& group, const Baseline& sequential) {
  const auto without = [](std::string why) { return CpuTime{std::nullopt, std::move(why)}; };
  const auto batch = batch_of(group.configuration);
  if (!batch)
    return without("the rows do not know cpus, io_delay_ns or mix");
  const auto wall = median_of(group, Metric::kWall);
  const auto cpu = median_of(group, Metric::kCpu);
  const auto user = median_of(group, Metric::kUser);
  if (!wall || !cpu || !user)
    return without("the rows do not know user_ns or system_ns");
  const Group* const alone = sequential.of(group.configuration);
  if (alone == nullptr)
    return without("sequential was not measured with the same work");
  const auto own = median_of(*alone, Metric::kUser);
  if (!own)
    return without("the rows of sequential do not know user_ns");
  const auto waits = waits_ns(group.configuration, *batch);
  if (!waits)
    return without("how many tasks this mode has under way is not known");
  return {divided({*wall, *cpu, *user, *own, *waits, batch->cpus}), {}};
}

std::vector<std::string> breakdown_notes(std::span<const NamedCpuTime> times) {
  std::vector<std::string> cut;
  std::vector<std::string> beyond;
  std::vector<std::pair<std::string, std::vector<std::string>>> missing;  // By reason.
  for (const NamedCpuTime& one : times) {
    if (!one.time.breakdown) {
      auto place = std::find_if(missing.begin(), missing.end(), [&](const auto& reason) {
        return reason.first == one.time.missing;
      });
      if (place == missing.end())
        place = missing.insert(place, {one.time.missing, {}});
      place->second.push_back(one.name);
      continue;
    }
    if (one.time.breakdown->own_cut)
      cut.push_back(one.name);
    if (one.time.breakdown->beyond_cpus)
      beyond.push_back(one.name);
  }
  std::vector<std::string> notes;
  if (!cut.empty())
    notes.push_back(
        fmt::format("All user time counts as the tasks' own where it is less than "
                    "that of sequential: {}.",
                    names_in_words(cut)));
  if (!beyond.empty())
    notes.push_back(
        fmt::format("More CPU time than wall time × CPUs, as a quota allows for a "
                    "moment: {}.",
                    names_in_words(beyond)));
  for (const auto& [reason, names] : missing)
    notes.push_back(fmt::format("Left out: {}; {}.", names_in_words(names), reason));
  return notes;
}

}  // namespace primebench
