// Eight divisors to a register of 512 bits, the large ones: the small ones are left to
// AVX2, whose divisions are as fast. vector_kernel.hpp has the loop.

#if defined(__x86_64__)

#include <immintrin.h>

#include "workload/kernel.hpp"
#include "workload/vector_kernel.hpp"

namespace primebench {
namespace {

struct Avx512 {
  using Register = __m512d;
  using Found = __mmask8;  // A bit for each lane that was never equal: a comparison can
                           // clear bits of a mask at no cost, and none can set them.
  static constexpr int kLanes = 8;
  static constexpr int kRegisters = 6;  // Measured: fewer wait for one another's results.

  static Register all(double x) { return _mm512_set1_pd(x); }
  static Register ascending_from(double x) {
    return _mm512_add_pd(_mm512_set1_pd(x), _mm512_setr_pd(0, 1, 2, 3, 4, 5, 6, 7));
  }
  static Register add(Register a, Register b) { return _mm512_add_pd(a, b); }
  static Register sub(Register a, Register b) { return _mm512_sub_pd(a, b); }
  static Register div(Register a, Register b) { return _mm512_div_pd(a, b); }
  static Register plus_product(Register a, Register b, Register c) {
    return _mm512_fmadd_pd(b, c, a);
  }
  static Register minus_product(Register a, Register b, Register c) {
    return _mm512_fnmadd_pd(b, c, a);
  }

  static Found none() { return 0xff; }
  static Found note_equal(Found found, Register a, Register b) {
    return _mm512_mask_cmp_pd_mask(found, a, b, _CMP_NEQ_UQ);
  }
  static bool any(Found found) { return found != none(); }
};

}  // namespace

std::uint64_t find_divisor_avx512(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  using Kernel512 = VectorKernel<Avx512>;
  if (first + Kernel512::kStride > last)  // Not worth the preparations.
    return find_divisor_avx2(n, first, last);
  const std::uint64_t large = large_divisors_from(n, Kernel512::kStride);
  const std::uint64_t small = find_divisor_avx2(n, first, Kernel512::smaller(last, large - 1));
  if (small != 0)
    return small;
  if (first < large)
    first = large;
  if (first <= last && Kernel512::divide_by_multiplying(n, first, last))
    return find_divisor_scalar(n, first, first + Kernel512::kStride - 1);
  return find_divisor_avx2(n, first, last);
}

}  // namespace primebench

#endif
