// Every bad input ends with the right status and one clear line, and makes nothing.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "modes/table.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::TempDir;

struct Case {
  std::vector<std::string> arguments;
  std::string expected;  ///< Part of the message.
};

void check_one_line(const CommandResult& result, int status, const std::string& expected) {
  CHECK(result.status == status);
  CHECK(result.out.empty());
  CAPTURE(result.err);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  CHECK(result.err.starts_with("primebench: error: "));
  CHECK(result.err.find(expected) != std::string::npos);
}

}  // namespace

TEST_CASE("numbers are strict in every flag that takes one") {
  const std::vector<std::string> texts = {"-1",
                                          "+7",
                                          " 7",
                                          "7 ",
                                          "0x11",
                                          "1e9",
                                          "1_000",
                                          "1.0",
                                          "",
                                          "7\n",
                                          "٧",
                                          "\xef\xbc\x97",
                                          "18446744073709551616",
                                          "7;8",
                                          "1,,2",
                                          ",",
                                          "1,"};
  for (const std::string flag : {"--prime", "--runs", "--tasks", "--pool"}) {
    for (const std::string& text : texts) {
      CAPTURE(flag);
      CAPTURE(text);
      const TempDir directory;
      check_one_line(run_primebench({flag, text}, directory.path()), 2,
                     flag + " takes a whole number from ");
      CHECK(directory.listing().empty());
    }
  }
}

TEST_CASE("a wrong command line is explained in one line, and makes nothing") {
  const std::vector<Case> cases = {
      {{"--runs", "0"}, "--runs takes a whole number from 1 to 10000000, not '0'"},
      {{"--runs", "10000001"}, "from 1 to 10000000"},
      {{"--pool", "0"}, "--pool takes a whole number from 1 to 4096"},
      {{"--pool", "4097"}, "from 1 to 4096"},
      {{"--repeat", "0"}, "--repeat takes a whole number from 1"},
      {{"--warmup", "-1"}, "--warmup takes a whole number from 0"},
      {{"-j4"}, "unknown flag '-j'; did you mean --pool?"},
      {{"-pool", "3"}, "unknown flag '-pool'; write --pool, with two dashes"},
      {{"--mode", "sequentail"}, "unknown mode 'sequentail'; did you mean sequential?"},
      {{"--mode", "processes"}, "unknown mode 'processes'; did you mean multiprocessing?"},
      {{"--mode", "async"}, "did you mean asyncio?"},
      {{"--mode", "coroutines"}, "did you mean asyncio?"},
      {{"--pool", "1-4"}, "--pool takes no range such as '1-4': list the numbers, as in 1,4"},
      {{"--trace", "-"}, "--trace takes the name of a file"},
      {{"--mode", "banana"}, "unknown mode 'banana'; see primebench --list-modes"},
      {{"--mode", ""}, "unknown mode ''"},
      {{"--mode", "threaded,,asyncio"}, "unknown mode ''"},
      {{"--mode", "threaded;id"}, "unknown mode 'threaded;id'"},
      {{"--mix", "even"}, "--mix takes equal, uniform, exponential"},
      {{"--mix", "pareto:0.9"}, "--mix pareto:ALPHA takes a number from 1.05 to 10"},
      {{"--order", "up"}, "--order takes random, ascending or descending, not 'up'"},
      {{"--kernel", "avx1024"}, "unknown kernel 'avx1024'"},
      {{"--io-delay", "1d"}, "--io-delay takes a duration such as 250ms"},
      {{"--io-delay", "-5ms"}, "--io-delay takes a duration"},
      {{"--timeout", "0"}, "--timeout takes a duration above zero"},
      {{"--label", "=1+1"}, "--label takes 1 to 64"},
      {{"--label", "a,b"}, "--label takes 1 to 64"},
      {{"--label", "-x"}, "--label takes 1 to 64"},
      {{"--label", ""}, "--label takes 1 to 64"},
      {{"--label", std::string(65, 'a')}, "--label takes 1 to 64"},
      {{"--label", "a\tb"}, "--label takes 1 to 64"},
      {{"--output", ""}, "--output takes the name of a file"},
      {{"--progress", "sometimes"}, "--progress takes auto, always or never"},
      {{"-q", "-v"}, "--quiet and --verbose are opposites"},
      {{"--runs", "1", "--tasks", "1"}, "--tasks is another name for --runs"},
      {{"--ouput", "x"}, "unknown flag '--ouput'; did you mean --output?"},
      {{"--mod", "x"}, "unknown flag '--mod'; did you mean --mode?"},
      {{"--no-such-thing"}, "unknown flag '--no-such-thing'; see --help"},
      {{"-Z"}, "unknown flag '-Z'"},
      {{"--runs"}, "--runs needs a value"},
      {{"plto"}, "did you mean primebench plot?"},
      {{"threaded"}, "there is no command 'threaded'"},
      {{"--", "plot"}, "unexpected argument"},
      {{"--trace", "t.csv", "--mode", "all"}, "--trace takes one measurement"},
      {{"--trace", "t.csv", "--repeat", "2"}, "--trace takes one measurement"},
      {{"--trace", "same.csv", "--output", "same.csv"}, "--trace and --output name the same file"},
      {{"--trace", "./same.csv", "--output", "same.csv"}, "--trace and --output name the same"},
      {{"--quiet=no"}, "--quiet takes no value"},
      {{"--help=false"}, "--help takes no value"},
      {{"-n=5"}, "write --runs=VALUE or -n VALUE"},
      {{"plot", "--size", "big"}, "--size"},
      {{"plot", "--metric", "speed"}, "--metric"},
      {{"plot", "--metric", "efficiency", "--baseline", "thread-pool"},
       "leave out --baseline thread-pool"},
      {{"plot", "--output", "picture.bmp"}, "picture.bmp"},
      {{"plot", "--no-such-thing"}, "unknown flag '--no-such-thing'"},
  };
  for (const Case& item : cases) {
    std::string line;
    for (const std::string& argument : item.arguments)
      line += argument + " ";
    CAPTURE(line);
    const TempDir directory;
    check_one_line(run_primebench(item.arguments, directory.path()), 2, item.expected);
    CHECK(directory.listing().empty());
  }
}

