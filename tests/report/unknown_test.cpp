// Every column in turn, and pairs of them, taken out of a store: nothing is computed from
// what is not known.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "analysis/summary.hpp"
#include "core/error.hpp"
#include "plot/bar_chart.hpp"
#include "plot/text_chart.hpp"
#include "report/table.hpp"
#include "results/reader.hpp"
#include "support/captured_stderr.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::TempDir;
using Names = std::set<std::string_view>;

const Names kNeeded = {"mode", "prime", "runs", "wall_ns", "status"};

/// Rows of three modes that know everything, six rounds each.
std::vector<Row> full_rows() {
  std::vector<Row> rows;
  std::uint64_t i = 0;
  for (const char* mode : {"sequential", "threaded", "thread-pool"}) {
    const bool pool = std::string_view(mode) == "thread-pool";
    for (Row row : test::rounds_of(mode, {80, 81, 82, 83, 84, 85})) {
      row.wall_ns = row.wall_ns / (mode[0] == 's' ? 1 : 2) + ++i;
      row.run_ns = row.wall_ns - *row.startup_ns;
      row.stolen_ns = row.throttled_ns = 7;
      row.io_delay_ns = 1000;
      row.io_waits = 4;
      if (pool)
        row.pool = 2;
      row.mix = "pareto:1.5";
      row.order = "random";
      row.hosts = 1;
      row.hosts_cpu_milli = 2'000;
      for (const Column& column : columns()) {
        if (cell_text(row, column).empty() && column.name != "pool") {
          const bool filled = set_cell(row, column, "7") || set_cell(row, column, "true");
          REQUIRE(filled);
        }
      }
      rows.push_back(row);
    }
  }
  return rows;
}

/// A store of the rows without some columns.
std::string store_without(const std::vector<Row>& rows, const Names& missing) {
  const auto line = [&](const auto& cell) {
    std::string text;
    for (const Column& column : columns()) {
      if (missing.contains(column.name))
        continue;
      if (!text.empty())
        text += ',';
      text += cell(column);
    }
    text += '\n';
    return text;
  };
  std::string text = line([](const Column& column) { return std::string(column.name); });
  for (const Row& row : rows)
    text += line([&](const Column& column) { return cell_text(row, column); });
  return text;
}

std::vector<Row> read(const std::string& store) {
  const TempDir directory;
  test::write_file(directory / "r.csv", store);
  std::vector<Row> rows;
  read_rows(directory / "r.csv", {.strict = true}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

/// Whether the metric cannot be told without the column.
bool depends(const MetricSpec& metric, std::string_view column) {
  if (metric.metric == Metric::kEfficiency)  // Of io_waits only if tasks wait, and they do.
    return column == "cpus_allowed" ? false : column == "io_delay_ns" || column == "io_waits";
  const std::string needs = " " + std::string(metric.needs) + " ";
  return needs.find(" " + std::string(column) + " ") != std::string::npos;
}

void check_text(const std::string& text) {
  for (const char* wrong : {"0 CPUs", " 0 B", "no kernel kernel", "nan", "inf", "unknown unknown"})
    CHECK_MESSAGE(text.find(wrong) == std::string::npos, wrong, " in\n", text);
}

/// The metric's chart is as it should be in a store without these columns.
void check_chart(const std::vector<Row>& rows, const MetricSpec& metric, const Names& missing) {
  CAPTURE(metric.name);
  const Grouping grouping = test::grouped(rows, {metric.metric});
  const bool told = std::none_of(missing.begin(), missing.end(),
                                 [&](std::string_view column) { return depends(metric, column); });
  const bool no_cpus = missing.contains("cpus") && missing.contains("cpus_allowed") &&
                       missing.contains("hosts_cpu_milli");
  const bool expected = told && !(metric.metric == Metric::kEfficiency && no_cpus);
  for (const Group& group : grouping.groups())
    CHECK(has_value(group, metric.metric) == expected);
  if (!expected)
    return;
  const Baseline baseline("sequential", grouping.groups());
  BarChartOptions options;
  options.metric = metric.metric;
  const BarChart chart = make_bar_chart(grouping.groups(), baseline, baseline, options);
  for (const Cluster& cluster : chart.clusters) {
    for (const Bar& bar : cluster.bars)
      CHECK(bar.value > 0);
  }
  check_text(text_chart(chart, {80, true}, false));
}

void check_everything(const std::vector<Row>& full, const Names& missing) {
  std::string which;
  for (const std::string_view name : missing)
    which += std::string(name) + " ";
  CAPTURE(which);
  const std::vector<Row> rows = read(store_without(full, missing));
  REQUIRE(rows.size() == full.size());
  for (const MetricSpec& metric : metric_table())
    check_chart(rows, metric, missing);
  const Report report = make_report(test::grouped(rows, report_metrics()), "sequential");
  check_text(table_text(report));
  const bool no_cpu_time = missing.contains("user_ns") || missing.contains("system_ns");
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations) {
      CHECK(one.cpu_ns.has_value() == !no_cpu_time);
      CHECK(one.total_bytes.has_value() == !missing.contains("total_bytes"));
      CHECK(one.largest_process_bytes.has_value() == !missing.contains("max_rss_bytes"));
      CHECK(one.efficiency.value_or(1) > 0);
      CHECK(one.speedup.has_value());
    }
  }
}

