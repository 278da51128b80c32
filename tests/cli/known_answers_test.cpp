// Waits of known length: what a mode must take is known in advance. The lower bound
// is hard. For the upper one, what starting 24 programs costs and what a busy machine
// takes is an amount, and a turn too many is a ratio: so the waits grow from attempt to
// attempt until the amount no longer counts, and only a mode that really takes longer
// fails at every length.

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <variant>

#include "measure/measurement.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

constexpr std::size_t kPool = 4;

std::size_t tasks_in_a_row(const ModeSpec& mode, std::size_t tasks) {
  const double under_way = mode.capacity(static_cast<double>(tasks), kPool, 1, false)->under_way;
  return static_cast<std::size_t>(std::ceil(static_cast<double>(tasks) / under_way));
}

std::uint64_t measured_ns(const ModeSpec& mode, std::size_t tasks,
                          std::chrono::nanoseconds io_delay) {
  const Outcome outcome = measure({.mode = &mode,
                                   .prime = 17,
                                   .runs = tasks,
                                   .pool = mode.uses_pool() ? kPool : 0,
                                   .io_delay = io_delay,
                                   .kernel = &fastest_kernel()},
                                  {});
  REQUIRE(std::holds_alternative<Measurement>(outcome));
  return std::get<Measurement>(outcome).wall_ns();
}

void check_known_answer(const ModeSpec& mode, std::size_t tasks) {
  constexpr int kWaitsPerTask = 4;
  std::uint64_t expected = 0;
  std::uint64_t wall = 0;
  bool in_time = false;
  for (const int milliseconds : {20, 20, 40, 80, 160, 320}) {
    const std::chrono::nanoseconds io_delay = std::chrono::milliseconds(milliseconds);
    expected =
        tasks_in_a_row(mode, tasks) * kWaitsPerTask * static_cast<std::uint64_t>(io_delay.count());
    wall = measured_ns(mode, tasks, io_delay);
    CAPTURE(mode.name);
    REQUIRE(wall >= expected);
    in_time = wall * 100 <= expected * 115;
    if (in_time)
      break;
  }
  CAPTURE(mode.name);
  CAPTURE(tasks);
  CAPTURE(expected);
  CAPTURE(wall);
  CHECK(in_time);
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
