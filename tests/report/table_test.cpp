#include "report/table.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "core/utf8.hpp"
#include "modes/table.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;
using Rows = std::vector<Row>;

std::string table_of(const std::vector<Rows>& configurations, std::size_t columns = 80,
                     const std::vector<FailedConfiguration>& failed = {}) {
  return table_text(make_report(test::grouped(test::all_of(configurations), report_metrics()),
                                "sequential", failed),
                    columns);
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void check_width(const std::string& text, std::size_t columns) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(columns_of(line) <= columns);
  }
}

}  // namespace

TEST_CASE("the table has a line per configuration with speed-up over sequential") {
  const std::string table =
      table_of({rounds_of("sequential", {80, 100, 90}), rounds_of("threaded", {45, 40, 50})});
  CHECK(contains(table, "mode        n   median      min      max  speedup      CPU   memory\n"));
  CHECK(contains(table, "sequential  3  90.0 ms  80.0 ms   100 ms     1.00  4.00 ms 8.00 MiB\n"));
  CHECK(contains(table, "threaded    3  45.0 ms  40.0 ms  50.0 ms     1.80  4.00 ms 8.00 MiB\n"));
  CHECK(contains(table,
                 "Speedup: over sequential, round by round; without common rounds, by calls.\n"));
}

TEST_CASE("one mode alone has no speed-up, and no word of it") {
  const std::string table = table_of({rounds_of("sequential", {80})});
  CHECK(table ==
        "mode        n   median      min      max  speedup      CPU   memory\n"
        "sequential  1  80.0 ms  80.0 ms  80.0 ms        –  4.00 ms 8.00 MiB\n");
}

TEST_CASE("speed-ups keep three significant digits") {
  const std::string table =
      table_of({rounds_of("sequential", {1}), rounds_of("multiprocessing", {456})});
  CHECK(contains(table, " 0.00219 "));
}

TEST_CASE("a configuration that failed is in the table and named below it") {
  Rows rows = rounds_of("sequential", {80});
  Row failed = configuration_of(rows.front());
  failed.mode = "threaded";
  const std::string table = table_of({rows}, 80, {{failed, "no more threads"}});
  CHECK(contains(table, "threaded    0   failed\n"));
  CHECK(contains(table, "Failed: threaded: no more threads\n"));
}

TEST_CASE("all modes failing but one leaves its line, and nothing is claimed") {
  Rows rows = rounds_of("asyncio", {80});
  std::vector<FailedConfiguration> failed;
  for (const ModeSpec* mode : mode_table()) {
    Row configuration = configuration_of(rows.front());
    configuration.mode = mode->name;
    if (configuration.mode != "asyncio")
      failed.push_back({configuration, "refused"});
  }
  const std::string table = table_of({rows}, 80, failed);
  CHECK(contains(table, "asyncio                1  80.0 ms"));
  CHECK_FALSE(contains(table, "Fastest"));
  CHECK_FALSE(contains(table, "fastest"));
  CHECK_FALSE(contains(table, "Speedup"));
  check_width(table, 80);
  CHECK(contains(table_of({}, 80, failed), "sequential             0   failed\n"));
}

TEST_CASE("unknown cells are a dash, and the memory is of the largest process then") {
  Rows rows = rounds_of("threaded", {40});
  rows.front().user_ns.reset();
  rows.front().total_bytes.reset();
  CHECK(table_of({rows}) ==
        "mode      n   median      min      max  speedup      CPU  largest\n"
        "threaded  1  40.0 ms  40.0 ms  40.0 ms        –        – 4.00 MiB\n");
  rows.front().max_rss_bytes.reset();
  CHECK(contains(table_of({rows}), "        –        –        –\n"));
}

