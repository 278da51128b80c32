// Where a curve crosses a level: the smallest task for which a mode is worth it.
//
// Between its points a curve is straight over log(x), since sizes of tasks grow by
// factors.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace primebench {

struct CurvePoint {
  double x = 0;
  double value = 0;
};

/// By ascending x.
using Curve = std::vector<CurvePoint>;

/// The shares of the ideal that decide whether a mode is worth it, and how far below
/// them still counts: noise, so that a mode whose limit is 50 % can reach it.
inline constexpr double kHalfEfficiency = 0.5;
inline constexpr double kHighEfficiency = 0.9;
inline constexpr double kEfficiencyNoise = 0.01;

/// The smallest x from which the curve stays at `level` or above: 0 if it always does,
/// none if it ends below or is empty.
std::optional<double> reaches(const Curve& curve, double level);

}  // namespace primebench
