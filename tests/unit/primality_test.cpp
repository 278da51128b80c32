#include "workload/primality.hpp"

#include <doctest/doctest.h>

#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/temp_dir.hpp"
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

Answer by_division(const Kernel& kernel, std::uint64_t n) {
  return Workload({n, 1, std::chrono::nanoseconds(0)}, kernel).run_task(0);
}

Answer right_answer(std::uint64_t n) { return n < 2 ? 0 : smallest_divisor(n); }

void check_table(const Kernel& kernel) {
  for (const std::uint64_t n : kComposites) {
    CAPTURE(n);
    CHECK(by_division(kernel, n) == right_answer(n));
  }
  for (const std::uint64_t n : kPrimes) {
    CAPTURE(n);
    CHECK(by_division(kernel, n) == n);
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
      if (by_division(kernel, n) == right_answer(n))
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
    CHECK(by_division(fastest_kernel(), n) == right_answer(n));
  }
}

TEST_CASE("the next prime is the smallest that is not below") {
  CHECK(next_prime(0) == 2);
  CHECK(next_prime(7) == 7);
  CHECK(next_prime(8) == 11);
  CHECK(next_prime(9007199254740882) == 9007199254740997);
  CHECK(next_prime(18446744073709551534U) == kLargestPrime);
}

TEST_CASE("the smallest divisor is the first factor that factor(1) prints") {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t n = 2; n < 3'000; ++n)
    numbers.push_back(n);
  for (const std::uint64_t prime : kPrimes)
    numbers.push_back(prime);
  // Squares, cubes and products of primes near one another and far apart, up to 64 bits.
  for (const std::uint64_t start : {250U, 65'000U, 1'000'000U, 2'500'000U, 4'294'967'200U}) {
    const std::uint64_t p = next_prime(start);
    for (const std::uint64_t q : {p, next_prime(p + 1), next_prime(257), next_prime(60'000)}) {
      if (q <= UINT64_MAX / p)
        numbers.push_back(p * q);
      if (q <= UINT64_MAX / p / p)
        numbers.push_back(p * p * q);
    }
  }
  std::mt19937_64 random(13);  // NOLINT: the same numbers each time.
  for (int i = 0; i < 1'000; ++i)
    numbers.push_back(random() >> (i % 40));

  const test::TempDir directory;
  std::string text;
  for (const std::uint64_t n : numbers)
    text += std::to_string(n) + '\n';
  test::write_file(directory / "numbers", text);
  const test::CommandResult factors = test::run_shell("factor <numbers", directory.path());
  REQUIRE(factors.status == 0);
  std::istringstream lines(factors.out);
  std::string number;
  for (const std::uint64_t n : numbers) {
    std::string line;
    REQUIRE(std::getline(lines, line));
    std::istringstream words(line);
    std::uint64_t first = 0;
    words >> number >> first;
    CAPTURE(n);
    REQUIRE(number == std::to_string(n) + ':');
    REQUIRE(smallest_divisor(n) == first);
  }
}

}  // namespace primebench
