// Four divisors to a register: the large ones by reciprocals, see reciprocal.hpp, the
// small ones by division. This is why the divisions are exact.
//
// Let q = rint(rn(H / d)), where rn(x) is x rounded to the nearest double.
//
// n < 2^53: H = n is a double. fma(-q, d, H) is rn(H - q*d), and a real number is
// rounded to zero only if it is zero (H - q*d is an integer, far from underflow).
// So a zero means that n = q*d with an integer q: no false divisor. If d divides n,
// then n / d is an integer below 2^53, hence a double, hence what the division
// returns: no divisor is missed.
//
// n < 2^64: n = H + L with L the low 11 bits. H has at most 53 significant bits, so
// both parts are doubles. Let d >= 2^14; then n / d < 2^50, and the computed
// quotient differs from n / d by at most L / d + 2^50 * 2^-53 < 2^-3 + 2^-3 = 1/4.
// After rint() it is off by less than 3/4 and still an integer below 2^51, so
// |H - q*d| < d + L < 2^33: an integer that a double holds, hence the fma is exact.
// It equals -L only if n = q*d. If d divides n, the quotient is within 1/4 of the
// integer n / d, so rint() finds it. Divisors below 2^14 are left to the scalar loop.
//
// That an fma is rounded once and that rint is exact: IEEE 754-2008, 5.4.1 and 5.9.

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

#include "workload/kernel.hpp"
#include "workload/reciprocal.hpp"

namespace primebench {
namespace {

constexpr int kLanes = 4;
constexpr int kRegisters = 4;  // Enough to keep the units busy, and all fit.
constexpr std::uint64_t kStride = std::uint64_t{kLanes} * kRegisters;
constexpr std::uint64_t kFirstWideDivisor = 1U << 14;

/// The divisors of a block: `first` and those that follow it.
struct Divisors {
  __m256d lanes[kRegisters];

  [[gnu::target("avx2,fma"), gnu::always_inline]] explicit Divisors(std::uint64_t first) {
    const auto start = static_cast<double>(first);
    for (int i = 0; i < kRegisters; ++i)
      lanes[i] = _mm256_add_pd(_mm256_set1_pd(start + kLanes * i), _mm256_setr_pd(0, 1, 2, 3));
  }
};

/// Adds to `found` all bits of the lanes whose divisor divides high + low.
[[gnu::target("avx2,fma"), gnu::always_inline]] inline __m256d note_exact(
    __m256d found, __m256d quotients, __m256d divisors, __m256d high, __m256d minus_low) {
  const __m256d remainders = _mm256_fnmadd_pd(quotients, divisors, high);
  return _mm256_or_pd(found, _mm256_cmp_pd(remainders, minus_low, _CMP_EQ_OQ));
}

/// Whole blocks of divisors from `first` on, as many as there are. Moves `first` behind
/// them, or to the block that holds a divisor of n.
[[gnu::target("avx2,fma")]] bool divide_by_dividing(std::uint64_t n, std::uint64_t& first,
                                                    std::uint64_t last) {
  const Parts parts(n);
  const __m256d high = _mm256_set1_pd(parts.high);
  const __m256d minus_low = _mm256_set1_pd(-parts.low);
  const __m256d step = _mm256_set1_pd(kStride);
  Divisors divisors(first);
  for (; first + kStride - 1 <= last; first += kStride) {
    __m256d found = _mm256_setzero_pd();
#pragma GCC unroll 4
    for (__m256d& d : divisors.lanes) {
      const __m256d quotients =
          _mm256_round_pd(_mm256_div_pd(high, d), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
      found = note_exact(found, quotients, d, high, minus_low);
      d = _mm256_add_pd(d, step);
    }
    if (_mm256_movemask_pd(found) != 0)
      return true;
  }
  return false;
}

/// The same by reciprocals: for large divisors.
[[gnu::target("avx2,fma")]] bool divide_by_multiplying(std::uint64_t n, std::uint64_t& first,
                                                       std::uint64_t last) {
  const Parts parts(n);
  const __m256d high = _mm256_set1_pd(parts.high);
  const __m256d minus_low = _mm256_set1_pd(-parts.low);
  const __m256d step = _mm256_set1_pd(kStride);
  const __m256d one = _mm256_set1_pd(1);
  const __m256d rounder = _mm256_set1_pd(kRounder);
  Divisors divisors(first);
  Divisors reciprocals(first - kStride);
  for (__m256d& r : reciprocals.lanes)
    r = _mm256_div_pd(one, r);
  for (; first + kStride - 1 <= last; first += kStride) {
    __m256d found = _mm256_setzero_pd();
#pragma GCC unroll 4
    for (int i = 0; i < kRegisters; ++i) {
      __m256d& d = divisors.lanes[i];
      __m256d& r = reciprocals.lanes[i];
      r = _mm256_fmadd_pd(r, _mm256_fnmadd_pd(d, r, one), r);
      const __m256d quotients = _mm256_sub_pd(_mm256_fmadd_pd(high, r, rounder), rounder);
      found = note_exact(found, quotients, d, high, minus_low);
      d = _mm256_add_pd(d, step);
    }
    if (_mm256_movemask_pd(found) != 0)
      return true;
  }
  return false;
}

}  // namespace

std::uint64_t find_divisor_avx2(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  if (first + kStride > last)  // Not worth the preparations.
    return find_divisor_scalar(n, first, last);
  if (n >= kWideFrom && first < kFirstWideDivisor) {
    const std::uint64_t small =
        find_divisor_scalar(n, first, std::min(last, kFirstWideDivisor - 1));
    if (small != 0)
      return small;
    first = kFirstWideDivisor;
  }
  const std::uint64_t large = large_divisors_from(n, kStride);
  if (divide_by_dividing(n, first, std::min(last, large + kStride - 1)))
    return find_divisor_scalar(n, first, first + kStride - 1);
  if (first >= large && divide_by_multiplying(n, first, last))
    return find_divisor_scalar(n, first, first + kStride - 1);
  return find_divisor_scalar(n, first, last);
}

}  // namespace primebench

#endif
