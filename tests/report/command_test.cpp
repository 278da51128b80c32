// `primebench report` as people and scripts call it.

#include <doctest/doctest.h>

#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::CommandResult;
using test::make_row;
using test::read_file;
using test::run_primebench;
using test::TempDir;
using test::write_file;

namespace {

/// The warnings alone: a call says more than a report of it.
std::string warnings_in(const std::string& text) {
  std::string warnings;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    const std::string line = text.substr(at, end - at);
    warnings += line.starts_with("primebench: warning: ") ? line : "";
    at = end;
  }
  return warnings;
}

/// Two calls, each of two modes in as many rounds as there are numbers; what says which
/// call a row is of may be left out.
std::string two_calls(bool with_invocations) {
  std::vector<Row> rows;
  for (const char* call : {"b", "a"}) {
    for (std::uint64_t round = 1; round <= 3; ++round) {
      for (const char* mode : {"sequential", "threaded"}) {
        Row row = make_row(mode, (*call == 'b' ? 70 : 20) + round);
        row.repetition = round;
        row.invocation = with_invocations ? call : "";
        rows.push_back(row);
      }
    }
  }
  return test::store_of(rows);
}

}  // namespace

TEST_CASE("a report of the last call prints what the call printed, to the letter") {
  const TempDir directory;
  const std::vector<std::string> call = {
      "-m", "sequential,threaded,thread-pool", "--task-time", "5us,20us", "-n", "8", "-r", "7"};
  REQUIRE(run_primebench(call, directory.path()).status == 0);
  const CommandResult measured = run_primebench(call, directory.path());
  REQUIRE(measured.status == 0);
  const CommandResult report = run_primebench({"report", "--last"}, directory.path());
  CHECK(report.status == 0);
  CHECK(report.out == measured.out);
  CHECK(report.err == warnings_in(measured.err));
  CHECK(report.out.find("median") != std::string::npos);
  CHECK(run_primebench({"report"}, directory.path()).out != measured.out);
}

TEST_CASE("the width is that of COLUMNS in a call as in a report of it") {
  const TempDir directory;
  const std::vector<std::string> wide = {"COLUMNS=120"};
  const std::vector<std::string> call = {"-m", "sequential,threaded", "-p", "11,13", "-r", "2"};
  const CommandResult measured = run_primebench(call, directory.path(), wide);
  CHECK(run_primebench({"report"}, directory.path(), wide).out == measured.out);
  const std::string narrow = run_primebench({"report"}, directory.path(), {"COLUMNS=1"}).out;
  CHECK(narrow != measured.out);
  CHECK(narrow == run_primebench({"report"}, directory.path(), {"COLUMNS=60"}).out);
}

TEST_CASE("the last call is that of the largest invocation, or the last that can be concluded") {
  const TempDir directory;
  for (const bool known : {true, false}) {
    CAPTURE(known);
    write_file(directory / "r.csv", two_calls(known));
    const CommandResult report = run_primebench({"report", "--last", "r.csv"}, directory.path());
    CHECK(report.status == 0);
    // The larger invocation stands first in the file.
    CHECK((report.out.find("72.0 ms") != std::string::npos) == known);
    CHECK((report.out.find("22.0 ms") != std::string::npos) == !known);
  }
}

TEST_CASE("the last call is looked for among the rows that match") {
  const TempDir directory;
  write_file(directory / "results.csv", two_calls(true));
  const CommandResult report =
      run_primebench({"report", "--last", "--where", "invocation=a"}, directory.path());
  CHECK(report.out.find("22.0 ms") != std::string::npos);
}

TEST_CASE("modes that were chosen are compared with a baseline that was not") {
  const TempDir directory;
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 6; ++round) {
    for (const char* mode : {"sequential", "threaded"}) {
      rows.push_back(make_row(mode, *mode == 's' ? 40 : 20));
      rows.back().repetition = round;
    }
  }
  write_file(directory / "results.csv", test::store_of(rows));
  for (const char* last : {"", "--last"}) {
    const CommandResult report = test::run_shell(
        std::string("$PRIMEBENCH report --where mode=threaded ") + last, directory.path());
    CAPTURE(report.out);
    CHECK(report.out.find("2.00") != std::string::npos);
    CHECK(report.out.find("Not measured: sequential") == std::string::npos);
  }
}

TEST_CASE("a chart pairs a round with the same round of the baseline, whatever calls came before") {
  // Calls of which the first has no baseline: paired one call off, the speed-up is 2 or 1/2.
  const TempDir directory;
  std::vector<Row> rows;
  for (std::uint64_t call = 0; call < 8; ++call) {
    const std::uint64_t slow = call % 2 == 0 ? 2 : 1;
    for (std::uint64_t round = 1; round <= 2; ++round) {
      for (const char* mode : {"sequential", "threaded"}) {
        Row row = make_row(mode, 40 * slow);
        row.repetition = round;
        row.invocation = std::string(1, static_cast<char>('a' + call));
        if (call != 0 || row.mode != "sequential")
          rows.push_back(row);
      }
    }
  }
  write_file(directory / "results.csv", test::store_of(rows));
  const CommandResult plot = run_primebench(
      {"plot", "--metric", "speedup", "--format", "text", "-o", "-"}, directory.path());
  CAPTURE(plot.out);
  CHECK(plot.out.find("1.00× [1.00× – 1.00×]", plot.out.find("\nthreaded")) != std::string::npos);
}

