#include "report/again.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::group;
using test::kMs;
using test::make_pool_row;
using test::make_row;

namespace {

std::vector<std::string> again(const std::vector<Row>& rows) { return commands_again(group(rows)); }

Row of_size(Row row, std::uint64_t prime, std::uint64_t task_time_ns) {
  row.prime = prime;
  row.task_time_ns = task_time_ns;
  return row;
}

}  // namespace

TEST_CASE("a kernel that the machine would not have chosen is named") {
  Row scalar = make_row("sequential", 5);
  scalar.kernel = "scalar";
  const std::string plain =
      "primebench --mode sequential --prime 834238027356431 --runs 8 --repeat 1";
  CHECK(again({make_row("sequential", 5)}) == std::vector<std::string>{plain});
  const std::vector<std::string> both = again({make_row("sequential", 5), scalar});
  REQUIRE(both.size() == 2);
  CHECK(both[0] == plain);
  CHECK(both[1].find(" --kernel scalar") != std::string::npos);
}

TEST_CASE("all combinations of modes, pools and sizes are one command") {
  std::vector<Row> rows;
  for (const auto& [prime, time] :
       {std::pair(106533320964013U, 10 * kMs), {3822577931U, 900'000U}}) {
    for (const std::uint64_t pool : {10U, 9U})
      rows.push_back(of_size(make_pool_row("thread-pool", 5, pool), prime, time));
    rows.push_back(of_size(make_row("sequential", 5), prime, time));
  }
  CHECK(again(rows) ==
        std::vector<std::string>{"primebench --mode sequential,thread-pool --task-time 900us,10ms "
                                 "--runs 8 --pool 9,10 --repeat 1"});
}

TEST_CASE("what is missing from the combinations makes more commands, and nothing is added") {
  const std::vector<std::string> commands =
      again({make_pool_row("thread-pool", 5, 1), make_pool_row("thread-pool", 5, 2),
             make_pool_row("multiprocessing-pool", 5, 2)});
  CHECK(commands ==
        std::vector<std::string>{
            "primebench --mode thread-pool --prime 834238027356431 --runs 8 --pool 1,2 --repeat 1",
            "primebench --mode multiprocessing-pool --prime 834238027356431 --runs 8 --pool 2 "
            "--repeat 1"});
}

TEST_CASE("labels and the lock, which are no lists, are commands of their own") {
  Row plain = make_row("threaded", 5);
  Row locked = plain;
  locked.gil = true;
  Row labelled = plain;
  labelled.label = "it's";
  const std::string start = "primebench --mode threaded --prime 834238027356431 --runs 8";
  CHECK(again({plain, locked, labelled}) ==
        std::vector<std::string>{start + " --repeat 1", start + " --label 'it'\\''s' --repeat 1",
                                 start + " --gil --repeat 1"});
}

TEST_CASE("what only another machine can repeat is not asked for") {
  Row here = make_row("threaded", 5);
  Row there = here;
  there.host = "$(reboot)";
  const auto commands = again({here, there});
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].find("reboot") == std::string::npos);
}

TEST_CASE("rounds of a call become repetitions, and so do rows that came one by one") {
  std::vector<Row> rows;
  for (const char* call : {"A", "B"}) {
    for (std::uint64_t round = 1; round <= 5; ++round) {
      rows.push_back(make_row("threaded", 5));
      rows.back().invocation = call;
      rows.back().repetition = round;
    }
  }
  CHECK(again(rows)[0].ends_with(" --repeat 5"));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].invocation = std::string(1, static_cast<char>('A' + i));
    rows[i].repetition = 1;
  }
  CHECK(again(rows)[0].ends_with(" --repeat 10"));
}

TEST_CASE("the program takes the command and would measure these configurations") {
  std::vector<Row> rows = {make_row("sequential", 5)};
  for (const std::uint64_t pool : {1U, 2U, 3U})
    rows.push_back(make_pool_row("thread-pool", 5, pool));
  for (Row& row : rows) {
    row.io_delay_ns = 2 * kMs;
    row.io_waits = 4;
    row.label = "a b";
    row.gil = true;
  }
  const auto commands = again(rows);
  REQUIRE(commands.size() == 1);
  const test::TempDir dir;
  const auto result = test::run_shell(
      "\"$PRIMEBENCH\" " + commands[0].substr(std::string("primebench ").size()) + " --dry-run",
      dir.path());
  CHECK(result.status == 0);
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 5);  // With a header.
  CHECK(result.out.find("834238027356431,8,2000000,4,3,,true") != std::string::npos);
}

TEST_CASE("a file of numbers is one that has to be found, and its command says so") {
  Row row = make_row("threaded", 5);
  row.prime.reset();
  row.mix = "given:1.5";
  row.numbers = "sp_ace.txt:0123456789abcdef";
  const auto commands = again({row});
  CHECK(commands ==
        std::vector<std::string>{
            "# Put the file's folder in place of <folder>; _ in its name may stand for another "
            "character.",
            "primebench --mode threaded --numbers '<folder>/sp_ace.txt' --repeat 1"});
  row.numbers = "stdin:0123456789abcdef";
  CHECK(again({row}) ==
        std::vector<std::string>{"primebench --mode threaded --numbers - --repeat 1"});
}

TEST_CASE("the seed of a random order is asked for, where it is not the one that is used anyway") {
  Row row = make_row("threaded", 5);
  row.mix = "pareto:1.1";
  row.order = "random";
  row.seed = 7;
  CHECK(again({row})[0].find(" --seed 7 ") != std::string::npos);
  Row usual = row;
  usual.seed = 1;
  CHECK(again({usual})[0].find("--seed") == std::string::npos);
  CHECK(again({row, usual}).size() == 2);
  row.order = "descending";
  CHECK(again({row})[0].find("--seed") == std::string::npos);
}

TEST_CASE("without rows there is nothing to repeat, and unknown cells ask for nothing") {
  CHECK(again({}).empty());
  Row bare;
  bare.mode = "threaded";
  bare.runs = 3;
  bare.wall_ns = kMs;
  CHECK(again({bare}) ==
        std::vector<std::string>{"primebench --mode threaded --runs 3 --repeat 1"});
}

}  // namespace primebench
