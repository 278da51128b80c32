// `primebench compare`: what is compared, what is found, and what is not comparable.

#include <doctest/doctest.h>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "analysis/comparison.hpp"
#include "report/comparison_table.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using nlohmann::json;
using test::CommandResult;
using test::make_row;
using test::run_primebench;
using test::TempDir;
using test::write_file;

namespace {

/// So many calls of two modes; `factor` times as long in one of them.
std::vector<Row> calls_of(const std::string& side, std::uint64_t calls, double threaded_factor) {
  std::vector<Row> rows;
  for (std::uint64_t call = 0; call < calls; ++call) {
    for (const char* mode : {"sequential", "threaded"}) {
      Row row = make_row(mode, 50);
      const double factor = *mode == 't' ? threaded_factor : 1;
      row.wall_ns = static_cast<std::uint64_t>(
          50e6 * factor * (1 + 0.001 * static_cast<double>(call * (side == "new" ? 7 : 5) % 11)));
      row.label = side;
      row.invocation = fmt::format("{}-{:03}", side, call);
      rows.push_back(row);
    }
  }
  return rows;
}

struct Stores {
  Stores(std::uint64_t calls, double factor) {
    std::vector<Row> before = calls_of("old", calls, 1);
    const std::vector<Row> after = calls_of("new", calls, factor);
    write_file(directory / "old.csv", test::store_of(before));
    write_file(directory / "new.csv", test::store_of(after));
    before.insert(before.end(), after.begin(), after.end());
    write_file(directory / "results.csv", test::store_of(before));
  }

  [[nodiscard]] CommandResult compare(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "compare");
    return run_primebench(arguments, directory.path());
  }

  TempDir directory;
};

Grouping grouping_of(const std::vector<Row>& rows) {
  Grouping grouping({Metric::kWall});
  for (const Row& row : rows)
    grouping.add(row);
  return grouping;
}

}  // namespace

TEST_CASE("a small change that was found does not look like none") {
  CHECK(ratio_in_words({1.0025, Interval{1.0021, 1.0034}, Basis::kCalls, 10}) ==
        "1.0025 (1.0021 to 1.0034)");
  CHECK(ratio_in_words({1.0025, Interval{0.99, 1.01}, Basis::kCalls, 10}) ==
        "1.00 (0.990 to 1.01)");
  CHECK(ratio_in_words({1.2, Interval{1.1, 1.3}, Basis::kCalls, 10}) == "1.20 (1.10 to 1.30)");
}

TEST_CASE("what became slower is found, with exit status 3 only if more than allowed") {
  const Stores stores(10, 1.2);
  const CommandResult plain = stores.compare({"old.csv", "new.csv"});
  CHECK(plain.status == 0);
  CHECK(plain.err == "");
  CHECK(plain.out.find("\nsequential ") != std::string::npos);
  CHECK(plain.out.find("slower") != std::string::npos);
  CHECK(plain.out.find("no difference found") != std::string::npos);
  const CommandResult failed = stores.compare({"--fail-over", "5%", "old.csv", "new.csv"});
  CHECK(failed.status == 3);
  CHECK(failed.out == plain.out);
  CHECK(failed.err.find("threaded is slower by more than 5.00 %: 1.20 times") != std::string::npos);
  CHECK(stores.compare({"--fail-over", "25%", "old.csv", "new.csv"}).status == 0);
  CHECK(stores.compare({"--fail-over", "5%", "new.csv", "old.csv"}).status == 0);
}

TEST_CASE("the limit must lie below the interval, not below the ratio") {
  Comparison comparison;
  comparison.compared.resize(3);
  comparison.compared[0].change = {{1.06, Interval{1.04, 1.08}, Basis::kCalls, 9},
                                   Finding::kSlower};
  comparison.compared[1].change = {{1.06, Interval{1.051, 1.08}, Basis::kCalls, 9},
                                   Finding::kSlower};
  comparison.compared[2].change = {{1.5, std::nullopt, Basis::kCalls, 2}, Finding::kNone, 4};
  CHECK(slower_by_more_than(comparison, 0.05) == std::vector<std::size_t>{1});
}

