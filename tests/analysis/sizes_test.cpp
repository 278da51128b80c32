#include "analysis/sizes.hpp"

#include <doctest/doctest.h>

#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;
using Rows = std::vector<Row>;

/// A mode at a size of task: the number, the time that was asked for (0: none), the walls.
Rows at_size(const std::string& mode, std::uint64_t prime, std::uint64_t task_time_ns,
             const std::vector<double>& walls_ms) {
  Rows rows = rounds_of(mode, walls_ms);
  for (Row& row : rows) {
    row.prime = prime;
    if (task_time_ns > 0)
      row.task_time_ns = task_time_ns;
    if (mode.find("pool") != std::string::npos)
      row.pool = 2;
  }
  return rows;
}

/// Two sizes: threads lose at the first and win at the second.
std::vector<Rows> small_sweep(std::size_t rounds = 1) {
  const auto walls = [&](double wall_ms) { return std::vector<double>(rounds, wall_ms); };
  return {at_size("sequential", 1009, 1'000'000, walls(8)),
          at_size("threaded", 1009, 1'000'000, walls(80)),
          at_size("thread-pool", 1009, 1'000'000, walls(16)),
          at_size("sequential", 1000003, 100'000'000, walls(800)),
          at_size("threaded", 1000003, 100'000'000, walls(500)),
          at_size("thread-pool", 1000003, 100'000'000, walls(410))};
}

std::vector<SizeSection> sections_of(const std::vector<Rows>& configurations) {
  const auto groups = test::group(test::all_of(configurations));
  return sections_by_size(groups, Baseline("sequential", groups));
}

std::string words_of_mode(const SizeSection& section, std::size_t i) {
  const SizedMode& mode = section.modes.at(i);
  return mode.name + ": " + reached_in_words(mode.half) + ", " + reached_in_words(mode.high);
}

}  // namespace

TEST_CASE("from which size on a mode is worth it lies between the sizes measured") {
  const std::vector<SizeSection> sections = sections_of(small_sweep());
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].name.empty());
  CHECK_FALSE(sections[0].waits);
  REQUIRE(sections[0].modes.size() == 3);
  CHECK(words_of_mode(sections[0], 0) == "sequential: below 1.00 ms, not reached");
  CHECK(words_of_mode(sections[0], 1) == "threaded: 14.9 ms, not reached");
  CHECK(words_of_mode(sections[0], 2) == "thread-pool: 4.59 ms, 58.1 ms");
}

TEST_CASE("leaders by size are what the verdict at each size says") {
  CHECK(leads_in_words(sections_of(small_sweep(1))) ==
        "Fastest by size of task: 1ms: no difference found among 3. 100ms: no difference found "
        "among 3.");
  CHECK(leads_in_words(sections_of(small_sweep(6))) ==
        "Fastest by size of task: 1ms: sequential. 100ms: thread-pool. thread-pool overtakes "
        "sequential at 4.89 ms (4.89 to 4.89).");
  CHECK(sections_of(small_sweep(1))[0].crossovers.empty());
}

TEST_CASE(
    "sizes are called by the time asked for, else by what the baseline took, else by number") {
  const std::vector<Rows> given = {
      at_size("sequential", 1009, 0, {8}), at_size("threaded", 1009, 0, {80}),
      at_size("sequential", 1000003, 0, {800}), at_size("threaded", 1000003, 0, {900})};
  CHECK(leads_in_words(sections_of(given)).find(" 1.00 ms: ") != std::string::npos);
  CHECK(leads_in_words(sections_of(given)).find(" 100 ms: ") != std::string::npos);
  const std::vector<Rows> without = {
      at_size("asyncio", 1009, 0, {8}), at_size("threaded", 1009, 0, {80}),
      at_size("asyncio", 1000003, 0, {800}), at_size("threaded", 1000003, 0, {900})};
  const auto sections = sections_of(without);
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].modes.empty());
  CHECK(leads_in_words(sections).find(" prime 1009: ") != std::string::npos);
}

TEST_CASE("sweeps that differ in the number of tasks are told apart") {
  std::vector<Rows> twice = small_sweep();
  for (Rows more : small_sweep()) {
    for (Row& row : more)
      row.runs = 16;
    twice.push_back(more);
  }
  const auto sections = sections_of(twice);
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].name == "runs=8");
  CHECK(sections[1].name == "runs=16");
  CHECK(leads_in_words(sections).find("(runs=16)") != std::string::npos);
}

TEST_CASE("pool sizes are ways of doing the same, named by the pool") {
  std::vector<Rows> sweep = small_sweep();
  for (Rows more : small_sweep()) {
    if (more.front().mode != "thread-pool")
      continue;
    for (Row& row : more)
      row.pool = 4;
    sweep.push_back(more);
  }
  const auto sections = sections_of(sweep);
  REQUIRE(sections.size() == 1);
  REQUIRE(sections[0].modes.size() == 4);
  CHECK(sections[0].modes[2].name == "thread-pool pool=2");
  CHECK(sections[0].modes[3].name == "thread-pool pool=4");
}

TEST_CASE("one size is no sweep, and a mode alone has no leaders") {
  CHECK(sections_of({at_size("sequential", 7, 0, {8}), at_size("threaded", 7, 0, {5})}).empty());
  const auto alone =
      sections_of({at_size("sequential", 7, 0, {8}), at_size("sequential", 11, 0, {80})});
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].leads.empty());
  CHECK(leads_in_words(alone).empty());
}

