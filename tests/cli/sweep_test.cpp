// Sweeps as a person runs them: the plan, tasks of a given length, the summary.

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "results/reader.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::TempDir;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Columns on a terminal: continuation bytes of UTF-8 take none.
std::size_t columns_of(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
  }));
}

}  // namespace

TEST_CASE(
    "a mode that fails stands beside the others, which are told apart by no more than before") {
  const TempDir directory;
  const CommandResult result =
      run_primebench({"--mode", "sequential,threaded", "--prime", "17", "--runs", "60",
                      "--io-delay", "50ms", "--timeout", "3s", "--no-store", "--label", "a"},
                     directory.path());
  CHECK(result.status == 124);
  CHECK(contains(result.out, "\nthreaded    1 "));
  CHECK(contains(result.out, "\nsequential  0   failed\nFailed: sequential: "));
  CHECK_FALSE(contains(result.out, "Not measured: sequential"));
  CHECK_FALSE(contains(result.out, "label"));
  CHECK_FALSE(contains(result.out, "host="));
}

TEST_CASE("the plan of a sweep is the product of its lists, modes without a pool once") {
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "sequential,thread-pool", "--prime", "7,11", "--runs", "1,2,3",
                      "--pool", "1,2", "--io-delay", "0,1ms", "--repeat", "2", "--dry-run"},
                     directory.path());
  CHECK(run.status == 0);
  const std::vector<std::string> lines = lines_of(run.out);
  REQUIRE(lines.size() == 1 + 2 * 3 * 2 * (1 + 2));
  CHECK(lines.front() ==
        "mode,task_time_ns,prime,runs,io_delay_ns,io_waits,pool,chunk,gil,mix,order,payload_bytes,"
        "kernel,warmup,repeat,places");
  CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
          return line.starts_with("sequential,");
        }) == 12);
  CHECK(run.err == "primebench: info: 36 configurations x 2 rounds = 72 measurements\n");
  CHECK(directory.listing().empty());
}

TEST_CASE("rows come in the order of the plan") {
  const TempDir directory;
  const std::vector<std::string> sweep = {
      "--mode", "thread-pool,sequential", "--prime", "7,11", "--pool", "2,1", "-q"};
  std::vector<std::string> dry = sweep;
  dry.insert(dry.end(), {"--dry-run", "-o", "none.csv"});
  std::vector<std::string> wet = sweep;
  wet.insert(wet.end(), {"-o", "r.csv"});
  const CommandResult plan = run_primebench(dry, directory.path());
  REQUIRE(run_primebench(wet, directory.path()).status == 0);
  std::string rows = "mode,prime,pool\n";
  read_rows(directory / "r.csv", {.strict = true}, [&](const Row& row) {
    rows += row.mode + ',' + std::to_string(row.prime.value()) + ',' +
            (row.pool ? std::to_string(*row.pool) : "") + '\n';
  });
  std::string planned;
  for (const std::string& line : lines_of(plan.out)) {
    std::istringstream cells(line);
    std::string mode, task_time, prime, runs, io_delay, io_waits, pool;
    for (std::string* cell : {&mode, &task_time, &prime, &runs, &io_delay, &io_waits, &pool})
      std::getline(cells, *cell, ',');
    planned += mode;
    planned += ',' + prime;
    planned += ',' + pool + '\n';
  }
  CHECK(planned == rows);
  CHECK(directory.listing() == "r.csv");
}

TEST_CASE("a dry run does not even look at the store") {
  const TempDir directory;
  test::write_file(directory / "foreign.csv", "not a store\n");
  for (const std::string store : {"foreign.csv", "missing/r.csv", "/dev/full", "."}) {
    CAPTURE(store);
    const CommandResult run = run_primebench({"--dry-run", "-o", store}, directory.path());
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    CHECK(lines_of(run.out).size() == 2);
  }
  CHECK(test::read_file(directory / "foreign.csv") == "not a store\n");
  CHECK(directory.listing() == "foreign.csv");
}

