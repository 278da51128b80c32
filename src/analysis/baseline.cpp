#include "analysis/baseline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "analysis/efficiency.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

/// A file edited by hand may have no tasks and no CPUs.
Batch batch_of(const Row& row) {
  return {.tasks = static_cast<double>(std::max<std::uint64_t>(row.runs, 1)),
          .waits = static_cast<double>(row.io_waits),
          .delay_ns = static_cast<double>(row.io_delay_ns),
          .cpus = static_cast<double>(std::max<std::uint64_t>(row.cpus, 1))};
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
                  in_quotes(mode_), missing,
                  groups_.empty() ? "" : " on the same machine by the same build", mode_));
}

double dividing_ns(const Row& sequential, double total_ns) {
  return dividing_ns(batch_of(sequential), total_ns);
}

double machine_ideal_ns(const Row& configuration, double dividing_ns) {
  return shortest_ns(batch_of(configuration), dividing_ns);
}

std::optional<double> ideal_ns(const Row& configuration, double dividing_ns) {
  const ModeSpec* const mode = find_mode(configuration.mode);
  if (mode == nullptr)
    return std::nullopt;
  const Batch batch = batch_of(configuration);
  const std::optional<Capacity> capacity =
      mode->capacity(batch.tasks, configuration.pool, batch.cpus, configuration.gil);
  if (!capacity)
    return std::nullopt;
  const double rounds = std::ceil(batch.tasks / capacity->under_way);
  return std::max(rounds * task_ns(batch, dividing_ns),
                  batch.tasks * dividing_ns / capacity->dividing + outer_waits_ns(batch));
}

}  // namespace primebench
