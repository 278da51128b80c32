#include "analysis/efficiency.hpp"

#include <doctest/doctest.h>

namespace primebench {

TEST_CASE("what a task divides for is its share of the sequential time less its waits") {
  const Batch batch = {.tasks = 4, .waits = 4, .delay_ns = 10, .cpus = 2};
  CHECK(dividing_ns(batch, 200) == 10);
  CHECK(task_ns(batch, 10) == 50);
  CHECK(dividing_ns(batch, 100) == 0);
}

TEST_CASE("the shortest time is the CPUs' or that of one task, whichever is longer") {
  CHECK(shortest_ns({.tasks = 8, .cpus = 2}, 10) == 40);
  CHECK(shortest_ns({.tasks = 1, .cpus = 2}, 10) == 10);
  // 8 * 10 / 2 and the first and last wait of 5, against 10 + 4 * 5.
  CHECK(shortest_ns({.tasks = 8, .waits = 4, .delay_ns = 5, .cpus = 2}, 10) == 50);
  CHECK(shortest_ns({.tasks = 2, .waits = 4, .delay_ns = 5, .cpus = 2}, 10) == 30);
}

TEST_CASE("efficiency is the shortest time over the wall time") {
  CHECK(median_efficiency({80, 50, 40}, 40) == doctest::Approx(0.8));
  CHECK(median_efficiency({80, 40}, 40) == doctest::Approx(0.75));
}

}  // namespace primebench
