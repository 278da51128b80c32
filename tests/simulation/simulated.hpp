// Simulated measurements, after the simulation by which the rule was chosen.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "analysis/claims.hpp"
#include "simulation/noise.hpp"

namespace primebench {

/// How values scatter around their middle. Times are log-normal around a drift of the round.
enum class Scatter {
  kEqual,     ///< 2 %.
  kMixed,     ///< From 0.5 to 10 %, another one for each configuration.
  kTail,      ///< An exponential tail.
  kOutliers,  ///< 2 %, and 10 % of the values 40 % longer.
};

/// One call of `rounds` rounds. `logarithms` are those of the true times, `drift_spread` is the
/// spread of what all values of a round share.
inline std::vector<Samples> simulated_call(const std::vector<double>& logarithms,
                                           std::size_t rounds, Scatter scatter, Normal& noise,
                                           std::uint32_t call = 0, double drift_spread = 0.1) {
  std::vector<double> spreads(logarithms.size(), 0.02);
  if (scatter == Scatter::kMixed) {
    const double last = static_cast<double>(std::max<std::size_t>(spreads.size(), 2) - 1);
    for (std::size_t i = 0; i < spreads.size(); ++i)
      spreads[i] = 0.005 + 0.095 * static_cast<double>(i) / last;
    noise.random().shuffle(spreads);
  }
  std::vector<Samples> result(logarithms.size());
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const double drift = drift_spread * noise();
    for (std::size_t i = 0; i < logarithms.size(); ++i) {
      double error = spreads[i] * noise();
      if (scatter == Scatter::kTail)
        error = -0.03 * std::log1p(-noise.random().uniform());
      if (scatter == Scatter::kOutliers && noise.random().uniform() < 0.1)
        error += 0.4;
      result[i].push_back({std::exp(logarithms[i] + drift + error), call, round});
    }
  }
  return result;
}

inline std::vector<Samples> simulated_call(const std::vector<double>& logarithms,
                                           std::size_t rounds, Normal& noise,
                                           std::uint32_t call = 0) {
  return simulated_call(logarithms, rounds, Scatter::kEqual, noise, call);
}

/// Adds the values of `more` to those of `samples`, configuration by configuration.
inline void append(std::vector<Samples>& samples, const std::vector<Samples>& more) {
  samples.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i)
    samples[i].insert(samples[i].end(), more[i].begin(), more[i].end());
}

}  // namespace primebench
