#include "workload/task_size.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>

#include "workload/primality.hpp"

namespace primebench {
namespace {

using std::chrono::nanoseconds;

/// A machine that needs `fixed` for a task and `step` for a divisor, `wide_step` for one
/// of a number from 2^53 on. Counts what it was asked.
struct FakeMachine {
  double fixed = 60;
  double step = 0.4;
  double wide_step = 0.4;
  int asked = 0;

  double cost(std::uint64_t prime) {
    ++asked;
    CHECK(is_prime(prime));
    const auto divisors = static_cast<double>(integer_sqrt(prime) - 1);
    return fixed + divisors * (prime < (std::uint64_t{1} << 53U) ? step : wide_step);
  }
};

TaskSizer sizer_of(FakeMachine& machine) {
  return TaskSizer([&machine](std::uint64_t prime) { return machine.cost(prime); });
}

/// Wanted over found, or found over wanted, whichever is above 1.
double error_of(const SizedTask& task) {
  const double ratio = task.took_ns / static_cast<double>(task.wanted.count());
  return std::max(ratio, 1 / ratio);
}

}  // namespace

TEST_CASE("tasks of every possible length are found within three per cent") {
  FakeMachine machine;
  const TaskSizer sizer = sizer_of(machine);
  for (const std::int64_t wanted :
       {100L, 1'000L, 12'345L, 1'000'000L, 100'000'000L, 1'700'000'000L}) {
    CAPTURE(wanted);
    machine.asked = 0;
    const SizedTask task = sizer.find(nanoseconds(wanted));
    CHECK(task.wanted.count() == wanted);
    CHECK(error_of(task) <= 1.03);
    CHECK(machine.cost(task.prime) == task.took_ns);
    CHECK(machine.asked <= 4);
  }
}

TEST_CASE("a kernel that is slower from 2^53 on is no obstacle on either side") {
  FakeMachine machine{.wide_step = 0.8};
  const TaskSizer sizer = sizer_of(machine);
  for (const std::int64_t wanted :
       {1'000L, 30'000'000L, 37'000'000L, 90'000'000L, 3'000'000'000L}) {
    CAPTURE(wanted);
    CHECK(error_of(sizer.find(nanoseconds(wanted))) <= 1.03);
  }
}

TEST_CASE("where no prime takes that long the nearest side of the jump is taken") {
  FakeMachine machine{.wide_step = 0.5};  // From 38 ms straight to 47 ms.
  const TaskSizer sizer = sizer_of(machine);
  const SizedTask below = sizer.find(nanoseconds(39'500'000));
  CHECK(below.prime < std::uint64_t{1} << 53U);
  CHECK(error_of(below) <= 1.10);
  const SizedTask above = sizer.find(nanoseconds(45'000'000));
  CHECK(above.prime > std::uint64_t{1} << 53U);
  CHECK(error_of(above) <= 1.10);
}

TEST_CASE("a first guess that is far off is corrected") {
  // Short tasks cost ten times as much per divisor as the long ones that the guess is from.
  const TaskSizer sizer([](std::uint64_t prime) {
    const auto root = static_cast<double>(integer_sqrt(prime));
    return 50 + 4 * std::min(root, 1e4) + 0.4 * std::max(root - 1e4, 0.0);
  });
  CHECK(error_of(sizer.find(nanoseconds(10'000))) <= 1.03);
  CHECK(error_of(sizer.find(nanoseconds(60'000))) <= 1.03);
}

TEST_CASE("what no task can take is known beforehand") {
  FakeMachine machine;
  const TaskSizer sizer = sizer_of(machine);
  CHECK(sizer.shortest_ns() == 60);
  CHECK(sizer.longest_ns() == doctest::Approx(60 + 0.4 * 4294967294));
  CHECK_FALSE(sizer.possible(nanoseconds(50)));
  CHECK(sizer.possible(nanoseconds(55)));
  CHECK(sizer.possible(nanoseconds(1'800'000'000)));
  CHECK_FALSE(sizer.possible(nanoseconds(2'000'000'000)));
  CHECK(sizer.find(nanoseconds(57)).prime == 2);
  CHECK(sizer.find(nanoseconds(1'850'000'000)).prime == kLargestPrime);
}

TEST_CASE("a clock that is sometimes wrong ends in a prime all the same") {
  int asked = 0;
  const TaskSizer sizer([&](std::uint64_t prime) {
    const double honest = 60 + 0.4 * static_cast<double>(integer_sqrt(prime));
    return ++asked % 2 == 0 ? honest : honest * 1.3;
  });
  const SizedTask task = sizer.find(nanoseconds(1'000'000));
  CHECK(is_prime(task.prime));
  CHECK(asked <= 12);
}

}  // namespace primebench
