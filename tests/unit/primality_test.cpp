#include "workload/primality.hpp"

#include <doctest/doctest.h>

#include <random>

#include "workload/kernel.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr std::uint64_t kComposites[] = {0,
                                         1,
                                         4,
                                         9,
                                         25,
                                         561,
                                         1105,
                                         1729,
                                         2047,
                                         65521ULL * 65521,
                                         3215031751,
                                         341550071728321,
                                         3825123056546413051,
                                         18446744030759878681U,  // 4294967291 squared
                                         18446744073709551615U,
                                         4294967279ULL * 4294967291};

constexpr std::uint64_t kPrimes[] = {2,
                                     3,
                                     4294967291,
                                     9007199254740881,
                                     9007199254740997,
                                     2305843009213693951,     // 2^61 - 1
                                     9223372036854775783,     // 2^63 - 25
                                     18446744073709551557U};  // 2^64 - 59

bool by_division(const Kernel& kernel, std::uint64_t n) {
  return Workload({n, 1, std::chrono::nanoseconds(0)}, kernel).run_task(0);
}

void check_table(const Kernel& kernel) {
  for (const std::uint64_t n : kComposites) {
    CAPTURE(n);
    CHECK_FALSE(by_division(kernel, n));
  }
  for (const std::uint64_t n : kPrimes) {
    CAPTURE(n);
    CHECK(by_division(kernel, n));
  }
}

}  // namespace

TEST_CASE("the square root is exact at every power of two and around every large square") {
  for (std::uint64_t n = 0; n < 70'000; ++n) {
    const std::uint64_t root = integer_sqrt(n);
    REQUIRE(root * root <= n);
    REQUIRE((root + 1) * (root + 1) > n);
  }
  CHECK(integer_sqrt(UINT64_MAX) == 4294967295);
  CHECK(integer_sqrt(18446744065119617025U) == 4294967295);
  CHECK(integer_sqrt(18446744065119617024U) == 4294967294);
  CHECK(integer_sqrt(4503599761588225) == 67108865);
  CHECK(integer_sqrt(4503599761588224) == 67108864);  // sqrt() of the double says 67108865.
  std::mt19937_64 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t root = random() >> 32;
    REQUIRE(integer_sqrt(root * root) == root);
    if (root > 0)
      REQUIRE(integer_sqrt(root * root - 1) == root - 1);
    REQUIRE(integer_sqrt(root * root + 2 * root) == root);
  }
}

TEST_CASE("the reference knows the hard composites and primes") {
  for (const std::uint64_t n : kComposites) {
    CAPTURE(n);
    CHECK_FALSE(is_prime(n));
  }
  for (const std::uint64_t n : kPrimes) {
    CAPTURE(n);
    CHECK(is_prime(n));
  }
}

TEST_CASE("a task in the fastest kernel knows the hard composites and primes") {
  check_table(fastest_kernel());
}

TEST_CASE("a task in the scalar kernel knows the hard composites and primes (half a minute)") {
  check_table(*find_kernel("scalar"));
}

TEST_CASE("a task agrees with the reference on 100000 random numbers of every size") {
  std::mt19937_64 random(834238027356431);
  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported())
      continue;
    for (int i = 0; i < 100'000; ++i) {
      // Up to 36 bits: a task divides 2^18 times at most, all together take a second.
      const std::uint64_t n = (random() >> 28) >> (random() % 36);
      if (by_division(kernel, n) == is_prime(n))
        continue;
      CAPTURE(n);
      FAIL("the task is wrong");
    }
  }
}

TEST_CASE("a task agrees with the reference on random numbers of 64 bits") {
  std::mt19937_64 random(7);
  int primes = 0;
  for (int i = 0; i < 400; ++i) {
    // Most are composite with a small factor; the few primes take a second each in
    // the scalar kernel, so the fastest has to do.
    const std::uint64_t n = random() | 1;
    const bool prime = is_prime(n);
    if (prime && ++primes > 3)
      continue;
    CHECK(by_division(fastest_kernel(), n) == prime);
  }
}

TEST_CASE("the next prime is the smallest that is not below") {
  CHECK(next_prime(0) == 2);
  CHECK(next_prime(7) == 7);
  CHECK(next_prime(8) == 11);
  CHECK(next_prime(9007199254740882) == 9007199254740997);
  CHECK(next_prime(18446744073709551534U) == kLargestPrime);
}

}  // namespace primebench
