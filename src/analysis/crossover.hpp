// Where curves cross a level or each other: from which size of task on a mode is worth
// it, and which mode is best where. The summary table and the charts share it.
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

/// Which curve is highest at a place.
struct Lead {
  double x = 0;
  std::size_t curve = 0;
};

/// The leading curve at every x > 0 of their points, ascending. It keeps the lead until
/// another one is higher by more than noise, 3 %.
std::vector<Lead> leads(const std::vector<Curve>& curves);

/// Where two curves cross, between two places with different leads.
struct Crossover {
  double x = 0;
  double value = 0;
};

/// Where the lead changes between curves that both have values on either side.
std::vector<Crossover> crossovers(const std::vector<Curve>& curves);

}  // namespace primebench
