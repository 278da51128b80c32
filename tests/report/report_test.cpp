#include "report/report.hpp"

#include <doctest/doctest.h>

#include "modes/table.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;
using Rows = std::vector<Row>;

Report report_on(const std::vector<Rows>& configurations,
                 const std::vector<FailedConfiguration>& failed = {}) {
  return make_report(test::grouped(test::all_of(configurations), report_metrics()), "sequential",
                     failed);
}

const ReportedConfiguration& only(const Report& report, std::size_t i) {
  REQUIRE(report.works.size() == 1);
  return report.works.front().configurations.at(i);
}

}  // namespace

TEST_CASE("the numbers of a configuration are those of its rows") {
  const Report report =
      report_on({rounds_of("sequential", {80, 100, 90}), rounds_of("threaded", {45, 40, 50})});
  const ReportedConfiguration& threaded = only(report, 1);
  CHECK(threaded.name == "threaded");
  CHECK(threaded.n == 3);
  CHECK(threaded.median_ns == 45e6);
  CHECK(threaded.smallest_ns == 40e6);
  CHECK(threaded.largest_ns == 50e6);
  CHECK_FALSE(threaded.interval.has_value());
  CHECK(threaded.speedup.value().value == doctest::Approx(1.8));  // Of 1.78, 2.5 and 1.8.
  CHECK(threaded.efficiency.value() == doctest::Approx(1.0));
  CHECK(threaded.cpu_ns == 4e6);
  CHECK(threaded.largest_process_bytes == 4 << 20);
  CHECK(threaded.total_bytes == 8 << 20);
  CHECK(only(report, 0).speedup.value().value == doctest::Approx(1));
  CHECK(report.has_baseline);
}

TEST_CASE("medians have an interval from six rows on") {
  const auto interval = [](std::size_t n) {
    return only(report_on({rounds_of("threaded", std::vector<double>(n, 50))}), 0).interval;
  };
  CHECK_FALSE(interval(1).has_value());
  CHECK_FALSE(interval(2).has_value());
  CHECK_FALSE(interval(5).has_value());
  CHECK(interval(6) == Interval{50e6, 50e6});
}

TEST_CASE("rows of several calls have an interval from six calls on, however many they are") {
  const auto interval = [](std::size_t calls) {
    std::vector<Row> rows;
    for (std::size_t call = 0; call < calls; ++call) {
      for (Row row : rounds_of("threaded", {50, 51, 52})) {
        row.invocation = std::string(1, static_cast<char>('A' + call));
        rows.push_back(row);
      }
    }
    return only(report_on({rows}), 0).interval;
  };
  CHECK(interval(1).has_value() == false);
  CHECK_FALSE(interval(5).has_value());
  CHECK(interval(6) == Interval{51e6, 51e6});
}

TEST_CASE("another baseline changes speed-ups, not efficiency nor the sizes of tasks") {
  std::vector<Row> rows;
  for (const std::uint64_t size : {1U, 100U}) {
    for (const auto& [mode, wall] : {std::pair("sequential", 80.0), {"threaded", 60.0}}) {
      for (Row row : rounds_of(mode, std::vector<double>(6, wall * static_cast<double>(size)))) {
        row.prime = 1'000'000 * size + 3;
        rows.push_back(row);
      }
    }
  }
  const Grouping grouping = test::grouped(rows, report_metrics());
  const Report usual = make_report(grouping, "sequential");
  const Report other = make_report(grouping, "threaded");
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& configurations = usual.works[i].configurations;
    CHECK(configurations[1].speedup.value().value == doctest::Approx(80.0 / 60));
    CHECK(other.works[i].configurations[1].speedup.value().value == 1);
    CHECK_FALSE(other.works[i].configurations[1].speedup.value().interval.has_value());
    CHECK(configurations[1].efficiency.has_value());
    CHECK(other.works[i].configurations[1].efficiency == configurations[1].efficiency);
  }
  REQUIRE(usual.sizes.size() == 1);
  REQUIRE(other.sizes.size() == 1);
  CHECK(leads_in_words(other.sizes) == leads_in_words(usual.sizes));
  CHECK(reached_in_words(other.sizes[0].modes[1].half) ==
        reached_in_words(usual.sizes[0].modes[1].half));
}

TEST_CASE("a mode alone, and modes without the baseline, have no speed-up") {
  const Report alone = report_on({rounds_of("sequential", {80, 81})});
  CHECK_FALSE(only(alone, 0).speedup.has_value());
  CHECK_FALSE(alone.has_baseline);
  CHECK(alone.works.front().verdict.empty());
  CHECK(alone.remarks.empty());
  const Report without = report_on({rounds_of("asyncio", {80}), rounds_of("threaded", {40})});
  CHECK_FALSE(only(without, 1).speedup.has_value());
  CHECK_FALSE(only(without, 1).efficiency.has_value());
  CHECK_FALSE(without.has_baseline);
  REQUIRE(without.remarks.size() == 1);
  CHECK(without.remarks[0].starts_with("Not measured: sequential (baseline)"));
}