std::string data(const std::string& name) {
  return std::string(PRIMEBENCH_SOURCE_DIR) + "/tests/data/" + name;
}

}  // namespace

TEST_CASE("each column may be missing, and nothing is computed from what it would say") {
  const std::vector<Row> full = full_rows();
  check_everything(full, {});
  for (const Column& column : columns()) {
    if (!kNeeded.contains(column.name))
      check_everything(full, {column.name});
  }
}

TEST_CASE("columns that stand for each other may be missing together") {
  const std::vector<Row> full = full_rows();
  const std::vector<Names> together = {{"cpus", "cpus_allowed"},
                                       {"cpus", "cpus_allowed", "hosts_cpu_milli"},
                                       {"cpus", "cpus_allowed", "cpu_quota_milli"},
                                       {"io_delay_ns", "io_waits"},
                                       {"user_ns", "system_ns"},
                                       {"max_rss_bytes", "total_bytes"},
                                       {"startup_ns", "run_ns", "teardown_ns"},
                                       {"invocation", "repetition"},
                                       {"cpus", "io_delay_ns", "gil"},
                                       {"pool", "workers"},
                                       {"host", "cpu_model", "os", "compiler", "version"}};
  for (const Names& missing : together)
    check_everything(full, missing);
  Names all;
  for (const Column& column : columns()) {
    if (!kNeeded.contains(column.name))
      all.insert(column.name);
  }
  check_everything(full, all);
}

TEST_CASE("a store without a column that is needed is refused, and the message says which") {
  for (const std::string_view name : kNeeded) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(read(store_without(full_rows(), {name})),
                         doctest::Contains(("has no column " + std::string(name)).c_str()), Error);
  }
}

TEST_CASE("a store with the needed columns alone is drawn, but not its efficiency") {
  const auto draw = [](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"plot", data("few-columns.csv"), "-o", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const TempDir directory;
    return test::run_primebench(arguments, directory.path());
  };
  const test::CommandResult wall = draw({"--strict"});
  CHECK(wall.status == 0);
  CHECK(wall.err.empty());
  check_text(wall.out);
  CHECK(wall.out.find("CPU") == std::string::npos);
  CHECK(draw({"--metric", "speedup"}).status == 0);
  for (const MetricSpec& metric : metric_table()) {
    if (metric.needs.starts_with("wall_ns"))
      continue;
    CAPTURE(metric.name);
    const test::CommandResult run = draw({"--metric", std::string(metric.name)});
    CHECK(run.status == 1);
    CHECK(run.out.empty());
    CHECK(run.err.find(metric.needs) != std::string::npos);
  }
}

TEST_CASE("rows that cannot be true are skipped with the reason, and refused under --strict") {
  for (const auto& entry : std::vector<std::pair<std::string, std::string>>{
           {"zero-cpus.csv", "cpus is 0, but every machine has one"},
           {"spreadsheet-prime.csv", "is_prime is true, but 18446744073709500000 is not prime"}}) {
    const std::string& name = entry.first;
    const std::string& reason = entry.second;
    CAPTURE(name);
    const TempDir directory;
    const auto strict =
        test::run_primebench({"plot", data(name), "-o", "-", "--strict"}, directory.path());
    CHECK(strict.status == 1);
    CHECK(strict.err.find(":2: " + reason) != std::string::npos);
    const auto lenient = test::run_primebench({"plot", data(name), "-o", "-"}, directory.path());
    CHECK(lenient.status == 1);
    CHECK(lenient.err.find("there are no measurements") != std::string::npos);
    CHECK(lenient.err.find(reason) != std::string::npos);
  }
}

TEST_CASE("a file that holds its rows twice is drawn with a warning") {
  const TempDir directory;
  const auto run = test::run_primebench({"plot", data("twice.csv"), "-o", "-"}, directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.find(" the same as an earlier one in every cell that was measured") !=
        std::string::npos);
  CHECK(run.err.find("warning: 21 rows are") != std::string::npos);
}

}  // namespace primebench
