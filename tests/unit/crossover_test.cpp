#include "analysis/crossover.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace primebench {
namespace {

using Indices = std::vector<std::size_t>;

/// Which curve leads at each place.
Indices leaders(const std::vector<Curve>& curves) {
  Indices indices;
  for (const Lead& lead : leads(curves))
    indices.push_back(lead.curve);
  return indices;
}

}  // namespace

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

TEST_CASE("the lead changes only by more than noise") {
  CHECK(leaders({{{1, 0.50}, {10, 0.50}}, {{1, 0.40}, {10, 0.51}}}) == Indices{0, 0});
  CHECK(leaders({{{1, 0.50}, {10, 0.50}}, {{1, 0.40}, {10, 0.52}}}) == Indices{0, 1});
}

TEST_CASE("a curve that ends gives the lead to the best of the others") {
  CHECK(leaders({{{1, 0.9}}, {{1, 0.2}, {10, 0.3}}, {{1, 0.1}, {10, 0.4}}}) == Indices{0, 2});
  CHECK(leaders({{}, {}}).empty());
}

TEST_CASE("two curves cross between two places, on a logarithmic scale") {
  const auto found = crossovers({{{1, 0.4}, {100, 0.4}}, {{1, 0.3}, {100, 0.5}}});
  REQUIRE(found.size() == 1);
  CHECK(found.front().x == doctest::Approx(10));
  CHECK(found.front().value == doctest::Approx(0.4));
  CHECK(crossovers({{{1, 0.4}, {100, 0.4}}, {{1, 0.3}, {100, 0.35}}}).empty());
}

}  // namespace primebench
