#include "analysis/crossover.hpp"

#include <cmath>

namespace primebench {
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

}  // namespace primebench
