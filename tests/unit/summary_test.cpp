#include "cli/summary.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "cli/verdict.hpp"
#include "cli/warnings.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

/// A configuration of `mode` with these wall times, in milliseconds, round by round.
ConfigurationResult result_of(std::string_view mode, const std::vector<double>& walls_ms) {
  ConfigurationResult result;
  result.configuration = {.mode = find_mode(mode),
                          .prime = 17,
                          .runs = 8,
                          .pool = 2,
                          .io_delay = {},
                          .kernel = &kernels().front()};
  for (std::size_t round = 0; round < walls_ms.size(); ++round)
    result.samples.push_back({.round = round,
                              .wall_ns = static_cast<std::uint64_t>(walls_ms[round] * 1e6),
                              .cpu_ns = 5'000'000,
                              .max_rss_bytes = 2 << 20,
                              .involuntary_switches = 1,
                              .workers = 2});
  return result;
}

std::string verdict_of(const std::vector<ConfigurationResult>& results) {
  std::vector<const ConfigurationResult*> pointers;
  std::vector<std::string> names;
  for (const ConfigurationResult& result : results) {
    pointers.push_back(&result);
    names.emplace_back(result.configuration.mode->name);
  }
  return compare(pointers, names);
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the table has a line per configuration with speed-up over sequential") {
  const std::string table = summary_table(
      {result_of("sequential", {80, 100, 90}), result_of("threaded", {45, 40, 50})}, 2);
  CHECK(contains(table, "sequential  3  90.0 ms  80.0 ms   100 ms     1.00  5.00 ms 2.00 MiB\n"));
  CHECK(contains(table, "threaded    3  45.0 ms  40.0 ms  50.0 ms     2.00  5.00 ms 2.00 MiB\n"));
  CHECK(contains(table, "Speedup: median relative to sequential.\n"));
}

TEST_CASE("without a sequential measurement the slowest is the baseline, and it says so") {
  const std::string table =
      summary_table({result_of("asyncio", {80}), result_of("threaded", {40})}, 2);
  CHECK(contains(table, "    2.00  "));
  CHECK(contains(table, "Speedup: median relative to the slowest.\n"));
}

TEST_CASE("a configuration that failed is in the table and named below it") {
  ConfigurationResult failed = result_of("threaded", {});
  failed.failure = "no more threads";
  const std::string table = summary_table({result_of("sequential", {80}), failed}, 2);
  CHECK(contains(table, "threaded    0   failed\n"));
  CHECK(contains(table, "Failed: threaded: no more threads\n"));
}

TEST_CASE("all modes fit into 80 columns with a hundred repetitions") {
  std::vector<ConfigurationResult> results;
  for (const ModeSpec* mode : mode_table())
    results.push_back(result_of(mode->name, std::vector<double>(100, 99.9)));
  std::istringstream lines(summary_table(results, 2));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("the verdict is paired: a common disturbance of both does not hide the difference") {
  // The second half of the rounds was slow for everyone; unpaired, the ranges overlap.
  const std::string verdict =
      verdict_of({result_of("sequential", {100, 101, 102, 200, 202, 204, 150}),
                  result_of("asyncio", {90, 91, 92, 180, 182, 184, 135})});
  CHECK(contains(verdict, "Fastest: asyncio, 1.11 times as fast as sequential (95 % interval "));
  CHECK(contains(verdict, "1.11 to 1.11, 7 rounds)."));
}

TEST_CASE("modes whose difference may be chance are called indistinguishable, and only those") {
  const std::string verdict =
      verdict_of({result_of("sequential", {200, 201, 202, 203, 204, 205}),
                  result_of("threaded", {100, 103, 100, 103, 100, 103}),
                  result_of("thread-pool", {103, 100, 103, 100, 103, 100})});
  CHECK(contains(verdict, "The fastest 2 cannot be told apart: thread"));
  CHECK_FALSE(contains(verdict, "sequential"));
}

TEST_CASE("few rounds name the fastest without claiming more") {
  const std::string verdict =
      verdict_of({result_of("sequential", {100}), result_of("asyncio", {90})});
  CHECK(contains(verdict, "Fastest: asyncio, 1.11 times as fast as sequential."));
  CHECK_FALSE(contains(verdict, "interval"));
  CHECK(contains(caveats({result_of("sequential", {100}), result_of("asyncio", {90})}, 2),
                 "--repeat 6 or more"));
}

TEST_CASE("one measured configuration has no verdict") {
  CHECK(verdict_of({result_of("sequential", {100}), result_of("asyncio", {})}).empty());
}

namespace {

std::vector<std::string> warnings_of(const ConfigurationResult& result,
                                     const RunConditions& conditions = {}) {
  return find_warnings({result}, {"it"}, conditions);
}

}  // namespace

TEST_CASE("quiet measurements of good length give no warning") {
  CHECK(warnings_of(result_of("sequential", {100, 101, 102, 100, 101, 99})).empty());
  CHECK(warnings_of(result_of("sequential", {})).empty());
}

TEST_CASE("each kind of trouble is one warning with its number") {
  const auto only = [](const std::vector<std::string>& warnings) {
    REQUIRE(warnings.size() == 1);
    return warnings.front();
  };
  CHECK(contains(only(warnings_of(result_of("sequential", {4, 4}))), "it took 4.00 ms"));
  CHECK(contains(only(warnings_of(result_of("sequential", {100, 140, 180}))), "spread by 42 %"));
  CHECK(contains(only(warnings_of(result_of("sequential", {100, 101, 102, 100, 101, 130}))),
                 "it had outliers"));
  ConfigurationResult idle = result_of("thread-pool", {100});
  idle.configuration.pool = 8;
  CHECK(contains(only(warnings_of(idle)), "it left 6 of its workers"));
  ConfigurationResult interrupted = result_of("sequential", {100});
  interrupted.samples.front().involuntary_switches = 100;
  CHECK(contains(only(warnings_of(interrupted, {.noise = {}, .wall_ns = 0, .cpus = 2})),
                 "lost its CPU to other programs 1000 times a second"));
  const ConfigurationResult fine = result_of("sequential", {100});
  CHECK(contains(only(warnings_of(fine, {.noise = {.throttled_ns = 5'000'000, .stolen_ns = 0}})),
                 "counted 5.00 ms of waiting, summed over CPUs"));
  CHECK(contains(
      only(warnings_of(
          fine, {.noise = {.throttled_ns = 0, .stolen_ns = 50}, .wall_ns = 1000, .cpus = 2})),
      "took 2.5 % of the CPU time"));
  CHECK(contains(
      only(warnings_of(fine, {.noise = {}, .wall_ns = 0, .cpus = 1, .optimised_build = false})),
      "without optimisation"));
}

TEST_CASE("a warning names the worst configuration and counts the others") {
  const std::vector<ConfigurationResult> results = {
      result_of("sequential", {3}), result_of("threaded", {2}), result_of("asyncio", {4})};
  const auto warnings = find_warnings(results, {"a", "b", "c"}, {});
  REQUIRE(warnings.size() == 1);
  CHECK(contains(warnings.front(), "b (and 2 others) took 2.00 ms"));
}

}  // namespace primebench