TEST_CASE("what cannot be a results store is refused before anything is measured") {
  const std::vector<std::pair<std::string, std::string>> foreign = {
      {"a,b,c\n1,2,3\n", "its first line is 'a,b,c'"},
      {"\n", "it has only blank lines"},
      {"\x89PNG\r\n\x1a\n", "it is a PNG picture"},
      {"mode", "its first line is 'mode'"},
  };
  for (const auto& item : foreign) {
    const std::string& content = item.first;
    const std::string& expected = item.second;
    CAPTURE(content);
    const TempDir directory;
    test::write_file(directory / "r.csv", content);
    const CommandResult result = run_primebench({"-o", "r.csv"}, directory.path());
    CHECK(result.status == 1);
    CHECK(result.out.empty());
    CHECK(result.err.find("r.csv") != std::string::npos);
    CHECK(result.err.find(expected) != std::string::npos);
    CHECK(test::read_file(directory / "r.csv") == content);
  }
  const TempDir directory;
  check_one_line(run_primebench({"-o", "missing/r.csv"}, directory.path()), 1, "missing/r.csv");
  check_one_line(run_primebench({"-o", "."}, directory.path()), 1, "is a directory");
  check_one_line(run_primebench({"-o", "/dev/full"}, directory.path()), 1, "is a device");
  CHECK(directory.listing().empty());
}

TEST_CASE("a trace replaces nothing but an earlier trace") {
  const TempDir directory;
  REQUIRE(run_primebench({"-q", "--prime", "17", "-o", "a.csv"}, directory.path()).status == 0);
  const std::string before = test::read_file(directory / "a.csv");
  check_one_line(run_primebench({"--trace", "a.csv", "-o", "b.csv"}, directory.path()), 1,
                 "will not replace 'a.csv': it is not a trace file");
  std::filesystem::create_hard_link(directory / "a.csv", directory / "link.csv");
  check_one_line(run_primebench({"--trace", "link.csv", "-o", "a.csv"}, directory.path()), 2,
                 "--trace and --output name the same file");
  CHECK(test::read_file(directory / "a.csv") == before);
  for (int i = 0; i < 2; ++i)
    CHECK(run_primebench({"-q", "--prime", "17", "--trace", "t.csv"}, directory.path()).status ==
          0);
}

TEST_CASE("rows for a standard output that was closed are not lost in silence") {
  const TempDir directory;
  for (const char* what : {"-q --prime 17 -o -", "--help"}) {
    const CommandResult run =
        test::run_shell(std::string("$PRIMEBENCH ") + what + " >&-", directory.path());
    CHECK(run.status == 1);
    CHECK(run.err.find("cannot write to standard output") != std::string::npos);
  }
}