TEST_CASE("nothing is wider than the terminal, whatever differs") {
  std::vector<Rows> configurations;
  for (const ModeSpec* mode : mode_table()) {
    for (const std::uint64_t pool : {1U, 4096U}) {
      for (const std::uint64_t prime : {1'000'003U, 4'294'967'291U}) {
        for (const char* label : {"a", "a label of forty and more characters, long"}) {
          Rows rows = rounds_of(std::string(mode->name), std::vector<double>(100, 99.9));
          for (Row& row : rows) {
            if (mode->uses_pool())
              row.pool = pool;
            row.prime = prime;
            row.label = label;
            row.task_time_ns = prime * 1000 + 1;
            row.io_delay_ns = prime;
            row.io_waits = 4;
            row.host = std::string("h") + label[1];
          }
          configurations.push_back(rows);
        }
      }
    }
  }
  for (const std::size_t columns : {60U, 80U, 132U}) {
    CAPTURE(columns);
    check_width(table_of(configurations, columns), columns);
  }
  std::vector<Rows> single;  // One line for each work: the name has everything.
  for (std::size_t i = 0; i < configurations.size(); i += 9)
    single.push_back(configurations[i]);
  for (const std::size_t columns : {60U, 80U})
    check_width(table_of(single, columns), columns);
  Row failed = configuration_of(configurations.back().front());
  failed.runs = 10'000'000;
  CHECK(table_of(configurations, 80).find("     min ") != std::string::npos);
  CHECK(table_of(configurations, 60).find("     min ") == std::string::npos);
  check_width(
      table_of(configurations, 60,
               {{failed, "the measuring process was killed by signal 9, and so on, and so on"}}),
      60);
}

TEST_CASE("a label without blanks is broken where the terminal ends, with every letter") {
  const std::string letters = "release-2026.01.31-gcc-12.2.0-O3-march-native-lto-thin-pgo-profile-";
  std::vector<Rows> configurations;
  for (const char* last : {"a", "b"}) {
    Rows rows = rounds_of("process-pool-executor", {80, 81});
    for (Row& row : rows)
      row.label = letters + letters + last;
    configurations.push_back(rows);
  }
  for (const std::size_t columns : {60U, 80U, 132U}) {
    std::string table = table_of(configurations, columns);
    check_width(table, columns);
    std::erase(table, '\n');
    CHECK(contains(table, letters + letters + "a"));
    CHECK(contains(table, letters + letters + "b"));
  }
}

TEST_CASE("a sweep over sizes is shown by size, with what each mode is good for") {
  std::vector<Rows> sweep;
  const auto add = [&](const char* mode, bool large, double wall_ms) {
    Rows rows = rounds_of(mode, std::vector<double>(6, wall_ms));
    for (Row& row : rows) {
      row.prime = large ? 1000003 : 1009;
      row.task_time_ns = large ? 100'000'000 : 1'000'000;
    }
    sweep.push_back(rows);
  };
  add("sequential", false, 8);
  add("threaded", false, 80);
  add("asyncio", false, 16);
  add("sequential", true, 800);
  add("threaded", true, 410);
  add("asyncio", true, 900);
  const std::string text = table_of(sweep);
  // What was not measured follows the table of modes.
  CHECK(text.substr(0, text.find(" Not measured:")) ==
        R"(mode        n   median      min      max  speedup      CPU   memory

task=1ms prime=1009
sequential  6  8.00 ms  8.00 ms  8.00 ms     1.00  4.00 ms 8.00 MiB
threaded    6  80.0 ms  80.0 ms  80.0 ms    0.100  4.00 ms 8.00 MiB
asyncio     6  16.0 ms  16.0 ms  16.0 ms    0.500  4.00 ms 8.00 MiB
Fastest: sequential, 2.00 times as fast as the next, asyncio (2.00 to 2.00).

task=100ms prime=1000003
sequential  6   800 ms   800 ms   800 ms     1.00  4.00 ms 8.00 MiB
threaded    6   410 ms   410 ms   410 ms     1.95  4.00 ms 8.00 MiB
asyncio     6   900 ms   900 ms   900 ms    0.889  4.00 ms 8.00 MiB
Fastest: threaded, 1.95 times as fast as the next, sequential (1.95 to 1.95).

Speedup: over sequential, round by round; without common rounds, by calls.

smallest task that keeps          50 % efficient          90 % efficient
sequential                         below 1.00 ms             not reached
threaded                  8.93 ms (8.93 to 8.93)  65.3 ms (65.3 to 65.3)
asyncio                              not reached             not reached

Fastest by size of task: 1ms: sequential. 100ms: threaded. threaded overtakes
sequential at 9.38 ms (9.38 to 9.38).)");
}

}  // namespace primebench
