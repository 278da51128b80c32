#include "analysis/groups.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "core/error.hpp"
#include "plot/captions.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;
using test::make_row;

TEST_CASE("rows that differ in any parameter are never put together") {
  for (const Parameter& parameter : parameters()) {
    CAPTURE(parameter.column);
    Row first = make_row("threaded", 100);
    if (parameter.name == "seed")  // Else it says nothing of the tasks.
      first.order = "random";
    Row second = first;
    const Column* const column = find_column(parameter.column);
    REQUIRE(column != nullptr);
    const bool changed = set_cell(second, *column, "31") || set_cell(second, *column, "true");
    REQUIRE(changed);
    CHECK_FALSE(same_configuration(first, second));
    CHECK(group({first, second}).size() == 2);
  }
  CHECK(group({make_row("threaded", 100), make_row("asyncio", 100)}).size() == 2);
}

TEST_CASE("repetitions are put together whatever they measured") {
  Row second = make_row("threaded", 120);
  second.repetition = 2;
  second.started_at = "2026-02-01T00:00:00Z";
  second.workers = 7;
  const auto groups = group({make_row("threaded", 100), make_row("asyncio", 1), second});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].values(Metric::kWall) == std::vector<double>{100e6, 120e6});
  CHECK(groups[0].configuration.wall_ns == 0);
}

TEST_CASE("only what differs is in the labels, and what is shared is told once") {
  const auto groups = group({make_row("sequential", 9), make_pool_row("thread-pool", 5, 2),
                             make_pool_row("thread-pool", 4, 4)});
  const auto varying = differing(groups);
  REQUIRE(varying.size() == 1);
  CHECK(varying.front()->column == "pool");
  CHECK(describe(groups[0], varying).empty());
  CHECK(describe(groups[2], varying) == std::vector<std::string>{"pool 4"});
  const Shared shared = shared_by(groups);
  CHECK(shared.work == std::vector<std::string>{"prime 834238027356431", "8 tasks", "no waits"});
  CHECK(shared.machine ==
        std::vector<std::string>{"Test CPU", "2 CPUs", "avx2 kernel", "testhost"});
}

TEST_CASE("a pool that only some modes have is no difference") {
  const auto groups = group({make_row("sequential", 9), make_pool_row("thread-pool", 5, 2)});
  CHECK(differing(groups).empty());
  CHECK(shared_by(groups).work.back() == "pool 2");
}

TEST_CASE("delays that differ by a nanosecond have different labels") {
  Row a = make_row("asyncio", 9);
  a.io_waits = 4;
  a.io_delay_ns = 20'000'000;
  Row b = a;
  b.io_delay_ns = 20'000'001;
  const auto groups = group({a, b});
  const auto varying = differing(groups);
  REQUIRE(varying.size() == 1);
  CHECK(describe(groups[0], varying).front() == "4 waits of 20 ms");
  CHECK(describe(groups[1], varying).front() == "4 waits of 20000.001 µs");
}

TEST_CASE("configurations without end are an error, not memory") {
  Grouping grouping({Metric::kWall});
  const auto flood = [&] {
    for (std::uint64_t i = 0; i <= 10'000; ++i) {
      Row row = make_row("threaded", 1);
      row.prime = i;
      grouping.add(row);
    }
  };
  CHECK_THROWS_AS(flood(), Error);
}

TEST_CASE("a chart of what is measured once per call does not say that there was one measurement") {
  std::vector<Row> rows;
  for (std::uint64_t i = 1; i <= 8; ++i) {
    rows.push_back(make_row("threaded", i));
    rows.back().total_bytes = 1'000'000;
  }
  const std::vector<Group> one_call = group(rows, Metric::kTotalMemory);
  const Baseline none("sequential", {});
  const auto words = [&](bool medians) {
    Summary summary;
    summary.medians = medians;
    return caption(Marks::kBars, one_call, summary, Metric::kTotalMemory, none);
  };
  CHECK(words(false) == "Bars: measured once per call (n = 8).");
  CHECK(words(true) == "Bars: median of the calls, each measured once (n = 8).");
}

TEST_CASE("what is said of given numbers is no count of tasks") {
  Row row = make_row("threaded", 1);
  row.mix = "given:1";
  CHECK(words_of(*find_parameter("mix"), row) == "longest task 1 × the mean");
  row.mix = "uniform";
  CHECK(words_of(*find_parameter("mix"), row) == "uniform tasks");
}

TEST_CASE("no quota is not an unknown one, which rows of an older version have") {
  const Parameter& quota = *find_parameter("cpu-quota");
  Row row = make_row("threaded", 1);
  row.cpus_allowed = 2;
  row.cpu_quota_milli = 1500;
  CHECK(words_of(quota, row) == "quota 1.5 CPU");
  row.cpu_quota_milli.reset();
  CHECK(words_of(quota, row) == "no quota");
  row.cpus_allowed.reset();
  CHECK(words_of(quota, row) == "unknown quota");
}

TEST_CASE("what one call measured once counts once, however many rows repeat it") {
  std::vector<Row> rows = test::rounds_of("threaded", {1, 2, 3}, "call-1");
  const std::vector<Row> others = test::rounds_of("threaded", {1, 2, 3}, "call-2");
  for (std::size_t i = 0; i < others.size(); ++i)  // Two calls at once.
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(2 * i + 1), others[i]);
  const auto groups = group(rows, Metric::kTotalMemory);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].size() == 6);
  CHECK(groups[0].values(Metric::kTotalMemory).size() == 2);
  CHECK(groups[0].values(Metric::kWall).size() == 6);
}

}  // namespace primebench
