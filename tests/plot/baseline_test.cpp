#include "analysis/baseline.hpp"

#include <doctest/doctest.h>

#include "analysis/ideal.hpp"
#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::kMs;
using test::make_pool_row;
using test::make_row;

namespace {

/// The ideal in milliseconds of N tasks with c ms of dividing and four waits of d ms.
double ideal_ms(const std::string& mode, std::uint64_t tasks, double c, std::uint64_t d,
                std::uint64_t pool = 0, bool gil = false) {
  Row row = make_row(mode, 1);
  row.runs = tasks;
  row.io_delay_ns = d * kMs;
  row.io_waits = d == 0 ? 0 : 4;
  row.gil = gil;
  if (pool > 0)
    row.pool = pool;
  return ideal_ns(row, c * kMs).value() / kMs;
}

}  // namespace

TEST_CASE("the ideal of dividing alone is shared among the CPUs") {
  CHECK(ideal_ms("sequential", 8, 10, 0) == 80);
  CHECK(ideal_ms("asyncio", 8, 10, 0) == 80);
  CHECK(ideal_ms("threaded", 8, 10, 0) == 40);
  CHECK(ideal_ms("threaded", 1, 10, 0) == 10);
  CHECK(ideal_ms("multiprocessing", 3, 10, 0) == 15);
  CHECK(ideal_ms("thread-pool", 8, 10, 0, 1) == 80);
  CHECK(ideal_ms("thread-pool", 8, 10, 0, 2) == 40);
  CHECK(ideal_ms("thread-pool", 8, 10, 0, 16) == 40);
  CHECK(ideal_ms("thread-pool", 3, 10, 0, 2) == 20);  // Two whole rounds.
}

TEST_CASE("several hosts have the CPUs of each of them") {
  CHECK(ideal_ms("mpi", 8, 10, 0, 2) == 40);
  Row row = make_row("mpi", 1);
  row.runs = 8;
  row.pool = 4;
  row.gil = false;
  row.hosts = 2;
  CHECK(ideal_ns(row, 10 * kMs).value() == 20 * kMs);
  row.pool = 3;  // Three whole rounds.
  CHECK(ideal_ns(row, 10 * kMs).value() == 30 * kMs);
}

TEST_CASE("the ideal of waiting alone is the documented known answer") {
  CHECK(ideal_ms("sequential", 24, 0, 20) == 1920);
  for (const char* mode : {"threaded", "multiprocessing", "asyncio"})
    CHECK(ideal_ms(mode, 24, 0, 20) == 80);
  for (const char* mode : {"thread-pool", "multiprocessing-pool", "process-pool-executor"}) {
    CHECK(ideal_ms(mode, 24, 0, 20, 4) == 480);
    CHECK(ideal_ms(mode, 25, 0, 20, 4) == 560);
    CHECK(ideal_ms(mode, 25, 0, 20, 100) == 80);
  }
}

TEST_CASE("waits before and after all dividing overlap with none") {
  CHECK(ideal_ms("asyncio", 8, 10, 20) == 120);
  CHECK(ideal_ms("threaded", 8, 10, 5) == 50);
}

TEST_CASE("an interpreter lock leaves threads one CPU and processes theirs") {
  CHECK(ideal_ms("threaded", 8, 10, 0, 0, true) == 80);
  CHECK(ideal_ms("thread-pool", 8, 10, 0, 4, true) == 80);
  CHECK(ideal_ms("multiprocessing", 8, 10, 0, 0, true) == 40);
}

TEST_CASE("a mode of another version has no ideal") {
  CHECK_FALSE(ideal_ns(make_row("quantum", 1), 5).has_value());
}

TEST_CASE("the baseline is compared with rows of the same parameters only") {
  const Baseline baseline("sequential", group({make_row("sequential", 80)}));
  CHECK(baseline.of(make_pool_row("thread-pool", 40, 2)) != nullptr);
  Row other = make_row("threaded", 40);
  other.host = "elsewhere";
  CHECK(baseline.of(other) == nullptr);
  CHECK_THROWS_WITH_AS(
      (void)baseline.required(other),
      doctest::Contains("'sequential' was not measured with prime 834238027356431, 8 tasks"),
      Error);
}

TEST_CASE("a baseline with pools stands for rows with the same pool") {
  const Baseline baseline("thread-pool", group({make_pool_row("thread-pool", 80, 1),
                                                make_pool_row("thread-pool", 40, 2)}));
  REQUIRE(baseline.of(make_pool_row("multiprocessing-pool", 9, 2)) != nullptr);
  CHECK(baseline.of(make_pool_row("multiprocessing-pool", 9, 2))->column(Metric::kWall).front() ==
        40e6);
  CHECK(baseline.of(make_row("threaded", 9)) == nullptr);
}

TEST_CASE("speed-up and efficiency follow from the baseline") {
  const auto groups = group({make_row("sequential", 80), make_row("threaded", 50)});
  const Baseline baseline("sequential", group({make_row("sequential", 80)}));
  const Summary speedup = summarise(groups, Metric::kSpeedup, baseline, baseline);
  CHECK(speedup.groups[0].value == doctest::Approx(1));
  CHECK(speedup.groups[1].value == doctest::Approx(1.6));
  CHECK(speedup.groups[1].ideal.value() == doctest::Approx(2));
  CHECK(speedup.reference.value() == doctest::Approx(1));
  const Summary efficiency = summarise(groups, Metric::kEfficiency, baseline, baseline);
  CHECK(efficiency.groups[0].value == doctest::Approx(0.5));
  CHECK(efficiency.groups[1].value == doctest::Approx(0.8));
  CHECK(efficiency.reference.value() == doctest::Approx(0.5));
}

