// --numbers as a person uses it: from a file and from a pipe.

#include <doctest/doctest.h>

#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "results/reader.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::run_shell;
using test::TempDir;

std::vector<Row> rows_of(const TempDir& directory) {
  std::vector<Row> rows;
  read_rows(directory / "results.csv", {.strict = true},
            [&](const Row& row) { rows.push_back(row); });
  return rows;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What the tasks must come to, as another program factors the numbers in `file`.
std::uint64_t checksum_by_factor(const TempDir& directory, const std::string& file) {
  std::istringstream lines(run_shell("factor < " + file, directory.path()).out);
  std::uint64_t sum = 0;
  std::uint64_t weight = 1;
  for (std::string line; std::getline(lines, line); weight += 2) {
    std::istringstream words(line);
    std::string number;
    std::uint64_t divisor = 0;
    words >> number >> divisor;
    sum += divisor * weight;
  }
  return sum;
}

}  // namespace

TEST_CASE("numbers of a file are checked, comments and blank lines apart, in every mode") {
  const TempDir directory;
  test::write_file(directory / "n.txt",
                   "\xEF\xBB\xBF"
                   "17\n# none\n\n\t 8342380273 # short\n12\r\n0\n1\n35");
  const CommandResult run = run_primebench(
      {"--mode", "all", "--numbers", "n.txt", "--repeat", "2", "--pool", "2"}, directory.path());
  CHECK(run.status == 0);
  CHECK(contains(run.out, "sequential"));
  for (const Row& row : rows_of(directory)) {
    CHECK(row.runs == 6);
    CHECK_FALSE(row.prime.has_value());
    CHECK_FALSE(row.is_prime.has_value());
    CHECK(row.numbers.starts_with("n.txt:"));
    CHECK(row.mix == "given:6");
    CHECK(row.order.empty());
  }
  const CommandResult report =
      run_primebench({"report", "--format", "csv", "--strict"}, directory.path());
  CHECK(report.status == 0);
  CHECK(contains(report.out, "n.txt:"));
  CHECK(run_primebench({"plot", "-q", "--metric", "efficiency"}, directory.path()).status == 0);
}

TEST_CASE("another program finds the same divisors of 100000 random numbers") {
  const TempDir directory;
  std::string text;
  SplitMix64 random(7);
  for (int i = 0; i < 100'000; ++i)
    text += std::to_string(random.below(std::uint64_t{1} << (1 + random.below(38)))) + '\n';
  test::write_file(directory / "n.txt", text);
  const CommandResult run =
      run_shell("$PRIMEBENCH -v --mode sequential,thread-pool --numbers - --no-store < n.txt",
                directory.path());
  CHECK(run.status == 0);
  const std::uint64_t sum = checksum_by_factor(directory, "n.txt");
  CHECK(sum != 0);
  CHECK(contains(run.err, "100000 numbers, whose smallest divisors have the checksum " +
                              std::to_string(sum) + "\n"));
}

TEST_CASE("every line that is no number is named in one message, and nothing is measured") {
  struct Case {
    const char* text;
    const char* message;
  };
  for (const Case& one : {
           Case{"1\nabc\n", "'n.txt', line 2: not a whole number"},
           Case{"-1\n+7\n1e9\n5\n1 2\n18446744073709551616\n",
                "'n.txt', lines 1, 2, 3, 5 and 6: not a whole number from 0 to "
                "18446744073709551615, as in '-1'; write one number on each line"},
           Case{"0x11\n", "as in '0x11'"},
           Case{"1,000\n", "as in '1,000'"},
           Case{"", "there are no numbers in 'n.txt'"},
           Case{"# none\n\n", "there are no numbers in 'n.txt'"},
       }) {
    CAPTURE(one.text);
    const TempDir directory;
    test::write_file(directory / "n.txt", one.text);
    const CommandResult run = run_primebench({"--numbers", "n.txt"}, directory.path());
    CHECK(run.status == 1);
    CHECK(contains(run.err, one.message));
    CHECK(run.err.find('\n') == run.err.size() - 1);
    CHECK(directory.listing() == "n.txt");
  }
}

TEST_CASE("a file of another kind that is given to --numbers is called what it is") {
  using namespace std::string_literals;
  for (const auto& kind : {
           std::pair{"\xff\xfe\x31\0\n\0"s, "it is UTF-16; save it as UTF-8"},
           std::pair{"\x31\0\n\0\x32\0\n\0"s, "it is UTF-16; save it as UTF-8"},
           std::pair{"\x1f\x8b\x08\n"s, "it is compressed with gzip; unpack it with gunzip"},
           std::pair{"[1, 2]\n"s, "it is JSON; write one number on each line"},
       }) {
    CAPTURE(kind.second);
    const TempDir directory;
    test::write_file(directory / "n.txt", kind.first);
    const CommandResult run = run_primebench({"--numbers", "n.txt"}, directory.path());
    CHECK(run.status == 1);
    CHECK(contains(run.err, "'n.txt' is no list of numbers: "s + kind.second));
    CHECK(run.err.find('\n') == run.err.size() - 1);
    CHECK(directory.listing() == "n.txt");
  }
}

TEST_CASE("what --numbers decides cannot be given beside it, and a file must be there") {
  const TempDir directory;
  test::write_file(directory / "n.txt", "17\n");
  for (const char* flag : {"--prime", "--task-time", "--runs", "--tasks", "--mix", "--order"}) {
    CAPTURE(flag);
    const CommandResult run = run_primebench({"--numbers", "n.txt", flag, "1"}, directory.path());
    CHECK(run.status == 2);
    CHECK(contains(run.err, std::string("--numbers gives each task its number: leave ") + flag));
  }
  const CommandResult missing = run_primebench({"--numbers", "x.txt"}, directory.path());
  CHECK(missing.status == 1);
  CHECK(contains(missing.err, "--numbers: cannot read 'x.txt': No such file or directory"));
  CHECK(directory.listing() == "n.txt");
}

TEST_CASE("the page says how to measure a list of numbers again") {
  const TempDir directory;
  test::write_file(directory / "n.txt", "17\n19\n");
  REQUIRE(run_primebench({"--mode", "sequential,threaded", "--numbers", "n.txt", "-r", "2"},
                         directory.path())
              .status == 0);
  const CommandResult page =
      run_primebench({"report", "--format", "html", "-o", "-"}, directory.path());
  CHECK(contains(page.out, "folder in place of &lt;folder&gt;; _ in its name may stand for"));
  CHECK(contains(page.out,
                 "primebench --mode sequential,threaded --numbers "
                 "&#39;&lt;folder&gt;/n.txt&#39; --repeat 2"));
}

}  // namespace primebench
