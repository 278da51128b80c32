#include "programs/mpi/clocks.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace primebench::mpi {
namespace {

TEST_CASE("the offset of a clock is that of the shortest round trip, and its bound is half of it") {
  const std::vector<ClockReading> readings = {
      {.asked_ns = 0, .theirs_ns = 1900, .answered_ns = 1000},
      {.asked_ns = 2000, .theirs_ns = 3060, .answered_ns = 2101},
      {.asked_ns = 4000, .theirs_ns = 4000, .answered_ns = 9000}};
  const ClockOffset offset = offset_of(readings);
  CHECK(offset.at_ns == 2050);
  CHECK(offset.ahead_ns == 1010);
  CHECK(offset.bound_ns == 51);
}

TEST_CASE("the true offset is never further away than the bound, however the way there was split") {
  constexpr std::int64_t kAhead = -777;
  for (const std::int64_t there : {0, 10, 500, 990, 1000}) {
    const ClockReading reading = {
        .asked_ns = 5000, .theirs_ns = 5000 + there + kAhead, .answered_ns = 6000};
    const ClockOffset offset = offset_of(std::vector{reading});
    CHECK(offset.ahead_ns - kAhead <= offset.bound_ns);
    CHECK(kAhead - offset.ahead_ns <= offset.bound_ns);
  }
}

TEST_CASE("between two offsets a clock that runs faster is set back by the part that has passed") {
  const ClockOffset before = {.at_ns = 1'000'000, .ahead_ns = 100, .bound_ns = 1};
  const ClockOffset after = {.at_ns = 3'000'000, .ahead_ns = 300, .bound_ns = 1};
  CHECK(on_asking_clock(1'000'100, before, after) == 1'000'000);
  CHECK(on_asking_clock(3'000'300, before, after) == 3'000'000);
  CHECK(on_asking_clock(2'000'200, before, after) == 2'000'000);
  CHECK(on_asking_clock(2'000'100, before, before) == 2'000'000);
}

}  // namespace
}  // namespace primebench::mpi
