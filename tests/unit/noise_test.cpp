#include "sys/noise.hpp"

#include <doctest/doctest.h>

#include "measure/machine.hpp"

namespace primebench {

TEST_CASE("throttled time is read from both versions of cpu.stat") {
  CHECK(parse_throttled_ns("usage_usec 5\nnr_throttled 2\nthrottled_usec 30\n") == 30'000);
  CHECK(parse_throttled_ns("nr_periods 0\nnr_throttled 0\nthrottled_time 77\n") == 77);
  CHECK(parse_throttled_ns("") == 0);
  CHECK(parse_throttled_ns("garbage") == 0);
}

TEST_CASE("steal is the eighth number of the first line of /proc/stat") {
  CHECK(parse_steal_ticks("cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 1 1 1 1 1 1 99\n") == 8);
  CHECK(parse_steal_ticks("cpu  1 2 3\n") == 0);
  CHECK(parse_steal_ticks("intr 1\n") == 0);
  CHECK(parse_steal_ticks("") == 0);
}

TEST_CASE("machine facts are harmless in a spreadsheet") {
  CHECK(recorded_text("AMD EPYC 7B13   64-Core") == "AMD EPYC 7B13 64-Core");
  CHECK(recorded_text("=cmd|'/c calc'!A1") == "_cmd__/c calc__A1");
  CHECK(recorded_text("+x") == "_+x");
  CHECK(recorded_text("a,b\"c\nd") == "a_b_c_d");
  CHECK(recorded_text("") == "unknown");
  CHECK(recorded_text("   ") == "unknown");
  const Machine machine = this_machine();
  CHECK(machine.cpus >= 1);
  CHECK(machine.os.starts_with("Linux "));
  CHECK(machine.version == PRIMEBENCH_VERSION);
}

}  // namespace primebench
