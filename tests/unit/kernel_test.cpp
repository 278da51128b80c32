#include "workload/kernel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/not_run.hpp"
#include "workload/primality.hpp"
#include "workload/reciprocal.hpp"

namespace primebench {
namespace {

/// Every kernel that can run here but the scalar one, which the others are held against.
std::vector<const Kernel*> other_kernels() {
  std::vector<const Kernel*> found;
  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported())
      test::not_run("kernel " + std::string(kernel.name) + " needs " + std::string(kernel.needs));
    else if (kernel.name != "scalar")
      found.push_back(&kernel);
  }
  return found;
}

void require_found(const Kernel& kernel, std::uint64_t n, std::uint64_t first, std::uint64_t last,
                   std::uint64_t expected) {
  const std::uint64_t found = kernel.find_divisor(n, first, last);
  if (found == expected)  // A check for each would take longer than the kernels.
    return;
  CAPTURE(kernel.name);
  CAPTURE(n);
  CAPTURE(first);
  CAPTURE(last);
  REQUIRE(found == expected);
}

void require_same(const Kernel& kernel, std::uint64_t n, std::uint64_t first, std::uint64_t last) {
  require_found(kernel, n, first, last, find_divisor_scalar(n, first, last));
}

constexpr std::uint64_t kLargestRoot = 0xffffffff;

}  // namespace

TEST_CASE("the scalar kernel finds the smallest divisor in a range, or none") {
  CHECK(find_divisor_scalar(35, 2, 5) == 5);
  CHECK(find_divisor_scalar(35, 6, 6) == 0);
  CHECK(find_divisor_scalar(35, 6, 7) == 7);
  CHECK(find_divisor_scalar(36, 2, 6) == 2);
  CHECK(find_divisor_scalar(36, 5, 4) == 0);
  CHECK(find_divisor_scalar(0, 2, 9) == 2);
}

TEST_CASE("every kernel agrees with the scalar one on all small numbers") {
  for (const Kernel* kernel : other_kernels()) {
    for (std::uint64_t n = 0; n < 3000; ++n) {
      for (std::uint64_t first = 2; first < 70; first += 7) {
        for (std::uint64_t last = first; last < 70; ++last)
          require_same(*kernel, n, first, last);
      }
    }
    for (std::uint64_t n = 0; n < 100'000; ++n)
      require_same(*kernel, n, 2, integer_sqrt(n));
  }
}

TEST_CASE("every kernel agrees with the scalar one at the edges of its proof") {
  const std::uint64_t edges[] = {std::uint64_t{1} << 52, std::uint64_t{1} << 53,
                                 std::uint64_t{1} << 63, 0};
  for (const Kernel* kernel : other_kernels()) {
    for (const std::uint64_t edge : edges) {
      for (std::uint64_t distance = 0; distance < 300; ++distance) {
        for (const std::uint64_t n : {edge - distance, edge + distance}) {
          require_same(*kernel, n, 2, 2000);
          require_same(*kernel, n, (1U << 14) - 40, (1U << 14) + 40);
          const std::uint64_t root = integer_sqrt(n);
          require_same(*kernel, n, root < 200 ? 2 : root - 99, root);
          // Where the kernels change from divisions to reciprocals.
          for (const std::uint64_t stride : {16U, 48U}) {
            const std::uint64_t large = large_divisors_from(n, stride);
            require_same(*kernel, n, large - 100, std::min(large + 200, kLargestRoot));
          }
        }
      }
    }
  }
}

TEST_CASE("every kernel finds the factor of squares and products of large primes") {
  const std::uint64_t factors[] = {65521,      65537,      94906249,   94906267,
                                   2147483647, 3037000493, 4294967279, 4294967291};
  for (const Kernel* kernel : other_kernels()) {
    for (const std::uint64_t a : factors) {
      for (const std::uint64_t b : factors) {
        if (a > b)
          continue;
        for (std::uint64_t shift = 0; shift < 150; ++shift) {
          const std::uint64_t last = std::min(a + 150, kLargestRoot);
          CHECK(kernel->find_divisor(a * b, a - shift, last) == a);
        }
      }
    }
  }
}

TEST_CASE("every kernel agrees with the scalar one on ten million random numbers and ranges") {
  constexpr int kPairs = 5'000'000;  // Twice as many with the other kind below.
  std::mt19937_64 random(20260131);
  const auto below = [&](std::uint64_t limit) { return random() % limit; };
  const std::vector<const Kernel*> kernels = other_kernels();
  for (int i = 0; i < kPairs; ++i) {
    const std::uint64_t n = random() >> below(64);
    const std::uint64_t first = 2 + (below(kLargestRoot - 200) >> below(32));
    const std::uint64_t last = first + below(200);
    const std::uint64_t expected = find_divisor_scalar(n, first, last);
    for (const Kernel* kernel : kernels)
      require_found(*kernel, n, first, last, expected);

    // A number that certainly has a divisor in the range, of any size from 2 on.
    const std::uint64_t divisor = 2 + (below(kLargestRoot - 200) >> below(32));
    const std::uint64_t most = UINT64_MAX / divisor;
    const std::uint64_t multiple = divisor * std::max<std::uint64_t>((below(most) >> below(64)), 1);
    const std::uint64_t before = std::min(divisor - 2, below(150));
    const std::uint64_t smallest = find_divisor_scalar(multiple, divisor - before, divisor);
    for (const Kernel* kernel : kernels)
      require_found(*kernel, multiple, divisor - before, divisor + below(100), smallest);
  }
}

TEST_CASE("the fastest kernel is one that this machine supports, and whose speed is known") {
  CHECK(fastest_kernel().supported());
  CHECK(fastest_kernel().timed);
  CHECK(find_kernel("scalar") == &kernels().front());
  CHECK(find_kernel("") == nullptr);
}

#if defined(__aarch64__)
TEST_CASE("every aarch64 has the kernel neon, and auto does not take it before it was timed") {
  const Kernel* neon = find_kernel("neon");
  REQUIRE(neon != nullptr);
  CHECK(neon->supported());
  CHECK(fastest_kernel().name == "scalar");
}
#endif

}  // namespace primebench
