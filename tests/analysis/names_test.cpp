#include "analysis/names.hpp"

#include <doctest/doctest.h>

#include "support/rows.hpp"

namespace primebench {
namespace {

Row sized_row() {
  Row row = test::make_pool_row("thread-pool", 40, 4);
  row.task_time_ns = 10'000;
  row.prime = 2441406271;
  row.label = "laptop";
  return row;
}

ParameterList named(std::initializer_list<const char*> names) {
  ParameterList list;
  for (const char* name : names)
    list.push_back(find_parameter(name));
  return list;
}

}  // namespace

TEST_CASE("a configuration is called by its mode and by what differs and is known") {
  const ParameterList which = named({"runs", "pool", "label"});
  CHECK(configuration_name(sized_row(), {}) == "thread-pool");
  CHECK(configuration_name(sized_row(), which) == "thread-pool runs=8 pool=4 label=laptop");
  CHECK(configuration_name(test::make_row("asyncio", 1), which) == "asyncio runs=8");
}

TEST_CASE(
    "a number that was chosen for a time of a task is called by that, beside it in headings") {
  const ParameterList which = named({"task-time", "prime"});
  CHECK(configuration_name(sized_row(), which) == "thread-pool task=10us");
  CHECK(work_name(sized_row(), which) == "task=10us prime=2441406271");
  Row given = sized_row();
  given.task_time_ns.reset();
  CHECK(configuration_name(given, which) == "thread-pool prime=2441406271");
  CHECK(work_name(given, which) == "prime=2441406271");
  given.prime.reset();
  CHECK(work_name(given, which).empty());
}

TEST_CASE("pool and size can be left out, and ways of doing the work told from the work") {
  const ParameterList which = named({"task-time", "prime", "runs", "pool"});
  CHECK(without_pool(which) == named({"task-time", "prime", "runs"}));
  CHECK(without_size(which) == named({"runs", "pool"}));
  CHECK(of_ways(named({"runs", "pool", "chunk"})) == named({"pool", "chunk"}));
  CHECK(of_ways(named({"runs"})).empty());
  CHECK(without_ways(named({"runs", "pool", "chunk"})) == named({"runs"}));
}

TEST_CASE("parameters differ between hosts and labels, known and unknown") {
  Row a = test::make_row("threaded", 1);
  Row b = a;
  b.host = "elsewhere";
  CHECK(differing(test::group({a, b})) == named({"host"}));
  b.host.clear();
  const auto groups = test::group({a, b});
  CHECK(differing(groups) == named({"host"}));
  CHECK(describe(groups[1], differing(groups)) == std::vector<std::string>{"unknown host"});
  CHECK(configuration_name(groups[1].configuration, differing(groups)) == "threaded");
}

}  // namespace primebench
