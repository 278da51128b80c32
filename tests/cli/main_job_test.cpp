// The main job, end to end, as a person or a script uses it.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "measure/rounds.hpp"
#include "modes/table.hpp"
#include "results/reader.hpp"
#include "results/trace_reader.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::run_shell;
using test::TempDir;

std::vector<Row> rows_of(const TempDir& directory, const char* name) {
  std::vector<Row> rows;
  const ReadSummary summary =
      read_rows(directory / name, {.strict = true}, [&](const Row& row) { rows.push_back(row); });
  CHECK(summary.skipped == 0);
  return rows;
}

/// The text with a 'd' for every digit.
std::string shape_of(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }, 'd');
  return text;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("all modes leave one row each, a table and a picture") {
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "all", "--runs", "8", "--output", "r.csv"}, directory.path());
  CHECK(run.status == 0);
  for (const ModeSpec* mode : available_modes())
    CHECK(run.out.find(std::string(mode->name) + " ") != std::string::npos);
  std::istringstream table(run.out);
  for (std::string line; std::getline(table, line);) {
    // Two-byte characters (the micro sign) only make a line look longer than it is.
    CHECK(line.size() <= 84);
  }

  CHECK(lines_of(test::read_file(directory / "r.csv")) == 1 + available_modes().size());
  const std::vector<Row> rows = rows_of(directory, "r.csv");
  REQUIRE(rows.size() == available_modes().size());
  std::set<std::string> modes;
  for (const Row& row : rows) {
    modes.insert(row.mode);
    CHECK(row.invocation == rows.front().invocation);
  }
  CHECK(modes.size() == rows.size());
  CHECK(run.err.find(" rows appended to r.csv\n") != std::string::npos);

  const CommandResult plot =
      run_primebench({"plot", "-i", "r.csv", "-o", "r.png"}, directory.path());
  CHECK(plot.status == 0);
  CHECK(plot.err == "primebench: info: drew r.png\n");
  CHECK(test::read_file(directory / "r.png").starts_with("\x89PNG\r\n\x1a\n"));
  CHECK(directory.listing() == "r.csv r.png");
}

TEST_CASE("a row has every column that applies") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "all", "--prime", "17", "--runs", "120", "--pool", "3",
                          "--io-delay", "5ms", "--label", "a b", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  for (const Row& row : rows_of(directory, "r.csv")) {
    CAPTURE(row.mode);
    const ModeSpec& mode = *find_mode(row.mode);
    CHECK(shape_of(row.started_at) == "dddd-dd-ddTdd:dd:ddZ");
    CHECK(row.label == "a b");
    CHECK(row.prime == 17);
    CHECK(row.runs == 120);
    CHECK(row.pool.has_value() == mode.uses_pool());
    CHECK(row.pool.value_or(3) == 3);
    CHECK(row.io_delay_ns == 5'000'000);
    CHECK(row.io_waits == 4);
    CHECK(row.gil == false);
    CHECK_FALSE(row.kernel.empty());
    CHECK(row.repetition == 1);
    CHECK(row.is_prime == true);
    CHECK(row.wall_ns == row.startup_ns.value() + row.run_ns.value() + row.teardown_ns.value());
    CHECK(row.run_ns >= 20'000'000);
    CHECK(row.task_p50_ns.value() >= 20'000'000);
    CHECK(row.task_p99_ns.value() >= row.task_p50_ns.value());
    CHECK(row.task_max_ns.value() >= row.task_p99_ns.value());
    const std::uint64_t workers =
        mode.uses_pool() ? 3 : (mode.per_task() == PerTask::kNothing ? 1 : 120);
    CHECK(row.workers.value() <= workers);
    // Where a wait holds no worker, one may be quick enough for all tasks.
    CHECK(row.workers.value() >= (mode.wait_holds_worker ? workers : 1));
    CHECK(row.max_parallel.value() >= (mode.is_baseline() ? 1 : 3));
    CHECK(row.max_rss_bytes > 100'000);
    CHECK(row.cpus >= 1);
    CHECK_FALSE(row.cpu_model.empty());
    CHECK_FALSE(row.host.empty());
    CHECK(row.os.find("Linux") == 0);
    CHECK_FALSE(row.compiler.empty());
    CHECK(row.version == PRIMEBENCH_VERSION);
    CHECK(row.status == "ok");
  }
}

