#include "analysis/ideal.hpp"

#include <algorithm>
#include <cmath>

#include "modes/table.hpp"

namespace primebench {
namespace {

double outer_waits_ns(const Batch& batch) { return batch.waits > 0 ? 2 * batch.delay_ns : 0; }

}  // namespace

std::optional<Batch> batch_of(const Row& row) {
  const bool waits_known = row.io_delay_ns && (*row.io_delay_ns == 0 || row.io_waits);
  if (!waits_known || !(row.cpus_allowed || row.cpus))
    return std::nullopt;
  Batch batch;
  batch.tasks = static_cast<double>(row.runs);
  batch.delay_ns = static_cast<double>(*row.io_delay_ns);
  batch.waits = *row.io_delay_ns == 0 ? 0 : static_cast<double>(*row.io_waits);
  batch.cpus = static_cast<double>(row.cpus_allowed ? *row.cpus_allowed : *row.cpus);
  if (row.cpu_quota_milli)
    batch.cpus = std::min(batch.cpus, static_cast<double>(*row.cpu_quota_milli) / 1000);
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
  return std::max(task_ns(batch, dividing_ns),
                  batch.tasks * dividing_ns / batch.cpus + outer_waits_ns(batch));
}

std::optional<double> ideal_ns(const Row& configuration, double dividing_ns) {
  const ModeSpec* const mode = find_mode(configuration.mode);
  const std::optional<Batch> batch = batch_of(configuration);
  if (mode == nullptr || !batch || !configuration.gil)
    return std::nullopt;
  const std::optional<Capacity> capacity =
      mode->capacity(batch->tasks, configuration.pool, batch->cpus, *configuration.gil);
  if (!capacity)
    return std::nullopt;
  const double rounds = std::ceil(batch->tasks / capacity->under_way);
  return std::max(rounds * task_ns(*batch, dividing_ns),
                  batch->tasks * dividing_ns / capacity->dividing + outer_waits_ns(*batch));
}

}  // namespace primebench
