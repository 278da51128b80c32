// Waits of known length: what a mode must take is known in advance. The lower bound
// is hard. The upper one depends on an idle machine, so one of several attempts must
// meet it: that fails only if the mode really takes longer.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "measure/measurement.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

constexpr std::uint64_t kDelayNs = 20'000'000;
constexpr std::size_t kPool = 4;

std::size_t tasks_in_a_row(const ModeSpec& mode, std::size_t tasks) {
  const double under_way = mode.capacity(static_cast<double>(tasks), kPool, 1, false)->under_way;
  return static_cast<std::size_t>(std::ceil(static_cast<double>(tasks) / under_way));
}

void check_known_answer(const ModeSpec& mode, std::size_t tasks) {
  constexpr int kAttempts = 6;
  const std::uint64_t expected = tasks_in_a_row(mode, tasks) * 4 * kDelayNs;
  std::uint64_t fastest = UINT64_MAX;
  for (int attempt = 0; attempt < kAttempts && fastest * 100 > expected * 115; ++attempt) {
    const Outcome outcome = measure({.mode = &mode,
                                     .prime = 17,
                                     .runs = tasks,
                                     .pool = mode.uses_pool() ? kPool : 0,
                                     .io_delay = std::chrono::nanoseconds(kDelayNs),
                                     .kernel = &fastest_kernel()},
                                    {});
    REQUIRE(std::holds_alternative<Measurement>(outcome));
    const std::uint64_t wall = std::get<Measurement>(outcome).wall_ns();
    REQUIRE(wall >= expected);
    fastest = std::min(fastest, wall);
    if (fastest > expected * 4)
      break;
  }
  CAPTURE(mode.name);
  CAPTURE(tasks);
  CAPTURE(expected);
  CAPTURE(fastest);
  CHECK(fastest * 100 <= expected * 115);
}

}  // namespace

TEST_CASE("24 waiting tasks take what the mode's name promises") {
  for (const ModeSpec* mode : available_modes())
    check_known_answer(*mode, 24);
}

TEST_CASE("a 25th task costs the pools one more turn") {
  for (const ModeSpec* mode : available_modes())
    check_known_answer(*mode, 25);
}

TEST_CASE("a pool that is larger than the batch takes one turn") {
  for (const ModeSpec* mode : available_modes())
    check_known_answer(*mode, 3);
}

}  // namespace primebench