TEST_CASE("the memory of all processes stands in every row of a call, the same one") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "threaded,multiprocessing", "--prime", "17", "--runs", "20",
                          "--io-delay", "20ms", "-r", "3", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  std::map<std::string, std::set<Number>> totals;
  for (const Row& row : rows_of(directory, "r.csv"))
    totals[row.mode].insert(row.total_bytes);
  REQUIRE(totals.size() == 2);
  for (const auto& total : totals) {
    const auto& mode = total.first;
    const auto& values = total.second;
    CAPTURE(mode);
    CHECK(values.size() == 1);
    CHECK(values.begin()->has_value());
  }
}

TEST_CASE("--memory never leaves the cell empty, and fewer than three rounds do") {
  for (const std::vector<std::string>& flags :
       {std::vector<std::string>{"-r", "3", "--memory", "never"}, {"-r", "2"}}) {
    const TempDir directory;
    std::vector<std::string> arguments = {"--prime", "17", "-o", "r.csv"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    REQUIRE(run_primebench(arguments, directory.path()).status == 0);
    for (const Row& row : rows_of(directory, "r.csv"))
      CHECK_FALSE(row.total_bytes.has_value());
  }
}

TEST_CASE("--gil stands in the row and lets one thread of a process divide at a time") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "all", "--gil", "-o", "r.csv"}, directory.path()).status == 0);
  for (const Row& row : rows_of(directory, "r.csv")) {
    CAPTURE(row.mode);
    CHECK(row.gil == true);
    // Two threads that divide at once use more CPU time than passes on the clock.
    if (find_mode(row.mode)->shares_memory)
      CHECK(row.user_ns < row.wall_ns + row.wall_ns / 5);
  }
}

TEST_CASE("the cells are integers and words, never a decimal point or another alphabet") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "all", "--prime", "17", "-o", "r.csv"}, directory.path(),
                         {"LC_ALL=de_DE.UTF-8"})
              .status == 0);
  const std::string content = test::read_file(directory / "r.csv");
  CHECK(std::all_of(content.begin(), content.end(),
                    [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  for (const Row& row : rows_of(directory, "r.csv")) {
    for (const Column& column : columns()) {
      if (!std::holds_alternative<std::string Row::*>(column.field))
        CHECK(cell_text(row, column).find_first_of(".,eE+-") ==
              (cell_text(row, column) == "true" || cell_text(row, column) == "false"
                   ? cell_text(row, column).size() - 1
                   : std::string::npos));
    }
  }
}

TEST_CASE("standard output can have the rows, and then has nothing else") {
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "sequential,asyncio", "--prime", "17", "--repeat", "2", "-o", "-"},
                     directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.find("error") == std::string::npos);
  CHECK(lines_of(run.out) == 5);
  CHECK(run.out.starts_with(csv_header() + "\n"));
  CHECK(run.err.find("\nmode        n   median") != std::string::npos);  // The summary.
  CHECK(run_primebench({"--prime", "17", "-q", "-o", "-"}, directory.path()).err == "");
  CHECK(directory.listing().empty());
  test::write_file(directory / "r.csv", run.out);
  CHECK(rows_of(directory, "r.csv").size() == 4);
}

TEST_CASE("repetitions go round by round, in the order of the plan's places") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "sequential,threaded,asyncio", "--prime", "17", "--repeat", "3",
                          "--warmup", "1", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  std::string order;
  for (const Row& row : rows_of(directory, "r.csv"))
    order += row.mode.substr(0, 1) + std::to_string(row.repetition.value()) + " ";
  std::string balanced;
  for (std::size_t round = 1; round <= 3; ++round) {  // The unrecorded round was the first.
    for (const std::size_t index : balanced_order(3, round, 1))
      balanced += std::string(1, "sta"[index]) + std::to_string(round) + " ";
  }
  CHECK(order == balanced);
}

TEST_CASE("lists make every combination, a mode without a pool once") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "sequential,thread-pool", "--prime", "17,19", "--runs", "1,2",
                          "--pool", "1,2,3", "--io-delay", "0,1us", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  std::map<std::string, std::size_t> count;
  for (const Row& row : rows_of(directory, "r.csv"))
    ++count[row.mode];
  CHECK(count["sequential"] == 2 * 2 * 2);
  CHECK(count["thread-pool"] == 2 * 2 * 2 * 3);
}

