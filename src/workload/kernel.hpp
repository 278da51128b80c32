// The dividing kernels: the inner loop of every task, in a portable form and in
// forms for particular processors. All give the same answer for every input.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace primebench {

/// A way of dividing one number by many.
struct Kernel {
  std::string_view name;   ///< Value of the CSV column. Never renamed.
  std::string_view needs;  ///< What the processor must have; empty: nothing special.
  bool (*supported)() noexcept = nullptr;  ///< Whether this machine can run it.
  bool timed = true;  ///< Whether its speed was ever measured: only then `auto` takes it.

  /// Returns the smallest divisor of `n` among first, first + 1, ... last; 0 if
  /// none of them divides it or first > last. It tries every one of them up to the
  /// answer. Requires first >= 2 and last < 2^32, the largest square root there is.
  std::uint64_t (*find_divisor)(std::uint64_t n, std::uint64_t first, std::uint64_t last) = nullptr;
};

/// All kernels of this build, the portable one first, the fastest last.
std::span<const Kernel> kernels();

/// The last timed kernel that this machine supports. That order is by measurement: AVX-512
/// was 5 % faster than AVX2 on a Zen 4, whose registers of 512 bits are worked on in halves.
const Kernel& fastest_kernel();

/// The kernel called `name`, or nullptr.
const Kernel* find_kernel(std::string_view name);

/// One `%` after the other.
std::uint64_t find_divisor_scalar(std::uint64_t n, std::uint64_t first, std::uint64_t last);

#if defined(__x86_64__)
/// Sixteen quotients at a time in double precision; needs AVX2 and FMA.
std::uint64_t find_divisor_avx2(std::uint64_t n, std::uint64_t first, std::uint64_t last);
/// Forty-eight at a time; needs AVX-512F as well.
std::uint64_t find_divisor_avx512(std::uint64_t n, std::uint64_t first, std::uint64_t last);
#elif defined(__aarch64__)
/// Sixteen at a time, two to a register.
std::uint64_t find_divisor_neon(std::uint64_t n, std::uint64_t first, std::uint64_t last);
#endif

}  // namespace primebench
