#include "workload/task_timer.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/error.hpp"
#include "support/kernels.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

std::set<std::uint64_t> divisors_tried;

/// Notes the ends of every range that it is given, and divides nothing.
constexpr Kernel kNoting = {
    .name = "noting",
    .needs = "",
    .supported = test::always,
    .find_divisor = [](std::uint64_t, std::uint64_t first, std::uint64_t last) -> std::uint64_t {
      divisors_tried.insert({first, last});
      return 0;
    }};

}  // namespace

TEST_CASE("a short task is timed whole, from 2 to its root") {
  divisors_tried.clear();
  CHECK(time_of_task(kNoting, 1'000'003) > 0);
  CHECK(divisors_tried == std::set<std::uint64_t>{2, 1000});
}

TEST_CASE("a long task is sampled over its whole range, and not beyond") {
  divisors_tried.clear();
  CHECK(time_of_task(kNoting, kLargestPrime) > 0);
  CHECK(*divisors_tried.begin() == 2);
  const std::uint64_t root = integer_sqrt(kLargestPrime);
  CHECK(*divisors_tried.rbegin() <= root);
  CHECK(*divisors_tried.rbegin() > root - 20);
  CHECK(divisors_tried.size() == 32);
}

TEST_CASE("a kernel that finds a prime composite is an error") {
  CHECK_THROWS_AS(time_of_task(test::kDenying, 1'000'003), Error);
  CHECK_THROWS_AS(time_of_task(test::kDenying, kLargestPrime), Error);
}

}  // namespace primebench
