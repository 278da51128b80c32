// Eight divisors to a register, the large ones by reciprocals; reciprocal.hpp says why
// that is exact. The small ones are left to AVX2.

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

#include "workload/kernel.hpp"
#include "workload/reciprocal.hpp"

namespace primebench {
namespace {

constexpr int kLanes = 8;
constexpr int kRegisters = 6;  // Measured: fewer wait for one another's results.
constexpr std::uint64_t kStride = std::uint64_t{kLanes} * kRegisters;

/// The divisors of a block: `first` and those that follow it.
struct Divisors {
  __m512d lanes[kRegisters];

  [[gnu::target("avx512f"), gnu::always_inline]] explicit Divisors(std::uint64_t first) {
    const auto start = static_cast<double>(first);
    for (int i = 0; i < kRegisters; ++i)
      lanes[i] =
          _mm512_add_pd(_mm512_set1_pd(start + kLanes * i), _mm512_setr_pd(0, 1, 2, 3, 4, 5, 6, 7));
  }
};

/// Whole blocks of divisors from `first` on, as many as there are. Moves `first` behind
/// them, or to the block that holds a divisor of n.
[[gnu::target("avx512f")]] bool divide_by_multiplying(std::uint64_t n, std::uint64_t& first,
                                                      std::uint64_t last) {
  const Parts parts(n);
  const __m512d high = _mm512_set1_pd(parts.high);
  const __m512d minus_low = _mm512_set1_pd(-parts.low);
  const __m512d step = _mm512_set1_pd(kStride);
  const __m512d one = _mm512_set1_pd(1);
  const __m512d rounder = _mm512_set1_pd(kRounder);
  constexpr __mmask8 kNone = 0xff;
  Divisors divisors(first);
  Divisors reciprocals(first - kStride);
  for (__m512d& r : reciprocals.lanes)
    r = _mm512_div_pd(one, r);
  for (; first + kStride - 1 <= last; first += kStride) {
    __mmask8 inexact = kNone;
#pragma GCC unroll 8
    for (int i = 0; i < kRegisters; ++i) {
      __m512d& d = divisors.lanes[i];
      __m512d& r = reciprocals.lanes[i];
      r = _mm512_fmadd_pd(r, _mm512_fnmadd_pd(d, r, one), r);
      const __m512d quotients = _mm512_sub_pd(_mm512_fmadd_pd(high, r, rounder), rounder);
      const __m512d remainders = _mm512_fnmadd_pd(quotients, d, high);
      inexact = _mm512_mask_cmp_pd_mask(inexact, remainders, minus_low, _CMP_NEQ_UQ);
      d = _mm512_add_pd(d, step);
    }
    if (inexact != kNone)
      return true;
  }
  return false;
}

}  // namespace

std::uint64_t find_divisor_avx512(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  if (first + kStride > last)  // Not worth the preparations.
    return find_divisor_avx2(n, first, last);
  const std::uint64_t large = large_divisors_from(n, kStride);
  const std::uint64_t small = find_divisor_avx2(n, first, std::min(last, large - 1));
  if (small != 0)
    return small;
  first = std::max(first, large);
  if (first <= last && divide_by_multiplying(n, first, last))
    return find_divisor_scalar(n, first, first + kStride - 1);
  return find_divisor_avx2(n, first, last);
}

}  // namespace primebench

#endif
