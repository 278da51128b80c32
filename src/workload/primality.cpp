#include "workload/primality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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

std::uint64_t distance(std::uint64_t a, std::uint64_t b) noexcept { return a > b ? a - b : b - a; }

/// Looks for a divisor of the odd composite n in the sequence x -> x^2 + c: the difference
/// of two of its values that are the same modulo a prime factor has that factor in common
/// with n. Returns a divisor other than 1; n itself if this c leads to nothing.
std::uint64_t divisor_by_cycle(std::uint64_t n, std::uint64_t c) noexcept {
  constexpr std::uint64_t kBatch = 128;  // Differences that are multiplied into one.
  const auto next = [&](std::uint64_t x) {
    return static_cast<std::uint64_t>((static_cast<Wide>(x) * x + c) % n);
  };
  std::uint64_t y = 2;
  std::uint64_t product = 1;
  for (std::uint64_t length = 1;; length *= 2) {
    const std::uint64_t x = y;  // Brent: compared with the `length` values after it.
    for (std::uint64_t done = 0; done < length; done += kBatch) {
      const std::uint64_t batch_began = y;
      const std::uint64_t count = std::min(kBatch, length - done);
      for (std::uint64_t i = 0; i < count; ++i) {
        y = next(y);
        product = multiply(product, distance(x, y), n);
      }
      if (std::gcd(product, n) == 1)
        continue;
      // Once more, one by one: the product may have taken in all factors of n.
      std::uint64_t common = 1;
      for (y = batch_began; common == 1;) {
        y = next(y);
        common = std::gcd(distance(x, y), n);
      }
      return common;
    }
  }
}

/// The smallest prime factor of n, which has none below `below`.
std::uint64_t smallest_factor(std::uint64_t n, std::uint64_t below) noexcept {
  if (n < below * below || is_prime(n))
    return n;
  const std::uint64_t root = integer_sqrt(n);
  if (root * root == n)
    return smallest_factor(root, below);
  std::uint64_t divisor = n;
  for (std::uint64_t c = 1; divisor == n; ++c)
    divisor = divisor_by_cycle(n, c);
  return std::min(smallest_factor(divisor, below), smallest_factor(n / divisor, below));
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

std::uint64_t smallest_divisor(std::uint64_t n) noexcept {
  constexpr std::uint64_t kTriedOneByOne = 256;
  for (std::uint64_t divisor = 2; divisor < kTriedOneByOne && divisor * divisor <= n; ++divisor) {
    if (n % divisor == 0)
      return divisor;
  }
  return smallest_factor(n, kTriedOneByOne);
}

std::uint64_t next_prime(std::uint64_t n) noexcept {
  while (!is_prime(n))
    ++n;
  return n;
}

}  // namespace primebench
