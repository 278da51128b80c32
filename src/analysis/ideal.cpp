#include "analysis/ideal.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "modes/table.hpp"
#include "workload/mix.hpp"

namespace primebench {
namespace {

double outer_waits_ns(const Batch& batch) { return batch.waits > 0 ? 2 * batch.delay_ns : 0; }

/// The programs of ours: what they do is known without asking them.
constexpr std::array<ModeSpec, 3> kPrograms = {{{.name = "mpi",
                                                 .alias = "",
                                                 .summary = "",
                                                 .needs = "",
                                                 .workers = Workers::kPool,
                                                 .divides_in_parallel = true,
                                                 .shares_memory = false,
                                                 .spans_machines = true},
                                                {.name = "work-stealing",
                                                 .alias = "",
                                                 .summary = "",
                                                 .needs = "",
                                                 .workers = Workers::kPool,
                                                 .divides_in_parallel = true},
                                                {.name = "std-execution",
                                                 .alias = "",
                                                 .summary = "",
                                                 .needs = "",
                                                 .workers = Workers::kPool,
                                                 .divides_in_parallel = true}}};

}  // namespace

const ModeSpec* known_mode(std::string_view name) {
  const auto* const program = std::find_if(kPrograms.begin(), kPrograms.end(),
                                           [&](const ModeSpec& mode) { return mode.name == name; });
  return program != kPrograms.end() ? program : find_mode(name);
}

std::optional<double> longest_task(const Row& row) {
  if (row.mix.empty())  // Older than mixes.
    return 1;
  const std::optional<Mix> mix = known_mix(row.mix);
  return mix ? std::optional(longest_of(*mix, row.runs)) : std::nullopt;
}

std::optional<Batch> batch_of(const Row& row) {
  const bool waits_known = row.io_delay_ns && (*row.io_delay_ns == 0 || row.io_waits);
  if (!waits_known || !(row.cpus_allowed || row.cpus || row.hosts_cpu_milli.value_or(0) > 0))
    return std::nullopt;
  Batch batch;
  batch.tasks = static_cast<double>(row.runs);
  if (const auto longest = longest_task(row))
    batch.longest = *longest;
  else
    return std::nullopt;
  batch.delay_ns = static_cast<double>(*row.io_delay_ns);
  batch.waits = *row.io_delay_ns == 0 ? 0 : static_cast<double>(*row.io_waits);
  if (row.hosts_cpu_milli.value_or(0) > 0) {
    batch.cpus = static_cast<double>(*row.hosts_cpu_milli) / 1000;
    return batch;
  }
  batch.cpus = static_cast<double>(row.cpus_allowed ? *row.cpus_allowed : *row.cpus);
  if (row.cpu_quota_milli)
    batch.cpus = std::min(batch.cpus, static_cast<double>(*row.cpu_quota_milli) / 1000);
  batch.cpus *= static_cast<double>(row.hosts.value_or(1));
  return batch;
}

double dividing_ns(const Batch& batch, double one_after_another_ns) {
  // A quota of less than a CPU has stretched what was measured.
  const double stretched = one_after_another_ns / batch.tasks - batch.waits * batch.delay_ns;
  return std::max(0.0, stretched * std::min(1.0, batch.cpus));
}

double task_ns(const Batch& batch, double dividing_ns) {
  return dividing_ns + batch.waits * batch.delay_ns;
}

double shortest_ns(const Batch& batch, double dividing_ns) {
  return std::max(task_ns(batch, batch.longest * dividing_ns),
                  batch.tasks * dividing_ns / batch.cpus + outer_waits_ns(batch));
}

std::optional<double> ideal_ns(const Row& configuration, double dividing_ns) {
  const ModeSpec* const mode = known_mode(configuration.mode);
  const std::optional<Batch> batch = batch_of(configuration);
  if (mode == nullptr || !batch || !configuration.gil)
    return std::nullopt;
  const std::optional<Capacity> capacity =
      mode->capacity(batch->tasks, configuration.pool, batch->cpus, *configuration.gil);
  if (!capacity)
    return std::nullopt;
  const bool equal = batch->longest == 1;
  const double rounds = batch->tasks / capacity->under_way;
  const double longest_ns = task_ns(*batch, batch->longest * dividing_ns);
  const double under_way_ns = (equal ? std::ceil(rounds) : rounds) * task_ns(*batch, dividing_ns);
  return std::max({longest_ns, under_way_ns,
                   batch->tasks * dividing_ns / capacity->dividing + outer_waits_ns(*batch)});
}

}  // namespace primebench