TEST_CASE("the plan line and the chosen primes are silenced by -q") {
  const TempDir directory;
  const CommandResult quiet = run_primebench(
      {"--task-time", "5us,50us", "--runs", "2", "-q", "-o", "r.csv"}, directory.path());
  CHECK(quiet.status == 0);
  CHECK(quiet.err.empty());
  const CommandResult loud =
      run_primebench({"--task-time", "5us,50us", "--dry-run"}, directory.path(),
                     {"XDG_CACHE_HOME=" + directory.path().string()});
  CHECK(contains(loud.err, "info: task=5us: prime "));
  CHECK(contains(loud.err, "info: task=50us: prime "));
  for (const std::string& line : lines_of(loud.err))
    CHECK(columns_of(line) <= 80);
}

TEST_CASE("the time that is left is said once, after the first round") {
  const TempDir directory;
  const CommandResult run = run_primebench({"--mode", "sequential,asyncio", "--prime", "17",
                                            "--runs", "1", "--io-delay", "50ms", "--repeat", "4"},
                                           directory.path());
  CHECK(run.status == 0);
  const std::size_t at = run.err.find("info: round 1 of 4 took ");
  REQUIRE(at != std::string::npos);
  CHECK(run.err.find("info: round", at + 1) == std::string::npos);
}

TEST_CASE("a sweep over sizes ends with what each mode is good for, in 80 columns") {
  const TempDir directory;
  const CommandResult run = run_primebench({"--mode", "all", "--task-time", "2us,20us,200us",
                                            "--runs", "4", "--pool", "1,2", "--repeat", "6"},
                                           directory.path());
  CHECK(run.status == 0);
  for (const std::string& line : lines_of(run.out)) {
    CAPTURE(line);
    CHECK(columns_of(line) <= 80);
  }
  CHECK(contains(run.out, "\ntask=20us prime="));
  CHECK(contains(run.out, "\nsmallest task that keeps"));
  CHECK(contains(run.out, "\nprocess-pool-executor pool=2 "));
  CHECK(contains(run.out, "Fastest by size of task"));

  const CommandResult plot =
      run_primebench({"plot", "-i", "results.csv", "-o", "r.png", "--kind", "line", "--metric",
                      "efficiency", "--x", "task", "--where", "pool=2"},
                     directory.path());
  CHECK(plot.status == 0);
  CHECK(plot.err == "primebench: info: drew r.png\n");
}

TEST_CASE("the row has the prime that was chosen, so that it can be measured again") {
  const TempDir directory;
  REQUIRE(run_primebench({"--mode", "sequential", "--task-time", "1ms", "-o", "r.csv"},
                         directory.path())
              .status == 0);
  std::string prime;
  read_rows(directory / "r.csv", {.strict = true},
            [&](const Row& row) { prime = std::to_string(row.prime.value()); });
  CHECK(run_primebench({"--mode", "sequential", "--prime", prime, "-o", "r.csv"}, directory.path())
            .status == 0);
  CHECK(lines_of(test::read_file(directory / "r.csv")).size() == 3);
}

TEST_CASE("where primes cannot be remembered it is said of a task time") {
  const TempDir directory;
  const std::vector<std::string> arguments = {"--task-time", "50us", "--no-store"};
  const std::string warning = "--task-time: the primes cannot be remembered, and another call may";
  for (const char* cache : {"XDG_CACHE_HOME=/dev/null/none", "XDG_CACHE_HOME=relative"})
    CHECK(contains(run_primebench(arguments, directory.path(), {cache, "HOME="}).err, warning));
  CHECK_FALSE(contains(
      run_primebench(arguments, directory.path(), {"XDG_CACHE_HOME=" + directory.path().string()})
          .err,
      warning));
}

TEST_CASE("--task-time refuses what makes no sense, and measures nothing then") {
  struct Case {
    std::vector<std::string> arguments;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{"--task-time", "1ms", "--prime", "7"}, "--prime and --task-time both choose the number"},
      {{"--task-time", "0"}, "--task-time takes a duration above zero"},
      {{"--task-time", "1ms,"}, "--task-time takes a duration"},
      {{"--task-time", "fast"}, "--task-time takes a duration"},
      {{"--task-time", "1ns"}, "a task takes at least"},
      {{"--task-time", "1ms,900s"}, "the largest 64-bit prime takes"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.expected);
    const TempDir directory;
    const CommandResult run = run_primebench(one.arguments, directory.path());
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with("primebench: error: "));
    CHECK(contains(run.err, one.expected));
    CHECK(lines_of(run.err).size() == 1);
    CHECK(directory.listing().empty());
  }
}

}  // namespace primebench
