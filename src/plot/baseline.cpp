#include "plot/baseline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

enum class Workers { kOne, kLoop, kPerTask, kPool };

Workers workers_of(const ModeSpec& mode) {
  if (mode.family == Family::kEventLoop)
    return Workers::kLoop;
  if (mode.uses_pool)
    return Workers::kPool;
  return mode.per_task == PerTask::kNothing ? Workers::kOne : Workers::kPerTask;
}

/// Nanoseconds of one task.
double task_ns(const Row& configuration, double dividing_ns) {
  return dividing_ns + static_cast<double>(configuration.io_waits) *
                           static_cast<double>(configuration.io_delay_ns);
}

/// The waits before and after all dividing, which nothing overlaps.
double edges_ns(const Row& configuration) {
  return configuration.io_waits > 0 ? 2 * static_cast<double>(configuration.io_delay_ns) : 0;
}

/// A worker each, on so many CPUs.
double spread_ns(const Row& configuration, double dividing_ns, double cpus) {
  const double dividing = static_cast<double>(configuration.runs) * dividing_ns / cpus;
  return std::max(task_ns(configuration, dividing_ns), dividing + edges_ns(configuration));
}

bool same_but_mode_and_pool(Row a, const Row& b) {
  a.mode = b.mode;
  a.pool = b.pool;
  return same_configuration(a, b);
}

}  // namespace

const Group* Baseline::of(const Row& configuration) const {
  const Group* only = nullptr;
  std::size_t candidates = 0;
  for (const Group& group : groups_) {
    if (!same_but_mode_and_pool(group.configuration, configuration))
      continue;
    if (group.configuration.pool == configuration.pool)
      return &group;
    only = &group;
    ++candidates;
  }
  return candidates == 1 ? only : nullptr;
}

const Group& Baseline::required(const Row& configuration) const {
  if (const Group* const group = of(configuration))
    return *group;
  std::string missing;
  for (const Parameter& parameter : parameters()) {
    const std::string words = parameter.describe(configuration);
    if (parameter.place == Parameter::Place::kWork && parameter.column != "pool" && !words.empty())
      missing += (missing.empty() ? "" : ", ") + words;
  }
  throw Error(
      fmt::format("the baseline {} was not measured with {}{}; measure it with --mode {} and "
                  "otherwise the same flags, or choose another --baseline",
                  quoted(mode_), missing,
                  groups_.empty() ? "" : " on the same machine by the same build", mode_));
}

double dividing_ns(const Row& sequential, double total_ns) {
  const auto waits =
      static_cast<double>(sequential.io_waits) * static_cast<double>(sequential.io_delay_ns);
  const auto tasks = static_cast<double>(std::max<std::uint64_t>(sequential.runs, 1));
  return std::max(0.0, total_ns / tasks - waits);
}

double machine_ideal_ns(const Row& configuration, double dividing_ns) {
  const auto cpus = static_cast<double>(std::max<std::uint64_t>(configuration.cpus, 1));
  return spread_ns(configuration, dividing_ns, cpus);
}

std::optional<double> ideal_ns(const Row& configuration, double dividing_ns) {
  const ModeSpec* const mode = find_mode(configuration.mode);
  if (mode == nullptr)
    return std::nullopt;
  const auto tasks = static_cast<double>(configuration.runs);
  const double task = task_ns(configuration, dividing_ns);
  const bool locked = configuration.gil && mode->family != Family::kProcesses;
  const double cpus =
      locked ? 1 : static_cast<double>(std::max<std::uint64_t>(configuration.cpus, 1));
  switch (workers_of(*mode)) {
    case Workers::kOne:
      return tasks * task;
    case Workers::kLoop:
      return std::max(task, tasks * dividing_ns + edges_ns(configuration));
    case Workers::kPerTask:
      return spread_ns(configuration, dividing_ns, cpus);
    case Workers::kPool:
      break;
  }
  if (!configuration.pool || *configuration.pool == 0)
    return std::nullopt;
  const double rounds = std::ceil(tasks / static_cast<double>(*configuration.pool));
  return std::max(rounds * task, spread_ns(configuration, dividing_ns, cpus));
}

}  // namespace primebench