TEST_CASE("all stands for every mode, in any case and in lists, and each mode is measured once") {
  const TempDir directory;
  for (const char* modes : {"all", "ALL", "asyncio,all", "all,all,threaded"}) {
    const CommandResult run =
        run_primebench({"-q", "--mode", modes, "--prime", "17", "-o", "-"}, directory.path());
    CHECK(run.status == 0);
    CHECK(static_cast<std::size_t>(std::count(run.out.begin(), run.out.end(), '\n')) ==
          1 + available_modes().size());
  }
}

TEST_CASE("a chart without rows, or of something else, is refused and makes nothing") {
  const TempDir directory;
  check_one_line(run_primebench({"plot"}, directory.path()), 1, "results.csv");
  test::write_file(directory / "header.csv", csv_header() + "\n");
  check_one_line(run_primebench({"plot", "-i", "header.csv"}, directory.path()), 1,
                 "there are no measurements in 'header.csv'");
  test::write_file(directory / "foreign.csv", "a,b\n1,2\n");
  check_one_line(run_primebench({"plot", "-i", "foreign.csv"}, directory.path()), 1, "foreign.csv");
  CHECK(directory.listing() == "foreign.csv header.csv");
}

TEST_CASE("a store that was just rotated is empty, which is no error") {
  const TempDir directory;
  test::write_file(directory / "results.1.csv", "");
  for (const char* command : {"plot", "report"}) {
    const CommandResult alone = run_primebench({command, "results.1.csv"}, directory.path());
    CHECK(alone.status == 0);
    CHECK(alone.out.empty());
    CHECK(alone.err.starts_with("primebench: warning: nothing "));
    CHECK(alone.err.find("no measurements yet in 'results.1.csv'") != std::string::npos);
  }
  CHECK(directory.listing() == "results.1.csv");
  // Programs get a whole document, without measurements.
  const auto document = [&](const char* format) {
    return run_primebench({"report", "results.1.csv", "--format", format}, directory.path()).out;
  };
  CHECK(document("json").find("\"groups\": []") != std::string::npos);
  CHECK(document("csv").find(",median_ns,") != std::string::npos);
  for (const char* format : {"json", "html"})
    CHECK(run_primebench(
              {"report", "results.1.csv", "--format", format, "-o", std::string("none.") + format},
              directory.path())
              .status == 0);
  CHECK(directory.listing() == "none.json results.1.csv");
  REQUIRE(run_primebench({"-q", "--prime", "17"}, directory.path()).status == 0);
  for (const char* command : {"plot", "report"}) {
    const CommandResult beside =
        run_primebench({command, "results.1.csv", "results.csv"}, directory.path());
    CHECK(beside.status == 0);
    CHECK(beside.err.find("results.1.csv") == std::string::npos);
  }
  CHECK(run_primebench({"plot", "missing.csv"}, directory.path()).status == 1);
}

TEST_CASE("a missing gnuplot is named with its package, and the old picture stays") {
  const TempDir directory;
  REQUIRE(run_primebench({"--prime", "17", "-o", "r.csv"}, directory.path()).status == 0);
  test::write_file(directory / "r.png", "old");
  const CommandResult result =
      run_primebench({"plot", "-i", "r.csv", "-o", "r.png"}, directory.path(), {"PATH=/nowhere"});
  check_one_line(result, 1, "gnuplot-nox");
  CHECK(test::read_file(directory / "r.png") == "old");
  CHECK(directory.listing() == "r.csv r.png");
}

TEST_CASE("help, version and lists go to standard output") {
  const TempDir directory;
  for (const char* flag : {"--help", "-h", "--version", "-V", "--list-modes"}) {
    CAPTURE(flag);
    const CommandResult result = run_primebench({flag}, directory.path());
    CHECK(result.status == 0);
    CHECK_FALSE(result.out.empty());
    CHECK(result.err.empty());
  }
  CHECK(run_primebench({"plot", "--help"}, directory.path()).out.find("--metric") !=
        std::string::npos);
  CHECK(directory.listing().empty());
}

TEST_CASE("standard output that cannot be written is an error, a reader that leaves is not") {
  const TempDir directory;
  for (const char* what : {"--help", "--version", "--list-modes", "plot --help",
                           "-q --prime 17 -o r.csv", "-q --prime 17 -o -"}) {
    CAPTURE(what);
    const CommandResult full =
        test::run_shell(std::string("$PRIMEBENCH ") + what + " > /dev/full", directory.path());
    CHECK(full.status == 1);
    CHECK(full.err.find("standard output") != std::string::npos);
    const CommandResult head = test::run_shell(
        std::string("set -o pipefail; $PRIMEBENCH ") + what + " | true", directory.path());
    CHECK(head.status == 0);
    CHECK(head.err.empty());
  }
}

}  // namespace primebench
