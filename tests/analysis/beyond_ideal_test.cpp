#include "analysis/beyond_ideal.hpp"

#include <doctest/doctest.h>

#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;

/// What is said of rounds of sequential and of threaded on two CPUs.
std::optional<std::string> warning_of(const std::vector<double>& sequential_ms,
                                      const std::vector<double>& threaded_ms) {
  std::vector<Row> rows = rounds_of("sequential", sequential_ms);
  for (const Row& row : rounds_of("threaded", threaded_ms))
    rows.push_back(row);
  const Grouping grouping = test::grouped(rows, {Metric::kWall});
  return beyond_ideal_warning(grouping.groups(), {"sequential", "threaded"}, grouping.groups());
}

}  // namespace

TEST_CASE("what is faster than its ideal by more than noise is said, with what it can mean") {
  const auto warning = warning_of({100, 101, 102, 100, 101, 99}, {40, 41, 40, 39, 40, 41});
  REQUIRE(warning);
  CHECK(warning->starts_with("threaded was 1.2"));
  CHECK(warning->find("measure both again") != std::string::npos);
}

TEST_CASE("what may be noise, or cannot be known, is not said to be beyond the ideal") {
  CHECK(!warning_of({100, 101, 102, 100, 101, 99}, {50, 51, 50, 50, 52, 50}));
  // In the median it is, in two rounds of six it is not.
  CHECK(!warning_of({100, 101, 102, 100, 101, 99}, {40, 60, 41, 61, 40, 41}));
  CHECK(!warning_of({100, 100, 100, 100, 100}, {40, 40, 40, 40, 40}));  // No interval.
  CHECK(!warning_of({}, {40, 41, 40, 39, 40, 41}));
}

}  // namespace primebench
