#include "cli/task_times.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"
#include "support/captured_stderr.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

using namespace std::chrono_literals;

/// 60 ns for a task and 0.4 ns for a divisor.
double cost(std::uint64_t prime) { return 60 + 0.4 * static_cast<double>(integer_sqrt(prime) - 1); }

}  // namespace

TEST_CASE("each time is a task, in the order given") {
  const auto tasks = choose_tasks({10us, 1us, 100us}, "avx2", cost);
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[0].wanted == 10us);
  CHECK(tasks[1].wanted == 1us);
  CHECK(tasks[1].prime < tasks[0].prime);
  CHECK(choose_tasks({}, "avx2", cost).empty());
}

TEST_CASE("two times that come out as the same prime are one task") {
  // At 61 and 62 ns nothing but the fixed cost counts, and the smallest prime is nearest.
  const auto coarse = [](std::uint64_t prime) { return prime == 2 ? 60 : 1e9; };
  const auto tasks = choose_tasks({61ns, 62ns}, "avx2", coarse);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].wanted == 61ns);
}

TEST_CASE("a time that no prime comes near is warned of, also if the prime is there already") {
  // Dividing is free up to a prime from which on it takes ten times as long.
  const auto jump = [](std::uint64_t prime) { return prime < 1'000'000 ? 100.0 : 1000.0; };
  const test::CapturedStderr captured;
  CHECK(choose_tasks({100ns}, "avx2", jump).size() == 1);
  CHECK(captured.text().find("no prime was found") == std::string::npos);
  CHECK(choose_tasks({100ns, 300ns}, "avx2", jump).size() <= 2);
  CHECK(captured.text().find("task=300ns: no prime was found whose check takes that long") !=
        std::string::npos);
}

TEST_CASE("a time that no task can take is a usage error that names the limit") {
  CHECK_THROWS_WITH_AS(choose_tasks({10us, 10ns}, "avx2", cost),
                       "--task-time 10ns: with the avx2 kernel a task takes at least 60 ns",
                       UsageError);
  CHECK_THROWS_WITH_AS(choose_tasks({5s}, "avx2", cost),
                       "--task-time 5s: with the avx2 kernel the largest 64-bit prime takes "
                       "1.72 s; use a shorter time or --kernel scalar",
                       UsageError);
  CHECK_THROWS_WITH_AS(choose_tasks({1min}, "avx2", cost),
                       "--task-time 60s: with the avx2 kernel the largest 64-bit prime takes "
                       "1.72 s; use a shorter time",
                       UsageError);
  CHECK_THROWS_WITH_AS(choose_tasks({1min}, "scalar", cost), doctest::Contains("shorter time"),
                       UsageError);
}

}  // namespace primebench
