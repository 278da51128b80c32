// Two divisors to a register of 128 bits; vector_kernel.hpp has the loops. Every aarch64
// processor that runs Linux has these instructions, so no flags are needed.

#if defined(__aarch64__)

#include <arm_neon.h>

#include "workload/kernel.hpp"
#include "workload/vector_kernel.hpp"

namespace primebench {
namespace {

struct Neon {
  using Register = float64x2_t;
  using Found = uint64x2_t;  // All bits of a lane, or none.
  static constexpr int kLanes = 2;
  static constexpr int kRegisters = 8;  // Twice, and what is constant: 22 of the 32 there are.

  static Register all(double x) { return vdupq_n_f64(x); }
  static Register ascending_from(double x) { return vsetq_lane_f64(x + 1, vdupq_n_f64(x), 1); }
  static Register add(Register a, Register b) { return vaddq_f64(a, b); }
  static Register sub(Register a, Register b) { return vsubq_f64(a, b); }
  static Register div(Register a, Register b) { return vdivq_f64(a, b); }
  static Register rounded(Register a) { return vrndnq_f64(a); }
  static Register plus_product(Register a, Register b, Register c) { return vfmaq_f64(a, b, c); }
  static Register minus_product(Register a, Register b, Register c) { return vfmsq_f64(a, b, c); }

  static Found none() { return vdupq_n_u64(0); }
  static Found note_equal(Found found, Register a, Register b) {
    return vorrq_u64(found, vceqq_f64(a, b));
  }
  static bool any(Found found) { return vmaxvq_u32(vreinterpretq_u32_u64(found)) != 0; }
};

}  // namespace

std::uint64_t find_divisor_neon(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  return VectorKernel<Neon>::find_divisor(n, first, last);
}

}  // namespace primebench

#endif
