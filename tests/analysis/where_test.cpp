#include "analysis/where.hpp"

#include <doctest/doctest.h>

#include <array>

#include "core/error.hpp"
#include "results/parameters.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

bool selects(const std::string& condition, const Row& row) {
  return Where(std::array{condition}).matches(row);
}

}  // namespace

TEST_CASE("a condition takes a parameter by the name of its flag, its label and its column") {
  Row row = test::make_pool_row("thread-pool", 50, 4);
  row.task_time_ns = 10'000;
  for (const char* condition : {"task-time=10us", "task=10us", "task_time_ns=10000", "task=0.01"}) {
    CAPTURE(condition);
    CHECK(selects(condition, row));
  }
  CHECK_FALSE(selects("task-time=11us", row));
  for (const Parameter& parameter : parameters()) {
    CAPTURE(parameter.name);
    const std::string cell = cell_text(row, *find_column(parameter.column));
    CHECK(selects(std::string(parameter.column) + "=" + cell, row));
  }
}

TEST_CASE("an empty value selects the rows that do not know the cell") {
  Row row = test::make_row("threaded", 50);
  CHECK(selects("total_bytes=", row));
  CHECK(selects("mix=", row));
  CHECK_FALSE(selects("cpus=", row));
  row.cpus.reset();
  CHECK(selects("cpus=", row));
  CHECK_FALSE(selects("cpus=0", row));
  CHECK(selects("cpus=0,,2", row));
}

TEST_CASE("durations take minutes and hours") {
  Row row = test::make_row("threaded", 120'000);
  CHECK(selects("wall=2m", row));
  CHECK_FALSE(selects("wall=1h", row));
}

TEST_CASE("of a column with two conditions the values are told once") {
  Where where(std::array{std::string("mode=a"), std::string("mode=b"), std::string("gil=true")});
  where.observe(test::make_row("threaded", 50));
  CHECK(where.nothing_matched() ==
        "no row has 'mode=a' and 'mode=b' and 'gil=true'; of mode there are: 'threaded'; of gil "
        "there are: 'false'");
}

TEST_CASE("all conditions must hold, and the message tells of each") {
  Where where(std::array{std::string("host=testhost"), std::string("gil=true")});
  const Row row = test::make_row("threaded", 50);
  CHECK_FALSE(where.matches(row));
  where.observe(row);
  CHECK(where.nothing_matched() ==
        "no row has 'host=testhost' and 'gil=true'; of host there are: 'testhost'; of gil there "
        "are: 'false'");
}

}  // namespace primebench
