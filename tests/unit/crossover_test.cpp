#include "analysis/crossover.hpp"

#include <doctest/doctest.h>

namespace primebench {

TEST_CASE("a level is reached where the curve stays above it") {
  const Curve rising = {{1, 0.2}, {10, 0.4}, {100, 0.6}};
  CHECK(reaches(rising, 0.5).value() == doctest::Approx(31.6228));
  CHECK(reaches(rising, 0.1).value() == 0);
  CHECK_FALSE(reaches(rising, 0.7).has_value());
  CHECK_FALSE(reaches({{1, 0.9}, {10, 0.4}}, 0.5).has_value());
  CHECK_FALSE(reaches({}, 0.5).has_value());
}

TEST_CASE("a level that is lost and found again counts from the last time on") {
  CHECK(reaches({{1, 0.9}, {10, 0.4}, {100, 0.6}}, 0.5).value() == doctest::Approx(31.6228));
}

}  // namespace primebench
