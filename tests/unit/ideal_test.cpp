#include "analysis/ideal.hpp"

#include <doctest/doctest.h>

namespace primebench {
namespace {

Row row_with(std::uint64_t runs, std::uint64_t cpus) {
  Row row;
  row.runs = runs;
  row.cpus = cpus;
  row.io_delay_ns = 0;
  row.io_waits = 0;
  return row;
}

}  // namespace

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

TEST_CASE("unequal tasks take as long as the longest, or as all the work over the CPUs") {
  CHECK(shortest_ns({.tasks = 8, .longest = 3, .cpus = 2}, 10) == 40);
  CHECK(shortest_ns({.tasks = 8, .longest = 5, .cpus = 2}, 10) == 50);
  Row row = row_with(4, 2);
  row.gil = false;
  row.pool = 2;
  row.mode = "thread-pool";
  row.mix = "bimodal:0.25";  // One of ten and three of one: the longest is 40 / 13 of the mean.
  CHECK(batch_of(row).value().longest == doctest::Approx(40.0 / 13));
  CHECK(ideal_ns(row, 13) == doctest::Approx(40));
  row.runs = 40;  // Ten of ten and thirty of one, mean 3.25.
  CHECK(ideal_ns(row, 3.25) == doctest::Approx(65));
  row.mix = "zipf:2";
  CHECK_FALSE(batch_of(row).has_value());  // Of a later version.
  row.mix = "equal";
  row.runs = 3;  // Equal tasks come in whole rounds.
  CHECK(ideal_ns(row, 10) == 20);
}

TEST_CASE("a quota below one CPU stretches what is measured and is counted once") {
  Row row = row_with(8, 1);
  row.cpus_allowed = 2;
  row.cpu_quota_milli = 500;
  const Batch batch = batch_of(row).value();
  CHECK(batch.cpus == doctest::Approx(0.5));
  CHECK(dividing_ns(batch, 160) == doctest::Approx(10));  // 8 tasks of 10 at half speed.
  CHECK(shortest_ns(batch, 10) == doctest::Approx(160));
}

TEST_CASE("the ideal uses the quota as it is and not rounded up") {
  Row row = row_with(8, 2);
  row.cpus_allowed = 4;
  row.cpu_quota_milli = 1'500;
  CHECK(batch_of(row).value().cpus == doctest::Approx(1.5));
}

TEST_CASE("the CPUs of several hosts are those of all, and only where unknown those of the first") {
  Row row = row_with(8, 2);
  row.cpus_allowed = 2;
  row.hosts = 3;
  CHECK(batch_of(row).value().cpus == 6);
  row.hosts_cpu_milli = 13'500;  // 2, 8 and a quota of 3.5.
  CHECK(batch_of(row).value().cpus == doctest::Approx(13.5));
  row.cpu_quota_milli = 500;  // Counted in it.
  CHECK(batch_of(row).value().cpus == doctest::Approx(13.5));
  row.mode = "mpi";
  row.gil = false;
  row.runs = 27;
  row.pool = 20;
  CHECK(ideal_ns(row, 10) == doctest::Approx(20));
  row.pool = 9;  // Fewer workers than CPUs.
  CHECK(ideal_ns(row, 10) == doctest::Approx(30));
  row.cpus_allowed.reset();
  row.cpus.reset();
  CHECK(batch_of(row).value().cpus == doctest::Approx(13.5));
  row.hosts_cpu_milli = 0;
  CHECK_FALSE(batch_of(row).has_value());
}

TEST_CASE("a row that does not know its CPUs or waits has no batch") {
  Row row = row_with(8, 2);
  CHECK(batch_of(row).has_value());
  row.io_waits.reset();
  CHECK(batch_of(row).has_value());  // There is no wait.
  row.io_delay_ns = 5;
  CHECK_FALSE(batch_of(row).has_value());
  row.io_waits = 4;
  CHECK(batch_of(row).has_value());
  row.cpus.reset();
  CHECK_FALSE(batch_of(row).has_value());
}

}  // namespace primebench
