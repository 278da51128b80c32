#include "cli/plan.hpp"

#include <doctest/doctest.h>

#include "modes/table.hpp"

namespace primebench {
namespace {

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

TEST_CASE("each round starts one further along") {
  CHECK(round_order(3, 0) == std::vector<std::size_t>{0, 1, 2});
  CHECK(round_order(3, 1) == std::vector<std::size_t>{1, 2, 0});
  CHECK(round_order(3, 5) == std::vector<std::size_t>{2, 0, 1});
  CHECK(round_order(1, 7) == std::vector<std::size_t>{0});
  CHECK(round_order(0, 7).empty());
}

TEST_CASE("a configuration's name has only the parameters that differ") {
  const auto name_last = [](const std::vector<std::string>& arguments) {
    const auto plan = plan_configurations(options_of(arguments), 2);
    return configuration_name(plan.back(), varying_parameters(plan));
  };
  CHECK(name_last({"--mode", "all"}) == "process-pool-executor");
  CHECK(name_last({"--mode", "thread-pool", "--pool", "1,4"}) == "thread-pool pool=4");
  CHECK(name_last({"--runs", "1,2", "--io-delay", "0,5ms", "--prime", "7,11"}) ==
        "threaded runs=2 prime=11 io-delay=5.00 ms");
}

}  // namespace primebench
