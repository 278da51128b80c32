// The progress line as a terminal sees it.

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "measure/rounds.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_shell;
using test::TempDir;

constexpr std::string_view kClear = "\r\x1b[K";

/// What a terminal of that many columns received on standard error.
std::string on_terminal(int columns, const std::string& arguments, const TempDir& directory) {
  const CommandResult run = run_shell(
      "TERM=xterm script -qec 'stty cols " + std::to_string(columns) + "; $PRIMEBENCH " +
          arguments + " >/dev/null' typescript >/dev/null; sed -n '2,$p' typescript | head -n -1",
      directory.path());
  return run.out.substr(0, run.out.find_last_not_of("\r\n") + 1);
}

std::vector<std::string> lines_drawn(const std::string& output) {
  std::vector<std::string> lines;
  std::size_t at = output.find(kClear);
  while (at != std::string::npos) {
    const std::size_t begin = at + kClear.size();
    at = output.find(kClear, begin);
    const std::string line = output.substr(begin, at == std::string::npos ? at : at - begin);
    if (!line.empty())
      lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("on a terminal one line is redrawn in place, fits, and is gone at the end") {
  for (const int columns : {40, 80}) {
    CAPTURE(columns);
    const TempDir directory;
    const std::int64_t begin = now_ns();
    const std::string output = on_terminal(
        columns,
        "--mode multiprocessing-pool,sequential --prime 17 --runs 4 --io-delay 60ms -o r.csv",
        directory);
    const double seconds = static_cast<double>(now_ns() - begin) / 1e9;
    std::vector<std::string> lines = lines_drawn(output);
    REQUIRE(lines.size() >= 6);
    lines.pop_back();  // What is said at the end stays.
    const std::size_t first = balanced_order(2, 0, 1).front();
    const std::vector<std::string> modes = {"multiprocessing-pool", "sequential"};
    for (const std::string& line : lines) {
      CAPTURE(line);
      CHECK(line.size() < static_cast<std::size_t>(columns));
      CHECK(line.starts_with("["));
    }
    CHECK(lines.front().starts_with("[1/2] " + modes[first]));
    CHECK(lines.back().starts_with("[2/2] " + modes[1 - first]));
    CHECK(static_cast<double>(lines.size()) <= 12 * seconds + 2);  // Ten a second.
    CHECK(output.ends_with("2 rows appended to r.csv"));
    CHECK(output.find(std::string(kClear) + "primebench: ") != std::string::npos);
  }
}

TEST_CASE("a signal takes the progress line away before the program dies") {
  const TempDir directory;
  const std::string output = on_terminal(
      80, "--prime 17 --runs 4 --io-delay 2s -o r.csv & sleep 0.5; kill -TERM $!; wait $!",
      directory);
  REQUIRE_FALSE(lines_drawn(output).empty());
  CHECK(output.find(kClear, output.rfind("tasks")) != std::string::npos);
}

TEST_CASE("without a terminal nothing is drawn, unless it is asked for") {
  const TempDir directory;
  const std::string measure =
      "$PRIMEBENCH -m threaded --prime 17 --runs 2 --io-delay 60ms -o r.csv ";
  // A busy machine may have a warning before it.
  const std::string said = run_shell(measure, directory.path()).err;
  CHECK(said.ends_with("primebench: info: 1 row appended to r.csv\n"));
  CHECK(said.find(kClear) == std::string::npos);
  CHECK(run_shell(measure + "--progress always", directory.path()).err.find(kClear) !=
        std::string::npos);
  const TempDir quiet;
  CHECK(lines_drawn(on_terminal(80, "-q --prime 17 --io-delay 60ms -o r.csv", quiet)).empty());
  CHECK(lines_drawn(on_terminal(80, "--progress never --prime 17 --io-delay 60ms -o r.csv", quiet))
            .empty());
}

TEST_CASE("only the parent draws: the timed processes write nothing to the terminal") {
  const TempDir directory;
  const CommandResult probe = run_shell("strace -f -qq -o probe true", directory.path());
  if (probe.status != 0) {
    test::not_run("strace does not work here: " + probe.err);
    return;
  }
  const CommandResult run = run_shell(
      "strace -f -qq -e trace=write -e write=2 -o log $PRIMEBENCH --progress always "
      "--mode multiprocessing-pool --pool 2 --prime 17 --runs 4 --io-delay 60ms -o r.csv",
      directory.path(), {"ASAN_OPTIONS=detect_leaks=0"});  // It cannot be traced twice.
  REQUIRE(run.status == 0);
  std::set<std::string> writers;
  std::istringstream log(test::read_file(directory / "log"));
  for (std::string line; std::getline(log, line);) {
    if (line.find(" write(2,") != std::string::npos)
      writers.insert(line.substr(0, line.find(' ')));
  }
  CHECK(writers.size() == 1);
}

}  // namespace primebench
