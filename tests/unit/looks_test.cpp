#include "cli/looks.hpp"

#include <doctest/doctest.h>

#include <array>

namespace primebench {

TEST_CASE("counters that were scaled, or lack the kernel's part, are told of once for all") {
  std::array<CounterValues, 3> counters;
  CHECK(notices_of(counters).empty());
  counters[1].scaled = true;
  counters[2].scaled = true;
  REQUIRE(notices_of(counters).size() == 1);
  CHECK(notices_of(counters)[0].find("scaled to the whole time") != std::string::npos);
  counters[0].user_only = true;
  REQUIRE(notices_of(counters).size() == 2);
  CHECK(notices_of(counters)[1].find("kernel.perf_event_paranoid") != std::string::npos);
}

}  // namespace primebench