TEST_CASE("several files are read one after another, as -i or as operands, or from a pipe") {
  const TempDir directory;
  write_file(directory / "a.csv", test::store_of({make_row("sequential", 10)}));
  write_file(directory / "b.csv", test::store_of({make_row("threaded", 20)}));
  const std::string out = run_primebench({"report", "a.csv", "b.csv"}, directory.path()).out;
  CHECK(out.find("10.0 ms") != std::string::npos);
  CHECK(out.find("20.0 ms") != std::string::npos);
  CHECK(run_primebench({"report", "-i", "a.csv", "-i", "b.csv"}, directory.path()).out == out);
  CHECK(test::run_shell("$PRIMEBENCH report a.csv - < b.csv", directory.path()).out == out);
  CHECK(run_primebench({"report", "-", "-"}, directory.path()).status == 2);
  CHECK(run_primebench({"report", "-i", "a.csv", "b.csv"}, directory.path()).status == 2);
  const CommandResult plot =
      run_primebench({"plot", "-i", "a.csv", "-i", "b.csv", "-o", "-"}, directory.path());
  CHECK(plot.out.find("sequential") != std::string::npos);
  CHECK(plot.out.find("threaded") != std::string::npos);
}

TEST_CASE("a baseline is called as --mode calls it, and an unknown one is refused") {
  const TempDir directory;
  write_file(directory / "results.csv",
             test::store_of({make_row("sequential", 10), make_row("thread-pool", 20)}));
  const CommandResult report =
      run_primebench({"report", "--baseline", "Thread_Pool"}, directory.path());
  CHECK(report.out.find("over thread-pool,") != std::string::npos);
  for (const char* command : {"report", "plot"}) {
    const CommandResult refused =
        run_primebench({command, "--baseline", "thread-pol"}, directory.path());
    CHECK(refused.status == 2);
    CHECK(refused.err.find("--baseline") != std::string::npos);
    CHECK(refused.err.find("did you mean thread-pool?") != std::string::npos);
  }
}

TEST_CASE("medians and verdict are of the time that is asked for") {
  const TempDir directory;
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 10; ++round) {
    for (const char* mode : {"sequential", "threaded"}) {
      Row row = make_row(mode, 10 + round % 2);
      row.repetition = round;
      row.user_ns = (*mode == 's' ? 20 : 30) * test::kMs;
      row.system_ns = round * 1000;
      rows.push_back(row);
    }
  }
  rows.push_back(make_row("asyncio", 10));
  rows.back().user_ns.reset();
  write_file(directory / "results.csv", test::store_of(rows));
  const CommandResult report = run_primebench({"report", "--metric", "cpu"}, directory.path());
  CHECK(report.out.find("Least CPU time: sequential; the next, threaded, takes 1.50 times") !=
        std::string::npos);
  CHECK(report.out.find("CPU time: user and system time") != std::string::npos);
  CHECK(report.err.find("1 of 3 configurations is left out") != std::string::npos);
  CHECK(run_primebench({"report", "--metric", "memory"}, directory.path()).status == 2);
}

TEST_CASE("a report goes into a file in one step, and never over what it read") {
  const TempDir directory;
  const std::string store = test::store_of({make_row("sequential", 10)});
  write_file(directory / "results.csv", store);
  CHECK(run_primebench({"report", "-o", "r.txt"}, directory.path()).out == "");
  CHECK(read_file(directory / "r.txt") == run_primebench({"report"}, directory.path()).out);
  const CommandResult refused = run_primebench({"report", "-o", "results.csv"}, directory.path());
  CHECK(refused.status == 1);
  CHECK(refused.err.find("will not replace 'results.csv'") != std::string::npos);
  CHECK(read_file(directory / "results.csv") == store);
  CHECK(directory.listing() == "r.txt results.csv");
}

TEST_CASE("no label turns the direction of what a terminal shows") {
  const TempDir directory;
  std::vector<Row> rows = {make_row("sequential", 1), make_row("sequential", 2)};
  rows[0].label = "a\u202eb";
  write_file(directory / "results.csv", test::store_of(rows));
  for (const char* command : {"report", "plot -o -"}) {
    const CommandResult run =
        test::run_shell(std::string("$PRIMEBENCH ") + command, directory.path());
    CHECK(run.status == 0);
    CHECK(run.out.find("\u202e") == std::string::npos);
    CHECK(run.err.find("\u202e") == std::string::npos);
  }
}

TEST_CASE("an empty store, no match and no file are errors that say so") {
  const TempDir directory;
  write_file(directory / "empty.csv", test::store_of({}));
  write_file(directory / "results.csv", test::store_of({make_row("sequential", 10)}));
  const CommandResult empty = run_primebench({"report", "empty.csv"}, directory.path());
  CHECK(empty.status == 1);
  CHECK(empty.err.find("there are no measurements in 'empty.csv'") != std::string::npos);
  const CommandResult none = run_primebench({"report", "--where", "pool=3"}, directory.path());
  CHECK(none.status == 1);
  CHECK(none.err.find("no row has 'pool=3'") != std::string::npos);
  CHECK(run_primebench({"report", "missing.csv"}, directory.path()).status == 1);
}

TEST_CASE("a reader of the report may close its end, a full disk is an error") {
  const TempDir directory;
  write_file(directory / "results.csv", test::store_of({make_row("sequential", 10)}));
  CHECK(test::run_shell("set -o pipefail; $PRIMEBENCH report | head -1", directory.path()).status ==
        0);
  CHECK(test::run_shell("$PRIMEBENCH report > /dev/full", directory.path()).status == 1);
}

}  // namespace primebench