TEST_CASE("two values of a column are compared as two stores are") {
  const Stores stores(10, 1.2);
  const std::string out = stores.compare({"old.csv", "new.csv"}).out;
  CHECK(stores.compare({"--by", "label", "old", "new"}).out == out);
  CHECK(stores.compare({"-i", "old.csv", "-i", "new.csv", "--by", "label", "old", "new"}).out ==
        out);
  const CommandResult none = stores.compare({"--by", "label", "old", "newer"});
  CHECK(none.status == 1);
  CHECK(none.err.find("'newer'") != std::string::npos);
  CHECK(none.err.find("there are: 'new', 'old'") != std::string::npos);
  const CommandResult modes = stores.compare({"--by", "mode", "sequential", "threaded"});
  CHECK(modes.status == 0);
  CHECK(modes.out.find("label=old") != std::string::npos);
}

TEST_CASE("too few calls are a warning that says how many it takes, and no failure") {
  const Stores stores(2, 3);
  const CommandResult result = stores.compare({"--fail-over", "5%", "old.csv", "new.csv"});
  CHECK(result.status == 0);
  CHECK(result.out.find("too few calls") != std::string::npos);
  CHECK(result.err.find("2 of 2 configurations have too few calls to find a difference: it takes "
                        "5 on either side") != std::string::npos);
  CHECK(result.err.find("for i in $(seq 5); do OLD-PRIMEBENCH ... -o old.csv; NEW-PRIMEBENCH ... "
                        "-o new.csv; done") != std::string::npos);
  CHECK(stores.compare({"--where", "mode=threaded", "old.csv", "new.csv"})
            .err.find("1 of 1 configuration has too few calls") != std::string::npos);
  CHECK(stores.compare({"--by", "label", "old", "new"}).err.find("-l old") != std::string::npos);
  const std::string same = stores.compare({"old.csv", "./old.csv"}).err;
  CHECK(same.find("'old.csv' and './old.csv' are one file: nothing can differ") !=
        std::string::npos);
  CHECK(same.find("seq") == std::string::npos);
  // No flag makes a row one of this side, or puts it there.
  const std::string modes = stores.compare({"--by", "mode", "sequential", "threaded"}).err;
  CHECK(modes.find("2 of 2 configurations have too few rounds in common to find a difference: "
                   "--repeat 7 or more") != std::string::npos);
  CHECK(modes.find("seq") == std::string::npos);
}

TEST_CASE("other hosts, kernels, CPUs, numbers and versions are not compared unless named") {
  const auto changed = [](const std::string& column, const std::string& value) {
    std::vector<Row> rows = calls_of("new", 5, 1);
    for (Row& row : rows) {
      if (row.mode == "threaded")
        REQUIRE(set_cell(row, *find_column(column), value));
    }
    return rows;
  };
  const std::vector<Row> before = calls_of("old", 5, 1);
  for (const auto& [name, wanted] :
       std::vector<std::pair<std::string, std::string>>{{"host", "elsewhere"},
                                                        {"cpu_model", "Other CPU"},
                                                        {"kernel", "scalar"},
                                                        {"cpus", "64"},
                                                        {"prime", "13"},
                                                        {"version", "0.3.0"},
                                                        {"os", "Linux 7"}}) {
    const std::string& column = name;  // clang++ 14 lets no lambda use a binding.
    const std::string& value = wanted;
    CAPTURE(column);
    const Grouping other = grouping_of(changed(column, value));
    const Comparison comparison = compare(grouping_of(before), other, {});
    REQUIRE(comparison.compared.size() == 1);
    CHECK(comparison.compared[0].name == "sequential");
    REQUIRE(comparison.not_compared.size() == 2);
    CHECK(comparison.not_compared[0].side == Side::kOld);
    CHECK(comparison.not_compared[1].side == Side::kNew);
    for (const NotCompared& one : comparison.not_compared) {
      CHECK(one.reason.find(value + " in the new ones") != std::string::npos);
      CHECK(one.reason.find(" in the old rows") != std::string::npos);
    }
    const std::vector<const Column*> across = {find_column(column)};
    const Comparison all = compare(grouping_of(before), other, across);
    CHECK(all.compared.size() == 2);
    CHECK(all.not_compared.empty());
  }
}

