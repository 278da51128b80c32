#include "cli/plan.hpp"

#include <doctest/doctest.h>

#include "analysis/names.hpp"
#include "cli/looks.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

std::vector<Group> groups_of(const std::vector<Configuration>& plan) {
  std::vector<Group> groups;
  for (const Configuration& configuration : plan)
    groups.push_back({.configuration = configuration_row(configuration)});
  return groups;
}

RunOptions options_of(const std::vector<std::string>& arguments) {
  return parse_run_options(arguments);
}

}  // namespace

TEST_CASE("every combination is planned once, a mode without a pool not once per pool size") {
  const auto plan = plan_configurations(
      options_of({"--mode", "sequential,thread-pool", "--pool", "1,2", "--runs", "3,4"}), 8);
  REQUIRE(plan.size() == 6);
  CHECK(plan[0].mode->name == "sequential");
  CHECK(plan[0].pool == 0);
  CHECK(plan[1].mode->name == "thread-pool");
  CHECK(plan[1].pool == 1);
  CHECK(plan[2].pool == 2);
  CHECK(plan[3].runs == 4);
}

TEST_CASE("values that are given twice are planned once") {
  CHECK(plan_configurations(options_of({"--mode", "threaded,THREADED", "--runs", "3,3,03"}), 8)
            .size() == 1);
}

TEST_CASE("without --pool the usable CPUs are the pool") {
  const auto plan = plan_configurations(options_of({"--mode", "thread-pool"}), 5);
  CHECK(plan.front().pool == 5);
}

TEST_CASE("a configuration's name has only the parameters that differ") {
  const auto name_last = [](const std::vector<std::string>& arguments) {
    const auto plan = plan_configurations(options_of(arguments), 2);
    const std::vector<Group> groups = groups_of(plan);
    return configuration_name(groups.back().configuration, differing(groups));
  };
  CHECK(name_last({"--mode", "all"}) == "process-pool-executor");
  CHECK(name_last({"--mode", "thread-pool", "--pool", "1,4"}) == "thread-pool pool=4");
  CHECK(name_last({"--runs", "1,2", "--io-delay", "0,5ms", "--prime", "7,11"}) ==
        "threaded prime=11 runs=2 io-delay=5ms");
}

TEST_CASE("tasks of a given length take the place of the primes, and are called by it") {
  const std::vector<SizedTask> tasks = {{.wanted = std::chrono::microseconds(10), .prime = 11},
                                        {.wanted = std::chrono::microseconds(1500), .prime = 13}};
  const auto plan = plan_configurations(
      options_of({"--mode", "threaded", "--task-time", "10us,1500us"}), 2, tasks);
  REQUIRE(plan.size() == 2);
  CHECK(plan[0].prime == 11);
  const std::vector<Group> groups = groups_of(plan);
  const ParameterList varying = differing(groups);
  CHECK(configuration_name(groups[0].configuration, varying) == "threaded task=10us");
  CHECK(configuration_name(groups[1].configuration, varying) == "threaded task=1.5ms");
  CHECK(work_name(groups[1].configuration, varying) == "task=1.5ms prime=13");
  CHECK(configuration_name(groups[0].configuration, differing({groups[0]})) == "threaded");
}

TEST_CASE("the plan as CSV has the store's columns and how often each is measured") {
  const RunOptions options =
      options_of({"--mode", "sequential,thread-pool", "--prime", "7", "--io-delay", "5ms", "--runs",
                  "3", "--kernel", "scalar", "--warmup", "1", "--repeat", "9"});
  CHECK(plan_csv(plan_configurations(options, 2), options) ==
        "mode,task_time_ns,prime,runs,io_delay_ns,io_waits,pool,chunk,gil,mix,order,payload_bytes,"
        "kernel,warmup,repeat,places\n"
        "thread-pool,,7,3,5000000,4,2,,false,equal,,0,scalar,1,9,1 2 2 1 2 1 2 1 2 1\n"
        "sequential,,7,3,5000000,4,,,false,equal,,0,scalar,1,9,2 1 1 2 1 2 1 2 1 2\n");
  const std::vector<SizedTask> tasks = {{.wanted = std::chrono::microseconds(10), .prime = 11}};
  const RunOptions sized = options_of({"--mode", "thread-pool", "--task-time", "10us", "--runs",
                                       "3", "--kernel", "scalar", "--repeat", "2"});
  CHECK(plan_csv(plan_configurations(sized, 2, tasks), sized)
            .ends_with("thread-pool,10000,11,3,0,0,2,,false,equal,,0,scalar,0,2,1 1\n"));
}

TEST_CASE("the plan in words multiplies configurations by rounds") {
  CHECK(plan_line(49, options_of({"--repeat", "2"})) ==
        "49 configurations x 2 rounds = 98 measurements");
  CHECK(plan_line(7, options_of({"--warmup", "1", "--repeat", "9"})) ==
        "7 configurations x 11 rounds (1 for memory and counters, 1 warm-up) = 77 measurements");
  CHECK(plan_line(
            2, options_of({"--time-budget", "5s", "--memory", "never", "--counters", "never"})) ==
        "2 configurations x at most 1000 rounds = at most 2000 measurements");
  CHECK(plan_line(1, options_of({})) == "1 configuration x 1 round = 1 measurement");
}

TEST_CASE("from three rounds on there is one more that looks, unless told otherwise") {
  const auto looks = [](const std::vector<std::string>& arguments) {
    const Looks found = looks_of(options_of(arguments));
    return std::pair(found.memory, found.counters);
  };
  CHECK(looks({"--repeat", "2"}) == std::pair(false, false));
  CHECK(looks({"--repeat", "3"}) == std::pair(true, true));
  CHECK(looks({"--precision", "2%"}) == std::pair(true, true));
  CHECK(looks({"--memory", "always"}) == std::pair(true, false));
  CHECK(looks({"--repeat", "3", "--memory", "never"}) == std::pair(false, true));
  CHECK(looks({"--repeat", "3", "--counters", "never"}) == std::pair(true, false));
  CHECK_THROWS_WITH(options_of({"--counters", "always"}),
                    "--counters takes auto or never, not 'always'");
}

TEST_CASE("the first round tells how long the others will take, if that is worth saying") {
  using namespace std::chrono_literals;
  CHECK(time_left(2s, 10) == "round 1 of 10 took 2.00 s, about 18.0 s left");
  CHECK(time_left(500ms, 3) == "round 1 of 3 took 500 ms, about 1.00 s left");
  CHECK(time_left(500ms, 2).empty());
  CHECK(time_left(100s, 1).empty());
}

}  // namespace primebench
