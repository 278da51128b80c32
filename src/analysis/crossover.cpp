#include "analysis/crossover.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace primebench {
namespace {

constexpr double kClearLead = 1.03;  ///< Less is taken for noise.

/// The value at `x`; none outside the curve.
std::optional<double> value_at(const Curve& curve, double x) {
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (curve[i].x == x)
      return curve[i].value;
    if (i > 0 && curve[i - 1].x < x && x < curve[i].x) {
      const double share = std::log(x / curve[i - 1].x) / std::log(curve[i].x / curve[i - 1].x);
      return curve[i - 1].value + share * (curve[i].value - curve[i - 1].value);
    }
  }
  return std::nullopt;
}

/// The curve that is highest at `x`, which is still `holder` unless another one leads it
/// clearly; none if no curve goes there.
std::optional<std::size_t> best_at(const std::vector<Curve>& curves, double x,
                                   std::optional<std::size_t> holder) {
  const auto held = holder ? value_at(curves[*holder], x) : std::nullopt;
  std::optional<std::size_t> best = held ? holder : std::nullopt;
  double best_value = held ? *held * kClearLead : 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const auto value = value_at(curves[i], x);
    if (value && (!best || *value > best_value)) {
      best = i;
      best_value = *value;
    }
  }
  return best;
}

}  // namespace

std::optional<double> reaches(const Curve& curve, double level) {
  std::size_t first = curve.size();
  while (first > 0 && curve[first - 1].value >= level)
    --first;
  if (first == curve.size())
    return std::nullopt;
  if (first == 0)
    return 0;
  const CurvePoint& below = curve[first - 1];
  const CurvePoint& above = curve[first];
  const double share = (level - below.value) / (above.value - below.value);
  return below.x > 0 ? below.x * std::pow(above.x / below.x, share) : above.x;
}

std::vector<Lead> leads(const std::vector<Curve>& curves) {
  std::set<double> places;
  for (const Curve& curve : curves) {
    for (const CurvePoint& point : curve) {
      if (point.x > 0)
        places.insert(point.x);
    }
  }
  std::vector<Lead> result;
  std::optional<std::size_t> best;
  for (const double x : places) {
    best = best_at(curves, x, best);
    if (best)
      result.push_back({x, *best});
  }
  return result;
}

std::vector<Crossover> crossovers(const std::vector<Curve>& curves) {
  const std::vector<Lead> all = leads(curves);
  std::vector<Crossover> result;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Lead& before = all[i - 1];
    const Lead& now = all[i];
    if (before.curve == now.curve)
      continue;
    const auto old_then = value_at(curves[before.curve], before.x);
    const auto old_now = value_at(curves[before.curve], now.x);
    const auto new_then = value_at(curves[now.curve], before.x);
    if (!old_then || !old_now || !new_then)
      continue;
    // Two straight lines over log(x) between the same two places.
    const double gap_then = std::max(0.0, *old_then - *new_then);
    const double gap_now = value_at(curves[now.curve], now.x).value_or(*old_now) - *old_now;
    const double share = gap_then + gap_now > 0 ? gap_then / (gap_then + gap_now) : 0;
    result.push_back(
        {before.x * std::pow(now.x / before.x, share), *old_then + share * (*old_now - *old_then)});
  }
  return result;
}

}  // namespace primebench
