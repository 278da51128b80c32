#include "analysis/verdict.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/rows.hpp"

namespace primebench {
namespace {

using test::all_of;
using test::rounds_of;
using Rows = std::vector<Row>;

/// What is said of the configurations, each called by its mode.
std::string verdict_of(const std::vector<Rows>& configurations) {
  const Grouping grouping =
      test::grouped(all_of(configurations), {Metric::kCpu, Metric::kTotalMemory});
  std::vector<Contender> contenders;
  for (const Group& group : grouping.groups())
    contenders.push_back({&group, group.configuration.mode});
  return verdict_on(contenders).sentence;
}

/// The first `count` of these times.
std::vector<double> times(std::size_t count, double base) {
  std::vector<double> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(base * (1 + 0.001 * static_cast<double>(i % 3)));
  return result;
}

/// Two that are alike: each wins half of the rounds.
std::vector<Rows> alike() {
  return {rounds_of("threaded", {100, 103, 100, 103, 100, 103}),
          rounds_of("thread-pool", {103, 100, 103, 100, 103, 100})};
}

void set_cpu_ms(Rows& rows, std::uint64_t ms) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].user_ns = ms * test::kMs + i;
    rows[i].system_ns = 0;
  }
}

}  // namespace

TEST_CASE("fewer than two contenders have no verdict") {
  CHECK(verdict_on({}).sentence.empty());
  CHECK(verdict_of({rounds_of("sequential", times(9, 100))}).empty());
}

TEST_CASE("one measurement each claims nothing, however far apart they are") {
  CHECK(verdict_of({rounds_of("sequential", {100}), rounds_of("threaded", {1})}) ==
        "No difference found among the 2. One measurement each tells nothing about noise; "
        "--repeat 10.");
}

TEST_CASE("too few rounds say how many it takes") {
  for (const std::size_t rounds : {2U, 5U}) {
    CHECK(verdict_of({rounds_of("sequential", times(rounds, 100)),
                      rounds_of("threaded", times(rounds, 50))}) ==
          "No difference found among the 2. " + std::to_string(rounds) +
              " rounds tell too little: --repeat 6 or more.");
  }
}

TEST_CASE("six rounds name the fastest and its lead over the next, whoever came first") {
  const std::string said =
      "Fastest: threaded, 2.00 times as fast as the next, sequential (2.00 to 2.00).";
  CHECK(verdict_of({rounds_of("sequential", times(6, 100)), rounds_of("threaded", times(6, 50))}) ==
        said);
  CHECK(verdict_of({rounds_of("asyncio", times(6, 300)), rounds_of("threaded", times(6, 50)),
                    rounds_of("sequential", times(6, 100))}) == said);
}

TEST_CASE("a lead of less than one per cent is told in per cent, not as 1.00 times") {
  CHECK(
      verdict_of({rounds_of("sequential", times(6, 100.3)), rounds_of("asyncio", times(6, 100))}) ==
      "Fastest: asyncio; the next, sequential, takes 0.300 % more (0.300 % to 0.300 %).");
  CHECK(verdict_of({rounds_of("sequential", times(6, 101.5)), rounds_of("asyncio", times(6, 100))})
            .starts_with("Fastest: asyncio, 1.01 times as fast"));
}

TEST_CASE("what disturbs both in a round does not hide the difference") {
  // The second half of the rounds was slow for everyone; unpaired, the ranges overlap.
  CHECK(verdict_of({rounds_of("sequential", {100, 101, 102, 200, 202, 204, 150}),
                    rounds_of("asyncio", {90, 91, 92, 180, 182, 184, 135})}) ==
        "Fastest: asyncio, 1.11 times as fast as the next, sequential (1.11 to 1.11).");
}

TEST_CASE("those that may be the fastest are named, the fastest median first, and only those") {
  std::vector<Rows> three = alike();
  three.push_back(rounds_of("sequential", times(6, 200)));
  const std::string verdict = verdict_of(three);
  CHECK(verdict.starts_with("Possibly fastest: thread"));
  CHECK(verdict.find("sequential") == std::string::npos);
  three.push_back(rounds_of("asyncio", times(6, 99)));
  CHECK(verdict_of(three).find("sequential") == std::string::npos);
}

TEST_CASE("enough rounds without a difference say so and no more") {
  CHECK(verdict_of(alike()) == "No difference found among the 2.");
}

