// Number theory around the task: how far to divide, and the right answer, found in
// an independent way.

#pragma once

#include <cstdint>

namespace primebench {

/// floor(sqrt(n)), exact for every n.
std::uint64_t integer_sqrt(std::uint64_t n) noexcept;

/// Whether n is prime, in microseconds: the Miller-Rabin test with the first twelve
/// primes as bases, which is deterministic below 3.18 * 10^23 (Sorenson and Webster,
/// "Strong pseudoprimes to twelve prime bases", 2015). It shares nothing with the
/// dividing kernels, so it can tell when they are wrong.
bool is_prime(std::uint64_t n) noexcept;

/// The smallest divisor of n from 2 up, n itself if it is prime; n is at least 2. Takes
/// some milliseconds at most: small divisors are tried, larger ones found by Pollard's
/// method in Brent's form ("An improved Monte Carlo factorization algorithm", BIT 20,
/// 1980), and is_prime() says when there are no more. It shares nothing with the kernels.
std::uint64_t smallest_divisor(std::uint64_t n) noexcept;

/// The largest prime below 2^64.
inline constexpr std::uint64_t kLargestPrime = 18446744073709551557U;

/// The smallest prime that is at least `n`, which is at most kLargestPrime.
std::uint64_t next_prime(std::uint64_t n) noexcept;

}  // namespace primebench