TEST_CASE("an efficiency is the quotient of medians, so that one CPU of two is 50 %") {
  const auto groups = group({make_row("sequential", 60), make_row("sequential", 100),
                             make_row("asyncio", 100), make_row("asyncio", 60)});
  const Baseline baseline("sequential", groups);
  const Summary summary = summarise(groups, Metric::kEfficiency, baseline, baseline);
  for (const GroupSummary& one : summary.groups)
    CHECK(one.value == doctest::Approx(0.5));  // The median of both quotients would be 0.53.
  CHECK(efficiency(groups[1], groups[0]).value() == doctest::Approx(0.5));
}

TEST_CASE("the interval of a speed-up carries the noise of the baseline") {
  std::vector<Row> rows;
  for (std::uint64_t i = 1; i <= 8; ++i) {
    for (const char* mode : {"sequential", "threaded"}) {
      rows.push_back(make_row(mode, mode[0] == 's' ? 80 + i : 40));
      rows.back().repetition = i;
      rows.back().invocation.assign(1, 'A');
    }
  }
  const auto groups = group(rows);
  const Baseline baseline("sequential", groups);
  const Summary summary = summarise(groups, Metric::kSpeedup, baseline, baseline);
  REQUIRE(summary.groups[1].whisker.has_value());
  CHECK(summary.groups[1].whisker->low == doctest::Approx(2.025));  // The times alone say 2.1.
  CHECK(summary.groups[1].whisker->high == doctest::Approx(2.2));
  CHECK(!summary.groups[0].whisker);  // It is 1, whatever was measured.
}

TEST_CASE("an ideal is as uncertain as the baseline that it follows from") {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    rows.push_back(make_row("sequential", 80 + 4 * i));
    rows.push_back(make_row("threaded", 60));
  }
  const auto groups = group(rows);
  const Baseline sequential("sequential", groups);
  const Summary times = summarise(groups, Metric::kWall, sequential, sequential);
  REQUIRE(times.groups[1].ideal_range);
  CHECK(times.groups[1].ideal == 45e6);  // Half of the median.
  CHECK(times.groups[1].ideal_range->low == 40e6);
  CHECK(times.groups[1].ideal_range->high == 50e6);
  CHECK(!times.groups[0].ideal_range);  // Its own.

  // As a speed-up over the same rows it is exact: two CPUs.
  const Summary same = summarise(groups, Metric::kSpeedup, sequential, sequential);
  REQUIRE(same.groups[1].ideal_range);
  CHECK(same.groups[1].ideal_range->low == doctest::Approx(2));
  CHECK(same.groups[1].ideal_range->high == doctest::Approx(2));

  // Over other rows both are uncertain.
  const Summary other =
      summarise(groups, Metric::kSpeedup, Baseline("threaded", groups), sequential);
  REQUIRE(other.groups[1].ideal_range);
  CHECK(other.groups[1].ideal_range->low == doctest::Approx(60.0 / 50));
  CHECK(other.groups[1].ideal_range->high == doctest::Approx(60.0 / 40));

  rows.resize(4);
  const auto few = group(rows);
  const Baseline two("sequential", few);
  CHECK(summarise(few, Metric::kWall, two, two).groups[1].ideal);
  CHECK(!summarise(few, Metric::kWall, two, two).groups[1].ideal_range);
}

TEST_CASE("below six rounds a speed-up and an efficiency have no whisker") {
  std::vector<Row> rows = test::rounds_of("sequential", {100, 90, 110});
  const std::vector<Row> threads = test::rounds_of("threaded", {50, 60, 40});
  rows.insert(rows.end(), threads.begin(), threads.end());
  const std::vector<Group> groups = test::group(rows);
  const Baseline baseline("sequential", groups);
  for (const Metric metric : {Metric::kSpeedup, Metric::kEfficiency}) {
    const Summary summary = summarise(groups, metric, baseline, baseline);
    CHECK(summary.whiskers == Whiskers::kNone);
    for (const GroupSummary& one : summary.groups)
      CHECK_FALSE(one.whisker.has_value());
  }
}

TEST_CASE("whiskers are the interval of the median only if all groups allow it") {
  const Baseline none("sequential", {});
  const auto repeated = [](const std::string& mode, std::uint64_t count) {
    std::vector<Row> rows;
    for (std::uint64_t i = 1; i <= count; ++i)
      rows.push_back(make_row(mode, 10 * i));
    return rows;
  };
  std::vector<Row> rows = repeated("threaded", 9);
  Summary summary = summarise(group(rows), Metric::kWall, none, none);
  CHECK(summary.whiskers == Whiskers::kInterval);
  CHECK(summary.groups[0].whisker == Interval{20e6, 80e6});

  const auto fewer = repeated("asyncio", 5);
  rows.insert(rows.end(), fewer.begin(), fewer.end());
  summary = summarise(group(rows), Metric::kWall, none, none);
  CHECK(summary.whiskers == Whiskers::kRange);
  CHECK(summary.groups[0].whisker == Interval{10e6, 90e6});
  summary = summarise(group(repeated("asyncio", 1)), Metric::kWall, none, none);
  CHECK(summary.whiskers == Whiskers::kNone);
  CHECK_FALSE(summary.groups[0].whisker.has_value());
}

}  // namespace primebench
