#include "workload/number_list.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "core/error.hpp"
#include "workload/kernel.hpp"
#include "workload/mix.hpp"
#include "workload/workload.hpp"

namespace primebench {

TEST_CASE("a list of numbers knows its answers: the smallest divisors, each under its task") {
  const NumberList list("n.txt", {17, 12, 0, 1, 35, 4294967291U});
  CHECK(list.expected().tasks == 6);
  CHECK(list.expected().sum == 17 * 1 + 2 * 3 + 5 * 9 + std::uint64_t{4294967291U} * 11);
}

TEST_CASE("a list of numbers knows how long its tasks are: by the divisors that they try") {
  // 2 to 10 for 101, one for 10, 2 to 5 for 35, one for 0: 9, 1, 4 and 1.
  const NumberList list("n.txt", {101, 10, 35, 0});
  CHECK(list.mean_steps() == doctest::Approx(15.0 / 4));
  CHECK(list.longest() == doctest::Approx(9 / (15.0 / 4)));
  CHECK(NumberList("n", {0, 1}).longest() == 1);
}

TEST_CASE("the name of a list is safe in a cell, and tells lists apart by their numbers") {
  const std::string name = NumberList("a,b c\n\"=.txt", {1, 2}).name();
  CHECK(name.starts_with("a_b_c___.txt:"));
  CHECK(name.size() == 13 + 12);
  CHECK(name == NumberList("a,b c\n\"=.txt", {1, 2}).name());
  CHECK(name != NumberList("a,b c\n\"=.txt", {2, 1}).name());
  CHECK(NumberList("-1+2", {1}).name().starts_with("n-1_2:"));
  CHECK(NumberList("\xc3\xbc", {1}).name().starts_with("n__:"));
}

TEST_CASE("each task of a list checks its number, with waits and without, in every kernel") {
  const NumberList list("n", {17, 12, 0, 1, 35, 4294967291U, 4, 9, 3, 2});
  for (const Kernel& kernel : kernels()) {
    if (!kernel.supported())
      continue;
    for (const auto delay : {std::chrono::nanoseconds(0), std::chrono::nanoseconds(1)}) {
      TaskBatch batch;
      batch.tasks = list.numbers().size();
      batch.io_delay = delay;
      batch.numbers = &list;
      const Workload workload(batch, kernel);
      BatchResult result;
      for (std::size_t task = 0; task < batch.tasks; ++task)
        result.add(task, workload.run_task(task));
      CHECK(result == list.expected());
      CHECK(result == expected_result(batch));
    }
  }
}

TEST_CASE("sizes as given are known to whoever reads a row, and nobody can ask for them") {
  const auto mix = known_mix("given:2.25");
  REQUIRE(mix.has_value());
  CHECK(longest_of(*mix, 1000) == 2.25);
  CHECK(text_of(*mix) == "given:2.25");
  CHECK_FALSE(known_mix("given").has_value());
  CHECK_FALSE(known_mix("given:0.5").has_value());
  CHECK_THROWS_AS(parse_mix("--mix", "given:2"), UsageError);
}

}  // namespace primebench