TEST_CASE("what only one side has is listed, and having nothing in common is an error") {
  const Stores stores(5, 1);
  std::vector<Row> rows = calls_of("new", 5, 1);
  for (Row& row : rows) {
    if (row.mode == "threaded")
      row.mode = "asyncio";
  }
  write_file(stores.directory / "new.csv", test::store_of(rows));
  const CommandResult some = stores.compare({"old.csv", "new.csv"});
  CHECK(some.status == 0);
  CHECK(some.out.find("Not compared:\nthreaded: only in the old rows\nasyncio: only in the new "
                      "rows\n") != std::string::npos);
  CHECK(some.err.find("2 configurations were not compared") != std::string::npos);
  for (Row& row : rows)
    row.host = "elsewhere";
  write_file(stores.directory / "new.csv", test::store_of(rows));
  const CommandResult nothing = stores.compare({"old.csv", "new.csv"});
  CHECK(nothing.status == 1);
  CHECK(nothing.out == "");
  CHECK(nothing.err.find("host: testhost in the old rows, elsewhere in the new ones") !=
        std::string::npos);
  CHECK(stores.compare({"--across", "host", "old.csv", "new.csv"}).status == 0);
}

TEST_CASE("a label names a side, but tells configurations apart where a side has several") {
  std::vector<Row> before = calls_of("old", 5, 1);
  const std::vector<Row> after = calls_of("new", 5, 1);
  CHECK(compare(grouping_of(before), grouping_of(after), {}).compared.size() == 2);
  before.front().label = "another";
  CHECK(compare(grouping_of(before), grouping_of(after), {}).compared.empty());
}

TEST_CASE("calls of both sides are never taken for the same one") {
  std::vector<Row> before = calls_of("old", 6, 1);
  std::vector<Row> after = calls_of("new", 6, 1);
  for (std::vector<Row>* rows : {&before, &after}) {
    for (Row& row : *rows)
      row.invocation = row.invocation.substr(4);
  }
  const Comparison comparison = compare(grouping_of(before), grouping_of(after), {});
  CHECK(comparison.compared[0].change.ratio.basis == Basis::kCalls);
  CHECK(comparison.compared[0].old_calls == 6);
}

TEST_CASE("two values of what one call measures are compared round by round") {
  TempDir directory;
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 10; ++round) {
    for (const std::uint64_t pool : {1U, 2U}) {
      Row row = test::make_pool_row("thread-pool", 0, pool);
      row.wall_ns = (pool == 1 ? 50 : 40) * test::kMs * (round % 2 == 0 ? 3 : 1) + round;
      row.invocation = "one";
      row.repetition = round;
      rows.push_back(row);
    }
  }
  write_file(directory / "results.csv", test::store_of(rows));
  const CommandResult result =
      run_primebench({"compare", "--by", "pool", "1", "2", "--format", "json"}, directory.path());
  const json one = json::parse(result.out)["comparisons"][0];
  CHECK(one["basis"] == "rounds");
  CHECK(one["finding"] == "faster");
  CHECK(one["high"].get<double>() < 0.81);
}

TEST_CASE("several values of what a call asks for are no side of a comparison") {
  std::vector<Row> before;
  std::vector<Row> after;
  for (std::uint64_t call = 0; call < 10; ++call) {
    for (const std::uint64_t pool : {1U, 2U}) {
      Row row = test::make_pool_row("thread-pool", pool == 1 ? 50 : 25, pool);
      row.invocation = fmt::format("{}", call);
      before.push_back(row);
      if (pool == 1)
        after.push_back(row);
    }
  }
  const std::vector<const Column*> across = {find_column("pool")};
  const Comparison comparison = compare(grouping_of(before), grouping_of(after), across);
  CHECK(comparison.compared.empty());
  REQUIRE(comparison.not_compared.size() == 1);
  CHECK(comparison.not_compared[0].reason ==
        "pool: 1 and 2 in the old rows; choose one with --where");
  // Machines are wanted together: a build server has several.
  for (std::size_t i = 0; i < before.size(); ++i)
    before[i].host = fmt::format("host{}", i % 3);
  const std::vector<const Column*> hosts = {find_column("host")};
  CHECK(compare(grouping_of(before), grouping_of(after), hosts).compared.size() == 1);
}

TEST_CASE("of a wall time of 0 there is no ratio") {
  std::vector<Row> before = calls_of("old", 8, 1);
  for (Row& row : before)
    row.wall_ns = row.mode == "threaded" ? 0 : row.wall_ns;
  const Comparison comparison =
      compare(grouping_of(before), grouping_of(calls_of("new", 8, 1)), {});
  CHECK(comparison.compared.size() == 1);
  REQUIRE(comparison.not_compared.size() == 1);
  CHECK(comparison.not_compared[0].reason == "a wall time of 0 in the old rows");
}

