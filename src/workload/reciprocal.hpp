// Dividing without divisions: what the SIMD kernels share, and why they are exact.
//
// A kernel takes `stride` consecutive divisors at a time and keeps for each lane r, an
// approximation of 1 / d, from one step to the next. With u = 2^-53, the rounding error
// of a double, and all operations rounded once to the nearest (IEEE 754-2008, 5.4.1):
//
//   e = fma(-d, r, 1)           r is still that of the divisor d - stride
//   r = fma(r, e, r)            one step of Newton's method: r is nearly 1 / d
//   q = fma(H, r, M) - M        n / d, rounded to an integer; M = 3 * 2^51
//   fma(-q, d, H) == -L         whether d divides n
//
// where n = H + L. For n < 2^53, H = n and L = 0; else L is the low 11 bits, so that
// both are doubles. d < 2^32 + stride is one too.
//
// 1. No false divisor. q is an integer. If the kernel's q is within 1 of n / d, then
//    |H - q*d| < d + L < 2^34 is an integer that a double holds; the fma is then exact
//    and equal to -L only if q*d = n. (If L = 0, q need not even be near: a real number
//    that is not zero is not rounded to zero, as it is an integer.)
//
// 2. No missed divisor, if d satisfies the three conditions that large_divisors_from()
//    ensures for s = stride:
//      (a) s / (d - 2s) <= 2^-8,     (b) d^3 >= 5 n s^2,     (c) d >= 2^16 or n < 2^53.
//    Write r = (1 + eps) / d. The old r is (1 + eps') / (d - s), so the exact value of
//    1 - d*r is at most E = g + |eps'| (1 + g) with g = s / (d - s), and Newton's step
//    leaves |eps| <= E^2 + 2 E u + u. By induction |eps| <= (9/8) g^2 + 2u: it holds for
//    the first r, which is a division (|eps| <= u); and with eps' bounded in that way for
//    g' = s / (d - 2s) <= (1 + 2^-7) g, E <= (1 + 2^-7) g + 3u, whose square is
//    at most (1 + 2^-5) g^2 + 2^-5 u.
//    By (b), n / d <= (n^2 / (5 s^2))^(1/3) < 2^41 for s >= 16, so H*r < 2^51 and the sum
//    with M lies in [2^52, 2^53), where doubles are the integers: the fma rounds H*r to the
//    nearest integer, once, and the subtraction is exact.
//    If d divides n, then n / d is an integer and
//      |H*r - n/d| <= (n/d) |eps| + L/d
//                  <= (9/8) (n/d) (s/d)^2 (d/(d-s))^2 + 2^41 * 2^-52 + 2^11 / 2^16
//                  <= (9/8) (1/5) (1 + 2^-6) + 2^-11 + 2^-5  <  0.27,
//    so q = n / d, and the comparison holds. If d does not divide n, the same bound puts q
//    within 0.27 + 1/2 < 1 of n / d, which (1) asks for.
//
// (Newton's method for the reciprocal with a fused remainder: P. Markstein, "Computation
// of elementary functions on the IBM RISC System/6000 processor", IBM J. Res. Dev. 34,
// 1990; J.-M. Muller et al., Handbook of Floating-Point Arithmetic, 4.7.)

#pragma once

#include <cstdint>

namespace primebench {

/// The low part of a number of more than 53 bits, whose high part is then a double.
constexpr std::uint64_t kLowBits = (1U << 11) - 1;
constexpr std::uint64_t kWideFrom = std::uint64_t{1} << 53;

/// M above: a number so large that adding it rounds to an integer.
constexpr double kRounder = 0x1.8p52;

/// The first divisor from which on the proof above holds for `n` and a stride. Not inline:
/// see vector_kernel.hpp.
std::uint64_t large_divisors_from(std::uint64_t n, std::uint64_t stride);

}  // namespace primebench
