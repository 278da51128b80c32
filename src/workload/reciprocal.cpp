#include "workload/reciprocal.hpp"

#include <algorithm>
#include <cmath>

namespace primebench {

std::uint64_t large_divisors_from(std::uint64_t n, std::uint64_t stride) {
  // 258 strides for (a). The root for (b) is enlarged by more than all its rounding
  // errors; where (c) matters, it is greater than 2^16 for any stride from 16 on.
  const auto s = static_cast<double>(stride);
  const double root = std::cbrt(5.0 * static_cast<double>(n) * s * s) * (1 + 1e-9) + 1;
  return std::max(258 * stride, static_cast<std::uint64_t>(root));
}

}  // namespace primebench