TEST_CASE("what would have to be named is named, however many columns it is") {
  const Stores stores(5, 1);
  std::vector<Row> rows = calls_of("new", 5, 1);
  for (Row& row : rows) {
    row.host = "elsewhere";
    row.os = "Linux 7";
    row.version = "0.3.0";
    row.compiler = "g++ 15";
    row.cpu_model = std::string(200, 'x');
  }
  write_file(stores.directory / "new.csv", test::store_of(rows));
  const CommandResult nothing = stores.compare({"old.csv", "new.csv"});
  const std::string columns = "cpu-model,host,os,compiler,version";
  CHECK(nothing.err.find("; all the same: --across " + columns + "\n") != std::string::npos);
  CHECK(stores.compare({"--across", columns, "old.csv", "new.csv"}).status == 0);
}

TEST_CASE("JSON of a comparison has what the table has") {
  const Stores stores(10, 1.2);
  std::vector<Row> rows = calls_of("new", 10, 1.2);
  rows.push_back(make_row("asyncio", 3));
  rows.back().label = "new";
  write_file(stores.directory / "new.csv", test::store_of(rows));
  const json parsed = json::parse(stores.compare({"--format", "json", "old.csv", "new.csv"}).out);
  CHECK(parsed["schema"] == 1);
  REQUIRE(parsed["comparisons"].size() == 2);
  const json& one = parsed["comparisons"][1];
  CHECK(one["mode"] == "threaded");
  CHECK(one["finding"] == "slower");
  CHECK(one["ratio"].get<double>() == doctest::Approx(1.2).epsilon(0.01));
  CHECK(one["low"].get<double>() > 1.18);
  CHECK(one["calls_needed"].is_null());
  CHECK(parsed["comparisons"][0]["finding"] == "no difference found");
  REQUIRE(parsed["not_compared"].size() == 1);
  CHECK(parsed["not_compared"][0]["mode"] == "asyncio");
  CHECK(parsed["not_compared"][0]["side"] == "new");
  CHECK(parsed["not_compared"][0]["reason"] == "only in the new rows");
}

TEST_CASE("Markdown of a comparison is a table for a pull request") {
  const Stores stores(10, 1.2);
  const CommandResult result =
      stores.compare({"--format", "markdown", "-o", "c.md", "old.csv", "new.csv"});
  CHECK(result.out == "");
  const std::string text = test::read_file(stores.directory / "c.md");
  CHECK(text.starts_with("| configuration | calls | old | new | new / old | finding |\n|:--|"));
  CHECK(text.find("| threaded | 10 and 10 | 50.2 ms | 60.") != std::string::npos);
  CHECK(text.find("| **slower** |") != std::string::npos);
  CHECK(stores.compare({"-o", "old.csv", "old.csv", "new.csv"}).status == 1);
}

TEST_CASE("command lines that make no sense are refused with what to do") {
  const Stores stores(5, 1);
  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& text) {
    const CommandResult result = stores.compare(arguments);
    CAPTURE(result.err);
    CHECK(result.status == 2);
    CHECK(result.err.find(text) != std::string::npos);
  };
  refused({"old.csv"}, "primebench compare OLD NEW");
  refused({"-i", "old.csv", "old.csv", "new.csv"}, "--by COLUMN");
  refused({"--by", "label", "old"}, "two values");
  refused({"--by", "label", "old", "old"}, "both values");
  refused({"--by", "cpus", "2", "02"}, "--by cpus: a row is on both sides, '2' and '02'");
  refused({"--by", "label", "old,new", "new"}, "a row is on both sides");
  refused({"--across", "wall", "old.csv", "new.csv"}, "--across takes what configurations differ");
  refused({"--by", "lable", "old", "new"}, "--by: there is no column 'lable'; did you mean label?");
  refused({"--across", "hots", "old.csv", "new.csv"}, "--across: there is no column 'hots'");
  refused({"--fail-over", "many", "old.csv", "new.csv"}, "--fail-over takes a percentage");
  refused({"--fail-over", "-5%", "old.csv", "new.csv"}, "--fail-over takes a percentage");
  refused({"--format", "csv", "old.csv", "new.csv"}, "--format takes one of table");
  refused({"-", "-"}, "only once");
}

}  // namespace primebench
