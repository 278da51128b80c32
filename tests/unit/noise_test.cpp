#include "sys/noise.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include "support/fake_system.hpp"

namespace primebench {
namespace {

using test::FakeSystem;
using test::kV2Mount;

/// In group /a/b, of which /a has the tighter quota.
void limit(FakeSystem& system) {
  system.mount(kV2Mount);
  system.in_group("0::/a/b");
  system.make_group("sys/fs/cgroup/a/b");
  system.file("sys/fs/cgroup/a/cpu.max", "50000 100000\n");
  system.file("sys/fs/cgroup/a/b/cpu.max", "90000 100000\n");
  system.file("sys/fs/cgroup/a/cpu.stat", "nr_periods 9\nnr_throttled 4\nthrottled_usec 30\n");
  system.file("sys/fs/cgroup/a/b/cpu.stat", "nr_periods 9\nnr_throttled 1\nthrottled_usec 500\n");
}

}  // namespace

TEST_CASE("throttled time is read from both versions of cpu.stat") {
  CHECK(parse_throttled_ns("usage_usec 5\nnr_throttled 2\nthrottled_usec 30\n") == 30'000);
  CHECK(parse_throttled_ns("nr_periods 0\nnr_throttled 0\nthrottled_time 77\n") == 77);
  CHECK_FALSE(parse_throttled_ns("").has_value());
  CHECK_FALSE(parse_throttled_ns("garbage").has_value());
  CHECK_FALSE(parse_throttled_ns("throttled_usec\n").has_value());
}

TEST_CASE("steal is the eighth number of the first line of /proc/stat") {
  CHECK(parse_steal_ticks("cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 1 1 1 1 1 1 99\n") == 8);
  CHECK_FALSE(parse_steal_ticks("cpu  1 2 3\n").has_value());
  CHECK_FALSE(parse_steal_ticks("cpu\n").has_value());
  CHECK_FALSE(parse_steal_ticks("intr 1\n").has_value());
  CHECK_FALSE(parse_steal_ticks("").has_value());
}

TEST_CASE("throttling is that of the group with the tightest quota, and no sum") {
  FakeSystem system;
  limit(system);
  const NoiseMeter meter(system.root());
  const Noise before = meter.read();
  CHECK(before.throttled_ns == 30'000);
  system.file("sys/fs/cgroup/a/cpu.stat", "nr_periods 12\nnr_throttled 6\nthrottled_usec 90\n");
  const Noise between = noise_between(before, meter.read());
  CHECK(between.throttled_ns == 60'000);
  CHECK(between.periods == 3);
  CHECK(between.throttled_periods == 2);
}

TEST_CASE("without a quota nothing is throttled, with one that cannot be seen it is unknown") {
  FakeSystem none;
  CHECK(NoiseMeter(none.root()).read().throttled_ns == 0);
  FakeSystem unseen;
  unseen.in_group("0::/a");
  CHECK_FALSE(NoiseMeter(unseen.root()).read().throttled_ns.has_value());
}

TEST_CASE("stolen time is counted in ticks of the machine, and unknown without /proc/stat") {
  FakeSystem system;
  CHECK_FALSE(NoiseMeter(system.root()).read().stolen_ns.has_value());
  system.file("proc/stat", "cpu  1 2 3 4 5 6 7 8 9 10\n");
  const auto tick_ns = static_cast<std::uint64_t>(1'000'000'000 / ::sysconf(_SC_CLK_TCK));
  CHECK(NoiseMeter(system.root()).read().stolen_ns == 8 * tick_ns);
}

TEST_CASE("a counter that was set back adds nothing, an unknown one stays unknown") {
  const Noise high{.stolen_ns = 9, .throttled_ns = {}, .periods = 5, .throttled_periods = {}};
  const Noise low{.stolen_ns = 4, .throttled_ns = 3, .periods = 7, .throttled_periods = {}};
  const Noise between = noise_between(high, low);
  CHECK(between.stolen_ns == 0);
  CHECK(between.periods == 2);
  CHECK_FALSE(between.throttled_ns.has_value());
  CHECK_FALSE(between.throttled_periods.has_value());
}

}  // namespace primebench
