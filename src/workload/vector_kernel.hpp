// The dividing kernels over registers, written once for all instruction sets. An
// instruction set is a type of a few operations, see `Avx2` in kernel_avx2.cpp; the
// files of the kernels instantiate the template with theirs.
//
// These files are compiled with flags that other machines cannot run. No function of
// them may therefore be one that a linker could take for a file without such flags:
// the instruction sets are types of unnamed namespaces, so that what is instantiated with
// them is of the file alone, and nothing else here is a function. Not even std::min():
// tests/checks/kernel_symbols.sh looks.
//
// Large divisors are tried by reciprocals, see reciprocal.hpp, and the small ones by
// division. This is why the divisions are exact.
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

#pragma once

#include <cstdint>

#include "workload/kernel.hpp"
#include "workload/reciprocal.hpp"

namespace primebench {

/// The loops for one instruction set. `Simd` is a type of an unnamed namespace with
///   Register, kLanes   some doubles, and how many
///   kRegisters         registers of divisors to a block
///   all(x), ascending_from(x)          x in all lanes; x, x + 1, x + 2, ...
///   add, sub, div, rounded             lane by lane, to the nearest
///   plus_product(a, b, c), minus_product(a, b, c)   a + b * c, a - b * c, rounded once
///   Found, none(), note_equal(found, a, b), any(found)   whether lanes were ever equal
template <typename Simd>
class VectorKernel {
 public:
  /// Divisors of a block.
  static constexpr std::uint64_t kStride = std::uint64_t{Simd::kLanes} * Simd::kRegisters;

  /// As Kernel::find_divisor.
  static std::uint64_t find_divisor(std::uint64_t n, std::uint64_t first, std::uint64_t last) {
    if (first + kStride > last)  // Not worth the preparations.
      return find_divisor_scalar(n, first, last);
    if (n >= kWideFrom && first < kFirstWideDivisor) {
      const std::uint64_t small =
          find_divisor_scalar(n, first, smaller(last, kFirstWideDivisor - 1));
      if (small != 0)
        return small;
      first = kFirstWideDivisor;
    }
    const std::uint64_t large = large_divisors_from(n, kStride);
    if (divide_by_dividing(n, first, smaller(last, large + kStride - 1)))
      return find_divisor_scalar(n, first, first + kStride - 1);
    if (first >= large && divide_by_multiplying(n, first, last))
      return find_divisor_scalar(n, first, first + kStride - 1);
    return find_divisor_scalar(n, first, last);
  }

  /// Tries whole blocks of divisors from `first` on, as many as there are, by reciprocals.
  /// Moves `first` behind them, or to the block that holds a divisor of n, and returns
  /// whether there is one. Requires first >= large_divisors_from(n, kStride).
  static bool divide_by_multiplying(std::uint64_t n, std::uint64_t& first, std::uint64_t last) {
    const Register high = Simd::all(high_part(n));
    const Register minus_low = Simd::all(-low_part(n));
    const Register step = Simd::all(kStride);
    const Register one = Simd::all(1);
    const Register rounder = Simd::all(kRounder);
    Block divisors(first);
    Block reciprocals(first - kStride);
    for (Register& r : reciprocals.registers)
      r = Simd::div(one, r);
    for (; first + kStride - 1 <= last; first += kStride) {
      auto found = Simd::none();
#pragma GCC unroll 8
      for (int i = 0; i < Simd::kRegisters; ++i) {
        Register& d = divisors.registers[i];
        Register& r = reciprocals.registers[i];
        r = Simd::plus_product(r, r, Simd::minus_product(one, d, r));
        const Register quotients = Simd::sub(Simd::plus_product(rounder, high, r), rounder);
        found = Simd::note_equal(found, Simd::minus_product(high, quotients, d), minus_low);
        d = Simd::add(d, step);
      }
      if (Simd::any(found))
        return true;
    }
    return false;
  }

  static constexpr std::uint64_t smaller(std::uint64_t a, std::uint64_t b) { return a < b ? a : b; }

 private:
  using Register = typename Simd::Register;

  static constexpr std::uint64_t kFirstWideDivisor = 1U << 14;

  /// `first` and the divisors that follow it.
  struct Block {
    explicit Block(std::uint64_t first) {
      const auto start = static_cast<double>(first);
      for (int i = 0; i < Simd::kRegisters; ++i)
        registers[i] = Simd::ascending_from(start + Simd::kLanes * i);
    }

    Register registers[Simd::kRegisters];
  };

  /// H and L: n = H + L, exactly, both doubles.
  static double high_part(std::uint64_t n) {
    return static_cast<double>(n < kWideFrom ? n : n & ~kLowBits);
  }
  static double low_part(std::uint64_t n) {
    return static_cast<double>(n < kWideFrom ? 0 : n & kLowBits);
  }

  /// As divide_by_multiplying(), by division: for n < 2^53 or first >= kFirstWideDivisor.
  static bool divide_by_dividing(std::uint64_t n, std::uint64_t& first, std::uint64_t last) {
    const Register high = Simd::all(high_part(n));
    const Register minus_low = Simd::all(-low_part(n));
    const Register step = Simd::all(kStride);
    Block divisors(first);
    for (; first + kStride - 1 <= last; first += kStride) {
      auto found = Simd::none();
#pragma GCC unroll 8
      for (int i = 0; i < Simd::kRegisters; ++i) {
        Register& d = divisors.registers[i];
        const Register quotients = Simd::rounded(Simd::div(high, d));
        found = Simd::note_equal(found, Simd::minus_product(high, quotients, d), minus_low);
        d = Simd::add(d, step);
      }
      if (Simd::any(found))
        return true;
    }
    return false;
  }
};

}  // namespace primebench