TEST_CASE("configurations that failed are named, with their work or alone") {
  const Rows rows = rounds_of("sequential", {80});
  Row failed = configuration_of(rows.front());
  failed.mode = "threaded";
  const Report report = report_on({rows}, {{failed, "no more threads"}});
  CHECK(only(report, 1).n == 0);
  CHECK(only(report, 1).name == "threaded");
  CHECK(report.failures == std::vector<std::string>{"threaded: no more threads"});
  failed.runs = 9;
  const Report apart = report_on({rows}, {{failed, "no more threads"}});
  CHECK(apart.works.size() == 2);
  CHECK(apart.failures == std::vector<std::string>{"threaded runs=9: no more threads"});
  const Report none = report_on({}, {{failed, "no more threads"}});
  CHECK(only(none, 0).n == 0);
}

TEST_CASE("a failure that passed is told, and the rows count") {
  const Rows rows = rounds_of("threaded", {80, 81});
  const Report report = report_on({rows}, {{configuration_of(rows.front()), "too slow"}});
  CHECK(only(report, 0).n == 2);
  CHECK(report.works.front().configurations.size() == 1);
  CHECK(report.failures.size() == 1);
}

TEST_CASE("works that differ in host or label stand apart, each with its verdict") {
  for (const char* field : {"host", "label"}) {
    std::vector<Rows> configurations;
    for (const char* value : {"here", "there"}) {
      for (const char* mode : {"sequential", "threaded"}) {
        Rows rows = rounds_of(mode, {mode[0] == 's' ? 80.0 : 40.0});
        for (Row& row : rows)
          REQUIRE(set_cell(row, *find_column(field), value));
        configurations.push_back(rows);
      }
    }
    const Report report = report_on(configurations);
    REQUIRE(report.works.size() == 2);
    CHECK(report.works[0].name == std::string(field) + "=here");
    CHECK(report.works[1].name == std::string(field) + "=there");
    CHECK(report.works[1].configurations[1].name == "threaded");
    CHECK(report.works[1].configurations[1].speedup.value().value == doctest::Approx(2));
    CHECK_FALSE(report.works[1].verdict.empty());
  }
}

TEST_CASE("what rows do not know is missing, not zero") {
  Rows rows = rounds_of("threaded", {40});
  Row& row = rows.front();
  for (Number* cell : {&row.user_ns, &row.max_rss_bytes, &row.total_bytes, &row.cpus})
    cell->reset();
  const Report report = report_on({rounds_of("sequential", {80}), rows});
  REQUIRE(report.works.size() == 2);  // Of unknown CPUs, so not comparable.
  const ReportedConfiguration& threaded = report.works[0].configurations[0];
  CHECK(threaded.configuration.mode == "threaded");  // What is not known comes first.
  CHECK_FALSE(threaded.cpu_ns.has_value());
  CHECK_FALSE(threaded.largest_process_bytes.has_value());
  CHECK_FALSE(threaded.total_bytes.has_value());
  CHECK_FALSE(threaded.speedup.has_value());
}

TEST_CASE("rows that come twice are warned of") {
  Rows rows = rounds_of("threaded", {40});
  rows.push_back(rows.front());
  REQUIRE(report_on({rows}).warnings.size() == 1);
  CHECK(report_on({rows}).warnings[0].find("1 row is the same") == 0);
}

TEST_CASE("one allowed CPU is remarked upon if it is so for all") {
  std::vector<Rows> both = {rounds_of("sequential", {80}), rounds_of("threaded", {80})};
  for (Rows& rows : both)
    rows.front().cpus_allowed = 1;
  CHECK(report_on(both).remarks.front().starts_with("Only one CPU was allowed"));
  both[0].front().cpus_allowed.reset();
  CHECK_FALSE(report_on(both).remarks.front().starts_with("Only one CPU was allowed"));
}

TEST_CASE("against a baseline that does not know the metric, or has zeros, there is no speed-up") {
  std::vector<Rows> configurations = {rounds_of("sequential", {80, 81}),
                                      rounds_of("threaded", {40, 41})};
  const auto speedup_by_run_time = [&] {
    const std::vector<Row> all = test::all_of(configurations);
    const Grouping beside = test::grouped(all, report_metrics(Metric::kRun));
    const Report report =
        make_report(test::grouped(configurations[1], report_metrics(Metric::kRun)), "sequential",
                    {}, Metric::kRun, &beside);
    CHECK(report.has_baseline == only(report, 0).speedup.has_value());
    return only(report, 0).speedup.has_value();
  };
  CHECK(speedup_by_run_time());
  for (Row& row : configurations[0])
    row.run_ns = 0;
  CHECK_FALSE(speedup_by_run_time());
  for (Row& row : configurations[0])
    row.run_ns.reset();
  CHECK_FALSE(speedup_by_run_time());
}

}  // namespace primebench
