#include "analysis/efficiency.hpp"

#include <algorithm>
#include <utility>

#include "core/statistics.hpp"

namespace primebench {

double dividing_ns(const Batch& batch, double one_after_another_ns) {
  return std::max(0.0, one_after_another_ns / batch.tasks - batch.waits * batch.delay_ns);
}

double task_ns(const Batch& batch, double dividing_ns) {
  return dividing_ns + batch.waits * batch.delay_ns;
}

double outer_waits_ns(const Batch& batch) { return batch.waits > 0 ? 2 * batch.delay_ns : 0; }

double shortest_ns(const Batch& batch, double dividing_ns) {
  return std::max(task_ns(batch, dividing_ns),
                  batch.tasks * dividing_ns / batch.cpus + outer_waits_ns(batch));
}

double median_efficiency(const std::vector<double>& walls_ns, double shortest_ns) {
  std::vector<double> shares;
  shares.reserve(walls_ns.size());
  for (const double wall_ns : walls_ns)
    shares.push_back(shortest_ns / std::max(wall_ns, 1.0));
  return median(std::move(shares));
}

}  // namespace primebench