TEST_CASE("where the baseline or the mode is missing at a size, nothing is known") {
  std::vector<Rows> sweep = small_sweep();
  sweep.erase(sweep.begin() + 4);  // threaded failed at the larger size.
  CHECK(words_of_mode(sections_of(sweep).at(0), 1) == "threaded: not known, not known");
  sweep = small_sweep();
  sweep.erase(sweep.begin() + 3);  // So did sequential, which efficiency needs.
  CHECK(words_of_mode(sections_of(sweep).at(0), 2) == "thread-pool: not known, not known");
}

TEST_CASE("what is missing at smaller sizes takes nothing away from a mode") {
  std::vector<Rows> sweep = small_sweep();
  const std::string before = words_of_mode(sections_of(sweep).at(0), 0);
  sweep.push_back(at_size("threaded", 5, 0, {8}));  // Another size, which sequential lacks.
  const auto sections = sections_of(sweep);
  CHECK(words_of_mode(sections.at(0), 1) == before);
  // Nobody can be the fastest alone.
  REQUIRE(sections[0].leads.size() == 3);
  CHECK(sections[0].leads[0].words == "only threaded was measured");
  CHECK(sections[0].leads[0].names.empty());
  // Nor is it a sweep in which each mode has a size of its own.
  CHECK(sections_of({at_size("sequential", 7, 0, {8}), at_size("threaded", 11, 0, {5})})
            .at(0)
            .leads.empty());
}

TEST_CASE("the lead changes between neighbours: not over a size at which nobody knows how large") {
  std::vector<Rows> sweep = small_sweep(6);
  REQUIRE(sections_of(sweep).at(0).crossovers.size() == 1);
  // Between the two sizes of small_sweep() there is one without the baseline.
  sweep.push_back(at_size("threaded", 100'003, 0, {20, 20, 20, 20, 20, 20}));
  sweep.push_back(at_size("thread-pool", 100'003, 0, {30, 30, 30, 30, 30, 30}));
  const auto sections = sections_of(sweep);
  CHECK(sections.at(0).leads.size() == 3);
  CHECK(sections[0].crossovers.empty());
}

TEST_CASE("a level that is kept at every size, or at none, is as uncertain as any other") {
  CHECK(reached_in_words({Reached::Kind::kAlways, 1080, Interval{0, 0}, 1080}) == "below 1.08 µs");
  CHECK(reached_in_words({Reached::Kind::kAlways, 1080, Interval{0, 7400}, 1080}) ==
        "below 1.08 µs (to 7.40)");
  const double never = std::numeric_limits<double>::infinity();
  CHECK(reached_in_words({Reached::Kind::kNever, 0, Interval{never, never}, 1080}) ==
        "not reached");
  CHECK(reached_in_words({Reached::Kind::kNever, 0, Interval{7400, never}, 1080}) ==
        "not reached (≥ 7.40 µs)");
}

TEST_CASE(
    "rows that do not know CPUs or waits have no efficiency, those without a number no size") {
  std::vector<Rows> sweep = small_sweep();
  for (Rows& rows : sweep) {
    for (Row& row : rows)
      row.cpus.reset();
  }
  REQUIRE(sections_of(sweep).size() == 1);
  CHECK(sections_of(sweep)[0].modes.empty());
  for (Rows& rows : sweep) {
    for (Row& row : rows)
      row.prime.reset();
  }
  CHECK(sections_of(sweep).empty());
}

TEST_CASE("that sizes include waits is noted") {
  std::vector<Rows> sweep = small_sweep();
  for (Rows& rows : sweep) {
    for (Row& row : rows) {
      row.io_delay_ns = 1000;
      row.io_waits = 4;
    }
  }
  CHECK(sections_of(sweep).at(0).waits);
}

TEST_CASE("an interval stands beside the size in its unit") {
  CHECK(reached_in_words({Reached::Kind::kFrom, 6600, Interval{0, 7400}, 1080}) ==
        "6.60 µs (<1.08 to 7.40)");
  CHECK(reached_in_words({Reached::Kind::kFrom, 6600, Interval{5900, 7400}}) ==
        "6.60 µs (5.90 to 7.40)");
  CHECK(reached_in_words({}) == "not known");
}

TEST_CASE("a number that was asked for, and one that was chosen for a time, are two sizes") {
  std::vector<Rows> rows = small_sweep(6);
  for (const Rows& asked : small_sweep(6)) {
    Rows chosen = asked;
    for (Row& row : chosen)
      row.task_time_ns.reset();
    rows.push_back(chosen);
  }
  const std::vector<SizeSection> sections = sections_of(rows);
  REQUIRE(sections.size() == 1);
  REQUIRE(sections[0].modes.size() == 3);
  CHECK(words_of_mode(sections[0], 2) ==
        "thread-pool: 4.59 ms (4.59 to 4.59), 58.1 ms (58.1 to 58.1)");
  CHECK(leads_in_words(sections) ==
        "Fastest by size of task: 1.00 ms: sequential. 1ms: sequential. 100 ms: thread-pool. "
        "100ms: thread-pool. thread-pool overtakes sequential at 4.89 ms (4.89 to 4.89).");
}

}  // namespace primebench