TEST_CASE("a composite number is measured too, with a warning that its tasks are short") {
  const TempDir directory;
  const CommandResult run = run_primebench({"--prime", "91", "-o", "r.csv"}, directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.find("91 is not prime") != std::string::npos);
  CHECK(rows_of(directory, "r.csv").front().is_prime == false);
  const std::string of_zero = run_primebench({"--prime", "0", "-o", "0.csv"}, directory.path()).err;
  CHECK(of_zero.find("0 is not prime: its tasks have nothing to divide") != std::string::npos);
  CHECK(run_primebench({"--prime", "91", "-q", "-o", "r.csv"}, directory.path()).err.empty());
}

TEST_CASE("the number of CPUs in the row is what the process may use") {
  const TempDir directory;
  REQUIRE(
      run_shell("taskset -c 0 $PRIMEBENCH --mode thread-pool --prime 17 -o r.csv", directory.path())
          .status == 0);
  const Row row = rows_of(directory, "r.csv").front();
  CHECK(row.cpus == 1);
  CHECK(row.pool == 1U);
}

TEST_CASE("a shell loop appends, eight of them at once lose nothing") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr int kRows = 25;  // To start the program takes 0.1 s there.
#else
  constexpr int kRows = 100;
#endif
  const TempDir directory;
  const CommandResult run = run_shell(
      "for loop in 1 2 3 4 5 6 7 8; do"
      "  (for i in $(seq $ROWS); do"
      "     $PRIMEBENCH -q --mode sequential --prime 17 --runs 1 --label $loop-$i -o r.csv"
      "       >/dev/null || exit 1;"
      "   done) &"
      "done; for job in $(jobs -p); do wait $job || exit 1; done",
      directory.path(), {"ROWS=" + std::to_string(kRows)});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const std::string content = test::read_file(directory / "r.csv");
  CHECK(static_cast<int>(lines_of(content)) == 8 * kRows + 1);
  CHECK(content.rfind(csv_header()) == 0);
  std::map<std::string, int> labels;
  for (const Row& row : rows_of(directory, "r.csv"))
    ++labels[row.label];
  CHECK(static_cast<int>(labels.size()) == 8 * kRows);
}

TEST_CASE("whoever asks for no mode is told how to compare them, after the row") {
  const test::TempDir directory;
  const std::string hint = "to compare the ways of running these tasks: --mode all --repeat 10";
  const CommandResult alone = run_primebench({"--io-delay", "5ms"}, directory.path());
  CHECK(alone.err.find(hint) != std::string::npos);
  CHECK(alone.out.find("threaded") != std::string::npos);
  CHECK(alone.out.find("\u2013") != std::string::npos);  // There is no baseline.
  for (const char* flags : {"-q", "--mode=threaded", "--runs=1,2"})
    CHECK(run_primebench({"--io-delay", "5ms", flags}, directory.path()).err.find(hint) ==
          std::string::npos);
}

TEST_CASE("the trace says when each task waited, and what was measured") {
  const test::TempDir directory;
  for (const char* mode : {"threaded", "asyncio", "multiprocessing", "multiprocessing-spawn"}) {
    CAPTURE(mode);
    const CommandResult run =
        run_primebench({"--mode", mode, "--runs", "3", "--prime", "1000003", "--io-delay", "1ms",
                        "--gil", "-q", "--trace", "t.csv", "-o", "r.csv"},
                       directory.path());
    REQUIRE(run.status == 0);
    std::size_t waits = 0;
    const TraceFacts facts = read_trace(
        directory / "t.csv", [&](const TaskTrace& task, std::span<const TaskPause> pauses) {
          for (const TaskPause& pause : pauses) {
            if (pause.kind != PauseKind::kWait)
              continue;
            ++waits;
            CHECK(pause.end_ns - pause.start_ns >= 1'000'000);
            CHECK(pause.end_ns <= task.end_ns);
          }
        });
    CHECK(waits == 12);
    CHECK(facts.knows_pauses);
    CHECK(facts.measured.mode == mode);
    CHECK(facts.measured.io_delay_ns == 1'000'000);
  }
}

TEST_CASE("the trace has a line for every task") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "thread-pool", "--prime", "17", "--runs", "5000", "--pool", "2",
                          "--trace", "t.csv", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  const std::string trace = test::read_file(directory / "t.csv");
  CHECK(trace.starts_with("task,worker,start_ns,end_ns,waits,lock_waits,measured\n0,"));
  CHECK(lines_of(trace) == 5001);
  CHECK(directory.listing() == "r.csv t.csv");
}

}  // namespace primebench
