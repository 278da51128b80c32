#include "analysis/warnings.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;

std::vector<std::string> warnings_of(const std::vector<Row>& rows) {
  const Grouping grouping = test::grouped(rows, warning_metrics());
  const std::vector<std::string> names(grouping.groups().size(), "it");
  return find_warnings(grouping.groups(), names);
}

/// The only warning; fails the test if there are more or none.
std::string warning_of(const std::vector<Row>& rows) {
  const std::vector<std::string> warnings = warnings_of(rows);
  REQUIRE(warnings.size() == 1);
  return warnings.front();
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("quiet measurements of good length give no warning") {
  CHECK(warnings_of(rounds_of("sequential", {100, 101, 102, 100, 101, 99})).empty());
  CHECK(warnings_of({}).empty());
}

TEST_CASE("a pool of more workers than CPUs interrupts itself, which is no other program") {
  std::vector<Row> rows = rounds_of("thread-pool", {100});
  rows.front().involuntary_switches = 100'000;
  rows.front().pool = 2;
  CHECK(contains(warning_of(rows), "lost its CPU to other programs"));
  rows.front().pool = 4000;
  for (const std::string& warning : warnings_of(rows))
    CHECK(warning.find("lost its CPU") == std::string::npos);
}

TEST_CASE("who hands out data or tasks of hosts has work as well, if workers have all CPUs") {
  const auto is_warned_of = [](const Row& row) {
    const std::vector<std::string> warnings = warnings_of({row});
    return std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
      return contains(warning, "lost its CPU to other programs");
    });
  };
  Row row = rounds_of("multiprocessing-pool", {100}).front();
  row.pool = 2;
  row.involuntary_switches = 1000;
  CHECK(is_warned_of(row));
  row.payload_bytes = 0;
  CHECK(is_warned_of(row));
  row.payload_bytes = 1 << 20;
  CHECK_FALSE(is_warned_of(row));
  row.workers = 1;
  CHECK(is_warned_of(row));
  row.workers = 2;
  row.payload_bytes = 0;
  row.hosts = 1;  // As in every row.
  CHECK(is_warned_of(row));
  row.mode = "mpi";
  CHECK_FALSE(is_warned_of(row));
  row.workers = 1;
  CHECK(is_warned_of(row));
}

TEST_CASE("each kind of trouble is one warning with its number") {
  CHECK(contains(warning_of(rounds_of("sequential", {4, 4})), "it took 4.00 ms, less than 5 ms"));
  CHECK(contains(warning_of(rounds_of("sequential", {100, 140, 180})), "spread by 42 %"));
  CHECK(contains(warning_of(rounds_of("sequential", {100, 101, 102, 100, 101, 130})),
                 "it had outliers"));
  std::vector<Row> rows = rounds_of("thread-pool", {100});
  rows.front().pool = 8;
  CHECK(contains(warning_of(rows), "it left 6 of its workers without a task"));
  rows.front().io_delay_ns = 5'000'000;
  CHECK(contains(warning_of(rows), "it left 6 of its workers without a task"));
  rows.front().mode = "fibers";  // Whose tasks wait without a worker.
  CHECK(warnings_of(rows).empty());
  rows = rounds_of("sequential", {100});
  rows.front().involuntary_switches = 100;
  CHECK(contains(warning_of(rows), "lost its CPU to other programs 1000 times a second"));
  rows = rounds_of("sequential", {100});
  rows.front().throttled_ns = 5'000'000;
  CHECK(contains(warning_of(rows), "kept threads waiting for 5.00 ms, all CPUs together"));
  rows = rounds_of("sequential", {100});
  rows.front().stolen_ns = 30'000'000;
  CHECK(contains(warning_of(rows), "took 15.0 % of the CPU time"));
  rows.front().stolen_ns = 20'000'000;  // Two ticks, in which there may have been less.
  CHECK(warnings_of(rows).empty());
  rows = rounds_of("sequential", {100});
  rows.front().compiler = "g++ 12 unoptimised";
  CHECK(contains(warning_of(rows), "without optimisation"));
}

TEST_CASE("hosts of a batch that differ are named, and how many more configurations have such") {
  std::vector<Row> rows = rounds_of("mpi", {100});
  rows.front().hosts_cpu_model = "Fast CPU (a) + Slow CPU (b)";
  CHECK(contains(warning_of(rows), "it: hosts differ: Fast CPU (a) + Slow CPU (b); "));
  CHECK_FALSE(contains(warning_of(rows), "other"));
}

