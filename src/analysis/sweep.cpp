#include "analysis/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "analysis/critical_values.hpp"
#include "analysis/crossover.hpp"
#include "analysis/resampling.hpp"

namespace primebench {
namespace {

constexpr double kBeyond = std::numeric_limits<double>::infinity();

/// A size and its values: the estimate, and one for each draw.
struct DrawnPoint {
  double x = 0;
  std::vector<double> values;
};

/// The ideal of a point as it was measured, and for each draw.
std::vector<double> ideals(const SweepPoint& point, Resampling& resampling) {
  std::vector<double> result(kDraws + 1, 0);
  if (!point.baseline.empty())
    result = resampling.medians(point.baseline);
  for (double& value : result)
    value = point.ideal ? point.ideal(value) : 1;
  return result;
}

/// The efficiency likewise.
std::vector<double> efficiencies(const SweepPoint& point, Resampling& resampling) {
  std::vector<double> result = ideals(point, resampling);
  const std::vector<double> medians = resampling.medians(point.samples);
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] /= medians[i];
  return result;
}

/// How far b is ahead of a at one size, likewise: its efficiency is that of a times the ratio
/// of their times.
std::vector<double> lead(const SweepPoint& b, const SweepPoint& a, Between between,
                         Resampling& resampling) {
  std::vector<double> result = resampling.ratios(a.samples, b.samples);
  const std::vector<double> ideals_a = ideals(a, resampling);
  const std::vector<double> ideals_b = ideals(b, resampling);
  const std::vector<double> values = efficiencies(a, resampling);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double times = result[i] * ideals_b[i] / ideals_a[i];
    result[i] = between == Between::kValues ? values[i] * (times - 1) : std::log(times);
  }
  return result;
}

/// Where the curve reaches the level, as measured and with an interval.
Crossing crossing(const std::vector<DrawnPoint>& points, double level,
                  const Resampling& resampling) {
  Crossing result;
  if (points.empty())
    return result;
  Curve curve(points.size());
  const auto answer = [&](std::size_t draw) {
    for (std::size_t i = 0; i < points.size(); ++i)
      curve[i] = {points[i].x, points[i].values[draw]};
    return reaches(curve, level);
  };
  result.x = answer(0);
  if (resampling.fewest() < kFewestRounds)
    return result;
  std::vector<double> answers;
  for (std::size_t draw = 1; draw <= kDraws; ++draw)
    answers.push_back(answer(draw).value_or(kBeyond));
  result.interval = percentiles(std::move(answers));
  return result;
}

const SweepPoint* point_at(const Sweep& sweep, double x) {
  const auto place = std::find_if(sweep.begin(), sweep.end(),
                                  [x](const SweepPoint& point) { return point.x == x; });
  return place == sweep.end() ? nullptr : &*place;
}

double middle(const Samples& samples) {
  std::vector<double> values;
  for (const Sample& sample : samples)
    values.push_back(sample.value);
  return median(std::move(values));
}

/// The crossing between two neighbouring sizes, where it must lie.
Crossing crossing_between(const Sweep& b, const Sweep& a, double low, double high,
                          Between between) {
  const auto clamped = [&](double x) { return std::clamp(x, low, high); };
  const auto part = [&](const Sweep& sweep) {
    return Sweep{*point_at(sweep, low), *point_at(sweep, high)};
  };
  Crossing result = overtakes(part(b), part(a), between);
  result.x = clamped(result.x.value_or(high));
  if (result.interval)
    result.interval = {clamped(result.interval->low), clamped(result.interval->high)};
  return result;
}

}  // namespace

std::vector<Crossing> metg(const Sweep& curve, std::span<const double> levels) {
  Resampling resampling;
  std::vector<DrawnPoint> points;
  for (const SweepPoint& point : curve)
    points.push_back({point.x, efficiencies(point, resampling)});
  std::vector<Crossing> result;
  for (const double level : levels)
    result.push_back(crossing(points, level, resampling));
  return result;
}

Crossing overtakes(const Sweep& b, const Sweep& a, Between between) {
  Resampling resampling;
  std::vector<DrawnPoint> points;
  for (const SweepPoint& point : b) {
    const SweepPoint* const other = point_at(a, point.x);
    if (other != nullptr)
      points.push_back({point.x, lead(point, *other, between, resampling)});
  }
  return crossing(points, 0, resampling);
}

std::vector<LeadSet> lead_sets(std::span<const Sweep> curves) {
  std::set<double> sizes;
  for (const Sweep& curve : curves) {
    for (const SweepPoint& point : curve)
      sizes.insert(point.x);
  }
  std::vector<LeadSet> sets;
  for (const double x : sizes) {
    std::vector<Samples> groups;
    LeadSet set{x, {}, 0, {}};
    for (const Sweep& curve : curves) {
      const SweepPoint* const point = point_at(curve, x);
      groups.push_back(point == nullptr ? Samples() : point->samples);
      set.among += groups.back().empty() ? 0 : 1;
    }
    set.best = possibly_best(groups);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (set.best.possible[i])
        order.emplace_back(middle(groups[i]), i);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [value, curve] : order)
      set.curves.push_back(curve);
    sets.push_back(std::move(set));
  }
  return sets;
}

std::vector<LeadChange> lead_changes(std::span<const Sweep> curves, std::span<const LeadSet> sets,
                                     Between between) {
  std::vector<LeadChange> changes;
  for (std::size_t i = 0; i + 1 < sets.size(); ++i) {
    const LeadSet& set = sets[i];
    const LeadSet& next = sets[i + 1];
    const bool disjoint =
        std::none_of(set.curves.begin(), set.curves.end(),
                     [&](std::size_t curve) { return next.best.possible[curve]; });
    if (!disjoint || set.curves.empty() || next.curves.empty())
      continue;
    LeadChange change{i, set.curves.front(), next.curves.front(), std::nullopt};
    const Sweep& a = curves[change.before];
    const Sweep& b = curves[change.then];
    if (point_at(a, next.x) != nullptr && point_at(b, set.x) != nullptr)
      change.crossing = crossing_between(b, a, set.x, next.x, between);
    changes.push_back(change);
  }
  return changes;
}

}  // namespace primebench
