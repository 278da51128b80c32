#include "cli/stopping.hpp"

#include <doctest/doctest.h>

namespace primebench {
namespace {

using std::chrono::seconds;

const std::vector<KnownTimes> kNarrow = {{"a", {99, 100, 100, 100, 100, 101}},
                                         {"b", {199, 200, 200, 200, 200, 201}}};
const std::vector<KnownTimes> kWide = {{"a", {99, 100, 100, 100, 100, 101}},
                                       {"b", {190, 200, 200, 200, 200, 201}}};

}  // namespace

TEST_CASE("a run without a rule never stops early") {
  CHECK_FALSE(Stopping({}).active());
  CHECK(Stopping({}).reason(kNarrow, 100, seconds(100)).empty());
}

TEST_CASE("a run stops when the last of the medians is known to the precision") {
  const Stopping stopping({.precision = 0.02});
  CHECK(stopping.reason(kNarrow, 6, seconds(1)) == "every median is known to 2 % after 6 rounds");
  CHECK(stopping.reason(kWide, 6, seconds(1)).empty());
  CHECK(Stopping({.precision = 0.05}).reason(kWide, 6, seconds(1)) != "");
}

TEST_CASE("fewer than six rows of a configuration are never precise") {
  const std::vector<KnownTimes> few = {{"a", {100, 100, 100, 100, 100}}};
  CHECK(Stopping({.precision = 0.5}).reason(few, 7, seconds(1)).empty());
}

TEST_CASE("a budget ends the run, but not before the third round, and names the widest") {
  const Stopping stopping({.budget = seconds(5)});
  CHECK(stopping.reason(kWide, 9, seconds(4)).empty());
  CHECK(stopping.reason(kWide, 2, seconds(6)).empty());
  CHECK(stopping.reason(kWide, 9, seconds(5)) ==
        "the time budget of 5s is used up after 9 rounds; widest: b, 5 %");
  CHECK(stopping.reason(std::vector<KnownTimes>{{"a", {1, 2, 3}}}, 3, seconds(5)) ==
        "the time budget of 5s is used up after 3 rounds; a has no interval below 6 rows");
}

TEST_CASE("a run whose rounds do not suffice says how far it got") {
  CHECK(Stopping({.precision = 0.02}).no_more_rounds(kWide, 6) ==
        "all 6 rounds are measured before every median is known to 2 %; widest: b, 5 %");
  CHECK(Stopping({.budget = seconds(5)}).no_more_rounds(kWide, 6) ==
        "all 6 rounds are measured before the time budget is used up; widest: b, 5 %");
  CHECK(Stopping({}).no_more_rounds(kWide, 6).empty());
}

TEST_CASE("a run that has nothing left to measure stops") {
  CHECK(Stopping({.precision = 0.02}).reason({}, 3, seconds(1)) ==
        "no configuration is left to measure");
}

}  // namespace primebench
