#include "analysis/breakdown.hpp"

#include <doctest/doctest.h>

#include "support/rows.hpp"

namespace primebench {
namespace {

using test::kMs;
using test::make_row;

/// A row of 8 tasks on two CPUs: wall, user and system time in milliseconds.
Row spent(const std::string& mode, std::uint64_t wall, std::uint64_t user, std::uint64_t system) {
  Row row = make_row(mode, wall);
  row.user_ns = user * kMs;
  row.system_ns = system * kMs;
  return row;
}

/// A row whose tasks wait `waits` times 1 ms each.
Row waiting(Row row, std::uint64_t waits) {
  row.io_delay_ns = kMs;
  row.io_waits = waits;
  return row;
}

/// Of the last of the rows.
CpuTime time_of(const std::vector<Row>& rows) {
  const std::vector<Group> groups = test::grouped(rows, breakdown_metrics()).groups();
  return cpu_time_of(groups.back(), Baseline("sequential", groups));
}

/// In milliseconds, by use; in the order own, overhead, system, waiting, idle.
std::vector<double> parts_of(const std::vector<Row>& rows) {
  const CpuTime time = time_of(rows);
  REQUIRE_MESSAGE(time.breakdown.has_value(), time.missing);
  std::vector<double> parts;
  for (const double ns : time.breakdown->ns)
    parts.push_back(ns / 1e6);
  return parts;
}

using Parts = std::vector<double>;

}  // namespace

TEST_CASE("the time of all CPUs is the own work, overhead, system time and idling") {
  const std::vector<Row> rows = {spent("sequential", 100, 90, 5), spent("threaded", 60, 95, 10)};
  CHECK(parts_of(rows) == Parts{90, 5, 10, 0, 15});
  CHECK(time_of(rows).breakdown->total() == 120e6);
  CHECK(time_of(rows).breakdown->cpus == 2);
}

TEST_CASE("the work of sequential is all its own, and one of two CPUs idles") {
  CHECK(parts_of({spent("sequential", 100, 90, 5)}) == Parts{90, 0, 5, 0, 105});
}

TEST_CASE("a breakdown is of medians, and its parts sum to the median wall time of all CPUs") {
  const CpuTime time = time_of({spent("sequential", 100, 90, 5), spent("threaded", 60, 95, 10),
                                spent("threaded", 900, 96, 10), spent("threaded", 61, 97, 300)});
  REQUIRE(time.breakdown);
  CHECK(time.breakdown->wall_ns == 61e6);
  CHECK(time.breakdown->total() == 122e6);
  CHECK(time.breakdown->of(CpuUse::kOverhead) == 6e6);
}

TEST_CASE("a quota bounds the CPUs' time") {
  Row alone = spent("sequential", 200, 90, 5);
  Row threaded = spent("threaded", 210, 90, 5);
  alone.cpu_quota_milli = threaded.cpu_quota_milli = 500;
  CHECK(parts_of({alone, threaded}) == Parts{90, 0, 5, 0, 10});
}

TEST_CASE("user time that is less than the own work by noise is all own work") {
  const std::vector<Row> rows = {spent("sequential", 100, 90, 5), spent("threaded", 50, 88, 2)};
  CHECK(parts_of(rows) == Parts{88, 0, 2, 0, 10});
  CHECK(time_of(rows).breakdown->own_cut);
  CHECK(!time_of({spent("sequential", 100, 90, 5)}).breakdown->own_cut);
}

TEST_CASE("more CPU time than the CPUs have leaves none to idle") {
  const std::vector<Row> rows = {spent("sequential", 100, 90, 5), spent("threaded", 45, 90, 5)};
  CHECK(parts_of(rows) == Parts{90, 0, 5, 0, 0});
  CHECK(time_of(rows).breakdown->beyond_cpus);
  CHECK(time_of(rows).breakdown->total() == 95e6);
}

TEST_CASE("tasks that wait one after another keep one CPU waiting and let the other idle") {
  // 8 tasks wait 4 ms each.
  CHECK(parts_of({waiting(spent("sequential", 50, 18, 0), 4)}) == Parts{18, 0, 0, 32, 50});
}

TEST_CASE("tasks that wait together keep the CPUs waiting once, and an event loop idles one") {
  const Row alone = waiting(spent("sequential", 50, 18, 0), 4);
  CHECK(parts_of({alone, waiting(spent("asyncio", 22, 20, 1), 4)}) == Parts{18, 2, 1, 8, 15});
  // The loop was never without work for so long.
  CHECK(parts_of({alone, waiting(spent("threaded", 12, 20, 1), 4)}) == Parts{18, 2, 1, 3, 0});
}

TEST_CASE("a pool waits in as many rounds as its tasks need") {
  const Row alone = waiting(spent("sequential", 50, 18, 0), 4);
  Row pool = waiting(spent("thread-pool", 30, 18, 0), 4);
  pool.pool = 2;
  CHECK(parts_of({alone, pool}) == Parts{18, 0, 0, 32, 10});
  pool.pool = 4;
  CHECK(parts_of({alone, pool}) == Parts{18, 0, 0, 16, 26});
}

TEST_CASE("what is not known makes no breakdown, and it is said what is missing") {
  const Row alone = spent("sequential", 100, 90, 5);
  Row row = spent("threaded", 60, 95, 10);
  CHECK(time_of({row}).missing == "sequential was not measured with the same work");
  CHECK(!time_of({row}).breakdown);

  row.user_ns.reset();
  CHECK(time_of({alone, row}).missing == "the rows do not know user_ns or system_ns");
  row = spent("threaded", 60, 95, 10);
  row.system_ns.reset();
  CHECK(time_of({alone, row}).missing == "the rows do not know user_ns or system_ns");

  row = spent("threaded", 60, 95, 10);
  row.cpus.reset();
  Row nameless = alone;
  nameless.cpus.reset();
  CHECK(time_of({nameless, row}).missing == "the rows do not know cpus, io_delay_ns or mix");

  Row blind = alone;
  blind.user_ns.reset();
  CHECK(time_of({blind, spent("threaded", 60, 95, 10)}).missing ==
        "the rows of sequential do not know user_ns");

  const std::string unknown = "how many tasks this mode has under way is not known";
  CHECK(time_of({waiting(alone, 1), waiting(spent("newer", 60, 95, 10), 1)}).missing == unknown);
  CHECK(time_of({alone, spent("newer", 60, 95, 10)}).breakdown);  // It need not be.
}

TEST_CASE(
    "notes name what was cut, what is beyond its CPUs, and what is left out for which reason") {
  Breakdown cut;
  cut.own_cut = true;
  Breakdown beyond;
  beyond.beyond_cpus = true;
  const std::vector<NamedCpuTime> times = {{"a", {cut, ""}},
                                           {"b", {Breakdown(), ""}},
                                           {"c", {std::nullopt, "no reason"}},
                                           {"d", {beyond, ""}},
                                           {"e", {std::nullopt, "no reason"}}};
  const std::vector<std::string> notes = breakdown_notes(times);
  REQUIRE(notes.size() == 3);
  CHECK(notes[0].ends_with(": a."));
  CHECK(notes[1].ends_with(": d."));
  CHECK(notes[2] == "Left out: c and e; no reason.");
  CHECK(breakdown_notes(std::vector<NamedCpuTime>(9, {"x", {cut, ""}}))
            .front()
            .ends_with(": x, x, x, x and 5 more."));
}

}  // namespace primebench
