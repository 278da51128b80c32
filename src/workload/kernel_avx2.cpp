// Four divisors to a register of 256 bits; vector_kernel.hpp has the loops.

#if defined(__x86_64__)

#include <immintrin.h>

#include "workload/kernel.hpp"
#include "workload/vector_kernel.hpp"

namespace primebench {
namespace {

struct Avx2 {
  using Register = __m256d;
  using Found = __m256d;  // All bits of a lane, or none.
  static constexpr int kLanes = 4;
  static constexpr int kRegisters = 4;  // Enough to keep the units busy, and all fit.

  static Register all(double x) { return _mm256_set1_pd(x); }
  static Register ascending_from(double x) {
    return _mm256_add_pd(_mm256_set1_pd(x), _mm256_setr_pd(0, 1, 2, 3));
  }
  static Register add(Register a, Register b) { return _mm256_add_pd(a, b); }
  static Register sub(Register a, Register b) { return _mm256_sub_pd(a, b); }
  static Register div(Register a, Register b) { return _mm256_div_pd(a, b); }
  static Register rounded(Register a) {
    return _mm256_round_pd(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  }
  static Register plus_product(Register a, Register b, Register c) {
    return _mm256_fmadd_pd(b, c, a);
  }
  static Register minus_product(Register a, Register b, Register c) {
    return _mm256_fnmadd_pd(b, c, a);
  }

  static Found none() { return _mm256_setzero_pd(); }
  static Found note_equal(Found found, Register a, Register b) {
    return _mm256_or_pd(found, _mm256_cmp_pd(a, b, _CMP_EQ_OQ));
  }
  static bool any(Found found) { return _mm256_movemask_pd(found) != 0; }
};

}  // namespace

std::uint64_t find_divisor_avx2(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  return VectorKernel<Avx2>::find_divisor(n, first, last);
}

}  // namespace primebench

#endif
