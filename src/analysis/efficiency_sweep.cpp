#include "analysis/efficiency_sweep.hpp"

#include <algorithm>

#include "analysis/ideal.hpp"
#include "analysis/verdict.hpp"
#include "core/statistics.hpp"

namespace primebench {

std::optional<double> task_size_ns(const Group& group, const Baseline& baseline) {
  const Group* const base = baseline.of(group.configuration);
  if (base == nullptr)
    return std::nullopt;
  return median(base->column(Metric::kWall)) / static_cast<double>(group.configuration.runs);
}

Sweep efficiency_sweep(std::span<const Group* const> groups, const Baseline& baseline) {
  Sweep sweep;
  for (const Group* group : groups) {
    const Group* const base = baseline.of(group->configuration);
    const auto batch = batch_of(group->configuration);
    if (base == nullptr || !batch)
      continue;
    const Batch alone = batch_of(base->configuration).value_or(*batch);
    sweep.push_back({.x = *task_size_ns(*group, baseline),
                     .samples = samples_of(*group, Metric::kWall),
                     .baseline = samples_of(*base, Metric::kWall),
                     .ideal = [batch = *batch, alone](double one_after_another_ns) {
                       return shortest_ns(batch, dividing_ns(alone, one_after_another_ns));
                     }});
  }
  std::sort(sweep.begin(), sweep.end(),
            [](const SweepPoint& a, const SweepPoint& b) { return a.x < b.x; });
  return sweep;
}

bool is_whole(const Sweep& curve, std::span<const double> sizes) {
  const auto has = [&](double size) {
    return std::any_of(curve.begin(), curve.end(),
                       [&](const SweepPoint& point) { return point.x == size; });
  };
  return !curve.empty() && std::all_of(sizes.begin(), sizes.end(), [&](double size) {
    return size < curve.front().x || has(size);
  });
}

std::vector<double> sizes_of(std::span<const Sweep> curves) {
  std::vector<double> sizes;
  for (const Sweep& curve : curves) {
    for (const SweepPoint& point : curve)
      sizes.push_back(point.x);
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

}  // namespace primebench