TEST_CASE("of several the least CPU time and memory are named where the same rule leaves one") {
  std::vector<Rows> two = alike();
  set_cpu_ms(two[0], 5);
  set_cpu_ms(two[1], 4);
  CHECK(verdict_of(two) ==
        "No difference found among the 2. Of these, least CPU time: thread-pool (4.00 ms).");
  for (Row& row : two[0])
    row.total_bytes = 2 << 20;
  // In one call it was measured once, and once tells nothing.
  CHECK(verdict_of(two) ==
        "No difference found among the 2. Of these, least CPU time: thread-pool (4.00 ms).");
  for (Rows& rows : two) {
    for (Row& row : rows) {
      row.invocation = "call-" + std::to_string(*row.repetition);
      row.repetition = 1;
    }
  }
  CHECK(verdict_of(two) ==
        "No difference found among the 2. Of these, least CPU time: thread-pool (4.00 ms), "
        "least memory: threaded (2.00 MiB).");
  // The table shows the highest, which a name for the least must not deny.
  two[0].front().total_bytes = 200 << 20;
  CHECK(verdict_of(two) ==
        "No difference found among the 2. Of these, least CPU time: thread-pool (4.00 ms).");
  two = alike();
  set_cpu_ms(two[0], 5);
  set_cpu_ms(two[1], 4);
  two.push_back(rounds_of("sequential", times(6, 200)));
  set_cpu_ms(two[2], 1);  // Uses least, but is not among the fastest.
  CHECK(verdict_of(two).find("least CPU time: thread-pool") != std::string::npos);
}

TEST_CASE("what one of them does not know breaks no tie") {
  std::vector<Rows> two = alike();
  set_cpu_ms(two[0], 5);
  set_cpu_ms(two[1], 4);
  for (Row& row : two[0])
    row.system_ns.reset();
  CHECK(verdict_of(two) == "No difference found among the 2.");
}

TEST_CASE("calls that share no round count once each, and it takes four of them") {
  const auto calls = [](const std::string& mode, double wall_ms, std::size_t count) {
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
      const Rows call =
          rounds_of(mode, {wall_ms + static_cast<double>(i) / 10}, mode + std::to_string(i));
      rows.insert(rows.end(), call.begin(), call.end());
    }
    return rows;
  };
  CHECK(verdict_of({calls("sequential", 100, 3), calls("threaded", 50, 3)}) ==
        "No difference found among the 2. 3 calls tell too little: it takes 4.");
  CHECK(verdict_of({calls("sequential", 100, 4), calls("threaded", 50, 4)})
            .starts_with("Fastest: threaded, 2.00 times as fast as the next, sequential ("));
}

TEST_CASE("at one size of task the leaders are listed, or that there is no difference") {
  const Grouping grouping = test::grouped(all_of(alike()), {});
  std::vector<Contender> contenders;
  for (const Group& group : grouping.groups())
    contenders.push_back({&group, group.configuration.mode});
  CHECK(lead_in_words(contenders, {true, true}) == "no difference found among 2");
  CHECK(lead_in_words(contenders, {false, true}) == "thread-pool");
  contenders.push_back(contenders.front());
  CHECK(lead_in_words(contenders, {true, true, false}) == "threaded or thread-pool");
}

TEST_CASE("samples are smaller where better, and what is not known is none") {
  Row known = test::make_row("threaded", 50);
  Row unknown = test::make_row("threaded", 60);
  unknown.user_ns.reset();
  const Grouping grouping = test::grouped({known, unknown}, {Metric::kCpu, Metric::kThroughput});
  const Group& group = grouping.groups().front();
  CHECK(samples_of(group, Metric::kCpu).size() == 1);
  const Samples rates = samples_of(group, Metric::kThroughput);
  REQUIRE(rates.size() == 2);
  CHECK(rates[0].value < rates[1].value);
}

TEST_CASE("of next to nothing the least is named, but no factor") {
  std::vector<Rows> configurations = {rounds_of("sequential", times(6, 100)),
                                      rounds_of("threaded", times(6, 50))};
  for (Row& row : configurations[0])
    row.system_ns = 0;
  const Grouping grouping = test::grouped(all_of(configurations), {Metric::kSystem});
  std::vector<Contender> contenders;
  for (const Group& group : grouping.groups())
    contenders.push_back({&group, group.configuration.mode});
  CHECK(verdict_on(contenders, Metric::kSystem).sentence ==
        "Least system CPU time: sequential, then threaded.");
}

TEST_CASE("one call tells too little, two calls tell too little") {
  const auto calls = [](std::size_t count) {
    std::vector<Rows> configurations;
    for (const char* mode : {"sequential", "threaded"}) {
      Rows rows;
      for (std::size_t call = 0; call < count; ++call) {
        const Rows one = rounds_of(mode, {100, 101}, mode + std::to_string(call));
        rows.insert(rows.end(), one.begin(), one.end());
      }
      configurations.push_back(rows);
    }
    return verdict_of(configurations);
  };
  CHECK(calls(1).ends_with(" 1 call tells too little: it takes 4."));
  CHECK(calls(2).ends_with(" 2 calls tell too little: it takes 4."));
}

}  // namespace primebench
