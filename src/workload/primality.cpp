#include "workload/primality.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace primebench {
namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) noexcept {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

std::uint64_t power(std::uint64_t base, std::uint64_t exponent, std::uint64_t modulus) noexcept {
  std::uint64_t result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1) != 0)
      result = multiply(result, base, modulus);
    base = multiply(base, base, modulus);
  }
  return result;
}

/// Whether `base` proves the odd number n > base to be composite, where
/// n - 1 = odd * 2^twos.
bool is_witness(std::uint64_t base, std::uint64_t n, std::uint64_t odd, int twos) noexcept {
  std::uint64_t x = power(base, odd, n);
  if (x == 1 || x == n - 1)
    return false;
  for (int i = 1; i < twos; ++i) {
    x = multiply(x, x, n);
    if (x == n - 1)
      return false;
  }
  return true;
}

}  // namespace

std::uint64_t integer_sqrt(std::uint64_t n) noexcept {
  // The double is off by at most one, and by more than 32 bits near 2^64.
  constexpr std::uint64_t kMost = 0xffffffff;
  std::uint64_t root =
      std::min(static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n))), kMost);
  while (root * root > n)
    --root;
  while (root < kMost && (root + 1) * (root + 1) <= n)
    ++root;
  return root;
}

bool is_prime(std::uint64_t n) noexcept {
  static constexpr std::array<std::uint64_t, 12> kBases = {2,  3,  5,  7,  11, 13,
                                                           17, 19, 23, 29, 31, 37};
  if (n < 2)
    return false;
  for (const std::uint64_t prime : kBases) {
    if (n % prime == 0)
      return n == prime;
  }
  const int twos = __builtin_ctzll(n - 1);
  const std::uint64_t odd = (n - 1) >> twos;
  return std::none_of(kBases.begin(), kBases.end(),
                      [&](std::uint64_t base) { return is_witness(base, n, odd, twos); });
}

std::uint64_t next_prime(std::uint64_t n) noexcept {
  while (!is_prime(n))
    ++n;
  return n;
}

}  // namespace primebench