TEST_CASE("what is just not trouble gives no warning") {
  CHECK(warnings_of(rounds_of("sequential", {5})).empty());
  std::vector<Row> rows = rounds_of("threaded", {100});
  rows.front().involuntary_switches = 100'000;
  rows.front().workers = 3;  // More than CPUs: they take it from each other.
  CHECK(warnings_of(rows).empty());
  rows = rounds_of("sequential", {20});
  rows.front().involuntary_switches = 99'999;  // Of less than 50 ms no rate is told.
  CHECK(warnings_of(rows).empty());
  rows = rounds_of("thread-pool", {100});
  rows.front().pool = 9;  // More workers than tasks: some must be idle.
  CHECK(warnings_of(rows).empty());
}

TEST_CASE("a sweep may have batches of less than 5 ms if it has longer ones of the same mode") {
  const auto with_prime = [](std::vector<Row> rows, std::uint64_t prime) {
    for (Row& row : rows)
      row.prime = prime;
    return rows;
  };
  std::vector<Row> rows = with_prime(rounds_of("thread-pool", {1, 2, 3, 1, 2, 30}), 1009);
  for (Row& row : rows)
    row.pool = 8;
  CHECK(warnings_of(rows).size() == 4);  // Short, spread, with outliers and idle workers.
  for (Row& row : with_prime(rounds_of("thread-pool", {100, 101}), 1000003)) {
    row.pool = 8;
    row.workers = 8;
    rows.push_back(row);
  }
  CHECK(warnings_of(rows).empty());
  // Not what other programs have done to it, and not another mode or another load.
  rows.front().stolen_ns = 50'000'000;
  CHECK(contains(warning_of(rows), "the hypervisor took"));
  rows.front().stolen_ns.reset();
  const auto other = with_prime(rounds_of("sequential", {4, 4}), 1009);
  CHECK(contains(warning_of(test::all_of({rows, other})), "took 4.00 ms, less than 5 ms"));
  auto more = with_prime(rounds_of("sequential", {100, 100}), 1000003);
  CHECK(warnings_of(test::all_of({rows, other, more})).empty());
  for (Row& row : more)
    ++row.runs;
  CHECK(contains(warning_of(test::all_of({rows, other, more})), "less than 5 ms"));
}

TEST_CASE("a sweep may have sizes that are too small for all workers if others are not") {
  std::vector<Row> rows = rounds_of("thread-pool", {100, 101});
  for (Row& row : rows) {
    row.prime = 1009;
    row.pool = 8;
  }
  CHECK(contains(warning_of(rows), "left 6 of its workers"));
  for (Row row : rounds_of("thread-pool", {200, 201})) {
    row.prime = 1000003;
    row.pool = 8;
    row.workers = 8;
    rows.push_back(row);
  }
  CHECK(warnings_of(rows).empty());
}

TEST_CASE("what rows do not know is no trouble") {
  std::vector<Row> rows = rounds_of("thread-pool", {100});
  rows.front().pool = 8;
  rows.front().involuntary_switches = 1'000'000;
  rows.front().stolen_ns = 1'000'000'000;
  for (Row& row : rows) {
    row.workers.reset();
    row.cpus.reset();
    row.throttled_ns.reset();
    row.compiler.clear();
  }
  CHECK(warnings_of(rows).empty());
}

TEST_CASE("a warning names the worst configuration and counts the others") {
  const Grouping grouping =
      test::grouped(test::all_of({rounds_of("sequential", {3}), rounds_of("threaded", {2}),
                                  rounds_of("asyncio", {4})}),
                    warning_metrics());
  const auto warnings = find_warnings(grouping.groups(), {"a", "b", "c"});
  REQUIRE(warnings.size() == 1);
  CHECK(contains(warnings.front(), "b (and 2 others) took 2.00 ms"));
}

TEST_CASE("identical rows are counted, rows that differ in one measured cell are not") {
  std::vector<Row> rows = rounds_of("threaded", {100, 100});
  CHECK(test::grouped(rows, {}).repeated_rows() == 0);  // Another repetition.
  rows.push_back(rows.front());
  rows.push_back(rows.front());
  CHECK(test::grouped(rows, {}).repeated_rows() == 2);
  rows.back().user_ns = 1;
  CHECK(test::grouped(rows, {}).repeated_rows() == 1);
  CHECK(contains(repeated_rows_warning(1), "1 row is the same"));
  CHECK(contains(repeated_rows_warning(2), "2 rows are the same"));
}

}  // namespace primebench
