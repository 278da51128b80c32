// Noise for simulated measurements.

#pragma once

#include <cmath>
#include <numbers>

#include "core/random.hpp"

namespace primebench {

/// Normally distributed numbers with mean 0 and deviation 1, by Marsaglia's polar method.
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : random_(seed) {}

  double operator()() {
    if (spare_ready_) {
      spare_ready_ = false;
      return spare_;
    }
    double x = 0;
    double y = 0;
    double square = 0;
    do {
      x = 2 * random_.uniform() - 1;
      y = 2 * random_.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    const double factor = std::sqrt(-2 * std::log(square) / square);
    spare_ = y * factor;
    spare_ready_ = true;
    return x * factor;
  }

  SplitMix64& random() { return random_; }

 private:
  SplitMix64 random_;
  double spare_ = 0;
  bool spare_ready_ = false;
};

}  // namespace primebench
