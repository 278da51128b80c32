#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "analysis/metric.hpp"
#include "analysis/where.hpp"
#include "core/error.hpp"
#include "core/utf8.hpp"
#include "plot/text_chart.hpp"
#include "plot/text_metrics.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;
using test::make_row;
using test::TempDir;

namespace {

BarChart small_chart() {
  const auto groups = group({make_row("sequential", 80), make_row("threaded", 40)});
  const Baseline baseline("sequential", group({make_row("sequential", 80)}));
  BarChartOptions options;
  options.words = {.ideal = "┃", .whiskers = "In brackets", .reference = false};
  return make_bar_chart(groups, baseline, baseline, options);
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); });
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    widest = std::max(widest, columns_of(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

bool selects(const std::string& condition, const Row& row) {
  return Where(std::array{condition}).matches(row);
}

}  // namespace

TEST_CASE("the text chart is the golden one") {
  CHECK(text_chart(small_chart(), {50, false}, false) ==
        R"(Wall time by mode
prime 834238027356431, 8 tasks, no waits
Test CPU, 2 CPUs, avx2 kernel, testhost, Linux
6.1, g++ 12, primebench 0.1.0

sequential ############################## 80.0 ms
threaded   ##############|                40.0 ms

Bars: one measurement each (n = 1). |: the ideal,
without any cost of concurrency.
)");
}

TEST_CASE("a text chart is as wide as it may be, ASCII unless UTF-8 is wanted") {
  BarChart chart = small_chart();
  chart.heading.title = "caf\xc3\xa9 \x1b[31m \xff";
  for (const std::size_t columns : {40U, 61U, 80U, 120U, 200U}) {
    CAPTURE(columns);
    const std::string plain = text_chart(chart, {columns, false}, false);
    const std::string pretty = text_chart(chart, {columns, true}, false);
    CHECK(is_ascii(plain));
    CHECK_FALSE(is_ascii(pretty));
    CHECK(pretty.find('\x1b') == std::string::npos);
    CHECK(widest_line(plain) <= columns);
    CHECK(widest_line(pretty) <= columns);
    CHECK(widest_line(plain) >= columns - 1);
  }
}

TEST_CASE("a text chart names the brackets where it has room for them, and nowhere else") {
  std::vector<Row> rows;
  for (const char last : {'a', 'b'}) {
    for (const std::uint64_t wall : {80U, 90U}) {
      rows.push_back(make_row("thread-pool", wall));
      rows.back().label =
          "release-2026.01.31-gcc-12.2.0-O3-march-native-lto-thin-pgo-" + std::string(1, last);
    }
  }
  const TempDir directory;
  test::write_file(directory / "r.csv", test::store_of(rows));
  for (const char* columns : {"80", "160"}) {
    const auto result = test::run_shell(
        std::string("COLUMNS=") + columns + " $PRIMEBENCH plot r.csv -o -", directory.path());
    CHECK(result.status == 0);
    const bool drawn = result.out.find(" [") != std::string::npos;
    CHECK(drawn == (std::string(columns) == "160"));
    CHECK((result.out.find("In brackets") != std::string::npos) == drawn);
  }
}

TEST_CASE("a caption promises the intervals that are drawn, and says what the ratios rest on") {
  const std::vector<double> walls = {80, 81, 82, 83, 84, 85};
  const auto rounds = [&](const char* mode, const char* call) {
    return test::rounds_of(mode, walls, call);
  };
  const TempDir directory;
  const auto plotted = [&](const std::vector<Row>& rows, const std::string& flags) {
    test::write_file(directory / "s.csv", test::store_of(rows));
    const auto result = test::run_shell("COLUMNS=200 $PRIMEBENCH plot s.csv -o - --metric " + flags,
                                        directory.path());
    CHECK(result.status == 0);
    return result.out;
  };
  const auto has = [](const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
  };
  const std::vector<Row> apart =
      test::all_of({rounds("sequential", "one"), rounds("threaded", "two")});
  for (const char* metric : {"speedup", "efficiency"}) {
    CAPTURE(metric);
    const std::string text = plotted(apart, metric);
    CHECK_FALSE(has(text, " ["));
    CHECK_FALSE(has(text, "In brackets"));
    CHECK_FALSE(has(text, "round by round"));
    CHECK(has(text,
              "Bars: median, n = 6. No 95 % interval: that takes 6 rounds in common with "
              "sequential, or 4 calls of each."));
  }
  CHECK(has(plotted(apart, "speedup"), "÷ wall time, by calls.") !=
        has(plotted(apart, "speedup"), "/ wall time, by calls."));

  std::vector<Row> mixed = test::all_of({apart, rounds("asyncio", "one")});
  const std::string text = plotted(mixed, "speedup");
  CHECK(has(text, " ["));
  CHECK(has(text,
            "In brackets: 95 % interval, the baseline's noise included; none without 6 "
            "rounds in common with sequential, or 4 calls of each."));
  CHECK(has(text, "wall time, round by round; without common rounds, by calls."));

  const std::string together =
      plotted(test::all_of({rounds("sequential", "one"), rounds("threaded", "one")}), "speedup");
  CHECK(has(together, "In brackets: 95 % interval, the baseline's noise included."));
  CHECK(has(together, "wall time, round by round."));
}

TEST_CASE("text that no font can show is replaced, the rest is kept") {
  CHECK(printable_utf8("a\xc3\xa9\xf0\x9f\x98\x80\t\xe2\x82\xac") ==
        "a\xc3\xa9\xf0\x9f\x98\x80\t\xe2\x82\xac");
  CHECK(printable_utf8("\x01\x7f\xc2\x85") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(printable_utf8("a\u202eb\u2066") ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd");  // They turn text.
  CHECK(printable_utf8("\xff\xc3") == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(printable_utf8("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");  // Surrogate.
  CHECK(printable_utf8("\xc0\xaf") == "\xef\xbf\xbd\xef\xbf\xbd");                  // Too long.
}

TEST_CASE("names break after hyphens and stay whole where they fit") {
  const auto lines = wrap_name("process-pool-executor", 10, 90);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "process-pool-");
  CHECK(wrap_name("process-pool-executor", 10, 1000).size() == 1);
  CHECK(wrap_words("  kept as it is ", 10, 1000).front() == "  kept as it is ");
}

TEST_CASE("numbers have three digits and a unit, exact durations all they need") {
  CHECK(format_quantity(Quantity::kDuration, 812'000) == "812 µs");
  CHECK(format_quantity(Quantity::kFactor, 1.968) == "1.97×");
  CHECK(format_quantity(Quantity::kPercent, 0.984) == "98.4 %");
  CHECK(format_quantity(Quantity::kRate, 1234567) == "1.23M/s");
  CHECK(format_quantity(Quantity::kCount, 12) == "12");
  CHECK(exact_duration(0) == "0");
  CHECK(exact_duration(20'000'000) == "20 ms");
  CHECK(exact_duration(1'500'000'000) == "1.5 s");
  CHECK(exact_duration(1'500'500'000) == "1500.5 ms");
  CHECK(exact_duration(1'234'567) == "1234.567 µs");
}

TEST_CASE("every metric reads its cells") {
  const Row row = make_row("threaded", 50);
  CHECK(metric_spec(Metric::kWall).measured(row) == 50e6);
  CHECK(metric_spec(Metric::kRun).measured(row) == 49.5e6);
  CHECK(metric_spec(Metric::kStartup).measured(row) == 0.5e6);
  CHECK(metric_spec(Metric::kThroughput).measured(row) == 160);
  CHECK(metric_spec(Metric::kCpu).measured(row) == 4e6);
  CHECK(metric_spec(Metric::kMemory).measured(row) == 4194304);
  CHECK(metric_spec(Metric::kSwitches).measured(row) == 7);
  CHECK_FALSE(metric_spec(Metric::kTask).measured(row).has_value());
  CHECK(metric_table().size() == kMetricCount);
  for (const MetricSpec& spec : metric_table())
    CHECK(metric_spec(spec.metric).name == spec.name);
}

TEST_CASE("--where takes every column, lists, units and the modes' other names") {
  Row row = make_pool_row("thread-pool", 50, 4);
  row.io_delay_ns = 20'000'000;
  row.label = "a, b";
  CHECK(selects("mode=threaded,thread_pool", row));
  CHECK(selects("pool=1,4", row));
  CHECK_FALSE(selects("pool=", row));
  CHECK(selects("io-delay=20ms", row));
  CHECK(selects("io-delay=20", row));
  CHECK(selects("io_delay_ns=20000000", row));
  CHECK(selects("gil=false", row));
  CHECK(selects("label=a, b", row));
  CHECK(selects("workers=", row));
  CHECK_FALSE(selects("host=nowhere", row));
  CHECK(selects("wall=50ms", row));
  for (const Column& column : columns())
    CHECK(selects(std::string(column.name) + "=" + cell_text(row, column), row));
}

TEST_CASE("--where refuses what no row could have") {
  for (const char* text : {"", "mode", "=x", "moode=x", "pool=x", "pool=-1", "pool=0x4", "gil=yes",
                           "io-delay=5parsec", "runs=1e9"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Where(std::array{std::string(text)}), UsageError);
  }
  CHECK_THROWS_WITH_AS(Where(std::array{std::string("ruuns=1")}),
                       doctest::Contains("did you mean runs?"), UsageError);
}

TEST_CASE("when nothing is selected the message lists the values there are") {
  Where where(std::array{std::string("pool=3")});
  where.observe(make_pool_row("thread-pool", 50, 2));
  where.observe(make_pool_row("thread-pool", 50, 4));
  CHECK(where.nothing_matched() == "no row has 'pool=3'; of pool there are: '2', '4'");
}

TEST_CASE("the baseline may be left out by mode and pool, not by what makes it comparable") {
  const Where where(
      std::array{std::string("mode=thread-pool"), std::string("pool=2"), std::string("runs=8")});
  Row baseline = make_row("sequential", 80);
  CHECK_FALSE(where.matches(baseline));
  CHECK(where.matches_otherwise(baseline));
  baseline.runs = 9;
  CHECK_FALSE(where.matches_otherwise(baseline));
}

}  // namespace primebench
