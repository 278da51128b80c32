// Division in double precision, four divisors to a register.
//
// Let rn(x) be x rounded to the nearest double and q = rint(rn(H / d)).
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
// |H - q*d| < d + L < 2^33: an integer that a double holds, hence the fma is exact,
// and so is the addition of L. The sum is n - q*d: zero means that d divides n. If d
// divides n, the quotient is within 1/4 of the integer n / d, so rint() finds it.
// Divisors below 2^14 are left to the scalar loop.
//
// That an fma is rounded once and that rint is exact: IEEE 754-2008, 5.4.1 and 5.9.

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

#include "workload/kernel.hpp"

namespace primebench {
namespace {

constexpr std::uint64_t kLowBits = (1U << 11) - 1;
constexpr std::uint64_t kWideFrom = std::uint64_t{1} << 53;
constexpr std::uint64_t kFirstWideDivisor = 1U << 14;
constexpr std::uint64_t kBlock = 16;  // Four registers: enough to keep the divider busy.

/// All bits set where the divisor divides high + low. `kWide`: low is not zero.
template <bool kWide>
[[gnu::target("avx2,fma"), gnu::always_inline]] inline __m256d divides(__m256d divisors,
                                                                       __m256d high, __m256d low) {
  const __m256d quotients =
      _mm256_round_pd(_mm256_div_pd(high, divisors), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256d remainders = _mm256_fnmadd_pd(quotients, divisors, high);
  if constexpr (kWide)
    remainders = _mm256_add_pd(remainders, low);
  return _mm256_cmp_pd(remainders, _mm256_setzero_pd(), _CMP_EQ_OQ);
}

template <bool kWide>
[[gnu::target("avx2,fma")]] std::uint64_t find_divisor(std::uint64_t n, std::uint64_t first,
                                                       std::uint64_t last) {
  const __m256d high = _mm256_set1_pd(static_cast<double>(kWide ? n & ~kLowBits : n));
  const __m256d low = _mm256_set1_pd(static_cast<double>(kWide ? n & kLowBits : 0));
  const auto start = static_cast<double>(first);
  __m256d d0 = _mm256_setr_pd(start, start + 1, start + 2, start + 3);
  __m256d d1 = _mm256_add_pd(d0, _mm256_set1_pd(4));
  __m256d d2 = _mm256_add_pd(d0, _mm256_set1_pd(8));
  __m256d d3 = _mm256_add_pd(d0, _mm256_set1_pd(12));
  const __m256d step = _mm256_set1_pd(kBlock);

  for (; first + kBlock - 1 <= last; first += kBlock) {
    const __m256d any =
        _mm256_or_pd(_mm256_or_pd(divides<kWide>(d0, high, low), divides<kWide>(d1, high, low)),
                     _mm256_or_pd(divides<kWide>(d2, high, low), divides<kWide>(d3, high, low)));
    if (_mm256_movemask_pd(any) != 0)
      return find_divisor_scalar(n, first, first + kBlock - 1);
    d0 = _mm256_add_pd(d0, step);
    d1 = _mm256_add_pd(d1, step);
    d2 = _mm256_add_pd(d2, step);
    d3 = _mm256_add_pd(d3, step);
  }
  return find_divisor_scalar(n, first, last);
}

}  // namespace

std::uint64_t find_divisor_avx2(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  if (n < kWideFrom)
    return find_divisor<false>(n, first, last);
  const std::uint64_t narrow_last = std::min(last, kFirstWideDivisor - 1);
  const std::uint64_t small = find_divisor_scalar(n, first, narrow_last);
  if (small != 0)
    return small;
  return find_divisor<true>(n, std::max(first, kFirstWideDivisor), last);
}

}  // namespace primebench

#endif
