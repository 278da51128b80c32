#include "analysis/calls.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <string>
#include <vector>

#include "analysis/last_call.hpp"

namespace primebench {
namespace {

/// A row as the finder sees it: its configuration's letter and the repetition.
struct Seen {
  char configuration;
  std::uint64_t round;
  std::string invocation;
};

Row row_of(const Seen& seen) {
  Row row;
  row.repetition = seen.round;
  row.invocation = seen.invocation;
  row.label = seen.configuration;
  return row;
}

/// "1.1 1.2": call and round of each row.
std::string places_of(const std::vector<Seen>& rows) {
  CallFinder finder;
  std::string text;
  for (const Seen& seen : rows) {
    const Place place = finder.place_of(row_of(seen));
    text += fmt::format("{}{}.{}", text.empty() ? "" : " ", place.call, place.round);
  }
  return text;
}

}  // namespace

TEST_CASE("rows that say their call are of that call, in whatever order they stand") {
  CHECK(places_of({{'a', 1, "x"}, {'a', 1, "y"}, {'b', 2, "x"}, {'b', 1, "y"}, {'a', 1, "x"}}) ==
        "1.1 2.1 1.2 2.1 1.1");
}

TEST_CASE("of old rows a round that falls begins another call") {
  CHECK(places_of({{'a', 1, ""}, {'b', 1, ""}, {'a', 2, ""}, {'b', 2, ""}, {'a', 1, ""}}) ==
        "1.1 1.1 1.2 1.2 2.1");
}

TEST_CASE("of old rows a configuration that comes twice in a round begins another call") {
  CHECK(places_of({{'a', 1, ""}, {'a', 1, ""}, {'b', 1, ""}, {'b', 1, ""}}) == "1.1 2.1 2.1 3.1");
}

TEST_CASE("a configuration that failed in a round leaves the others in it") {
  CHECK(places_of({{'a', 1, ""}, {'b', 1, ""}, {'b', 2, ""}, {'a', 3, ""}, {'b', 3, ""}}) ==
        "1.1 1.1 1.2 1.3 1.3");
}

TEST_CASE("old rows and new ones are never of one call") {
  CHECK(places_of({{'a', 1, ""}, {'a', 2, "x"}, {'a', 2, ""}, {'b', 3, "x"}}) == "1.1 2.2 1.2 2.3");
}

TEST_CASE("a row without a repetition is of the first round") {
  CallFinder finder;
  CHECK(finder.place_of(Row()).round == 1);
  CHECK(finder.place_of(Row()).call == 2);
}

TEST_CASE("beside the last call of some rows stand the others of that call, whatever comes later") {
  const auto found = [](const std::vector<Seen>& rows) {
    CallFinder finder;
    LastCall last({});
    BesideLastCall beside({});
    for (const Seen& seen : rows) {
      const Row row = row_of(seen);
      const Place place = finder.place_of(row);
      if (seen.configuration == 'a')
        last.add(row, place);
      beside.add(row, place, last);
    }
    std::string labels;
    for (const Group& group : beside.rows_of(last).groups())
      labels += group.configuration.label;
    return labels;
  };
  CHECK(found({{'b', 1, "1"}, {'a', 1, "1"}, {'c', 1, "1"}, {'d', 1, "2"}}) == "bac");
  CHECK(found({{'d', 1, "2"}, {'b', 1, "1"}, {'a', 1, "1"}}) == "ba");
  CHECK(found({{'a', 1, "1"}, {'e', 1, "2"}, {'b', 1, "3"}, {'a', 1, "3"}, {'c', 1, "3"}}) ==
        "bac");
  CHECK(found({{'c', 1, ""}, {'a', 2, ""}, {'b', 1, ""}, {'d', 2, ""}}) == "ca");
}

}  // namespace primebench
