#include "plot/crossover.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

namespace primebench {
namespace {

constexpr double kClearLead = 1.03;  ///< Less is taken for noise.

/// The value at `x`; none outside the line.
std::optional<double> value_at(const std::vector<LinePoint>& points, double x) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].x == x)
      return points[i].value;
    if (i > 0 && points[i - 1].x < x && x < points[i].x) {
      const double share = std::log(x / points[i - 1].x) / std::log(points[i].x / points[i - 1].x);
      return points[i - 1].value + share * (points[i].value - points[i - 1].value);
    }
  }
  return std::nullopt;
}

/// The line that is highest at `x`, which is still `holder` unless another one leads it
/// clearly; nullptr if there is none.
const Line* best_at(const std::vector<Line>& lines, double x, const Line* holder) {
  const auto held = holder == nullptr ? std::nullopt : value_at(holder->points, x);
  const Line* best = held ? holder : nullptr;
  double best_value = held ? *held * kClearLead : 0;
  for (const Line& line : lines) {
    const auto value = line.flat ? std::nullopt : value_at(line.points, x);
    if (value && (best == nullptr || *value > best_value)) {
      best = &line;
      best_value = *value;
    }
  }
  return best;
}

}  // namespace

std::vector<Crossover> crossovers(const std::vector<Line>& lines) {
  std::set<double> places;
  for (const Line& line : lines) {
    for (const LinePoint& point : line.points) {
      if (point.x > 0)
        places.insert(point.x);
    }
  }
  std::vector<Crossover> result;
  const Line* best = nullptr;
  double before = 0;
  for (const double x : places) {
    const Line* const next = best_at(lines, x, best);
    const auto old_then = best != nullptr ? value_at(best->points, before) : std::nullopt;
    const auto old_now = best != nullptr ? value_at(best->points, x) : std::nullopt;
    const auto new_then = next != nullptr ? value_at(next->points, before) : std::nullopt;
    if (next != best && old_then && old_now && new_then) {
      // Two straight lines over log(x) between the same two places.
      const double gap_then = std::max(0.0, *old_then - *new_then);
      const double gap_now = *value_at(next->points, x) - *old_now;
      const double share = gap_then + gap_now > 0 ? gap_then / (gap_then + gap_now) : 0;
      const double at = before * std::pow(x / before, share);
      result.push_back({at, *old_then + share * (*old_now - *old_then)});
    }
    best = next;
    before = x;
  }
  return result;
}

std::optional<double> reaches(const std::vector<LinePoint>& points, double level) {
  std::size_t first = points.size();
  while (first > 0 && points[first - 1].value >= level)
    --first;
  if (first == points.size())
    return std::nullopt;
  if (first == 0)
    return 0;
  const LinePoint& below = points[first - 1];
  const LinePoint& above = points[first];
  const double share = (level - below.value) / (above.value - below.value);
  return below.x > 0 ? below.x * std::pow(above.x / below.x, share) : above.x;
}

}  // namespace primebench
