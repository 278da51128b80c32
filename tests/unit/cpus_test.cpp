#include "sys/cpus.hpp"

#include <doctest/doctest.h>

#include "support/fake_system.hpp"

namespace primebench {
namespace {

using test::FakeSystem;
using test::kV1CpuMount;
using test::kV2Mount;

CpuQuota quota_of(FakeSystem& system) { return cpu_quota(system.root()); }

}  // namespace

TEST_CASE("cpu.max is a quota and a period, or max, or not understood") {
  CHECK(parse_cpu_max("150000 100000\n").milli == 1500);
  CHECK(parse_cpu_max("50000 100000").milli == 500);
  CHECK(parse_cpu_max("1000 1000000").milli == 1);
  CHECK(parse_cpu_max("33333 100000").milli == 333);
  CHECK_FALSE(parse_cpu_max("max 100000\n").milli.has_value());
  CHECK(parse_cpu_max("max 100000\n").known);
  for (const char* const text : {"", "100000", "-5 100000", "100000 0", "some 100000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_cpu_max(text).milli.has_value());
    CHECK_FALSE(parse_cpu_max(text).known);
  }
}

TEST_CASE("the quota is rounded up and never exceeds the affinity mask") {
  CHECK(usable_cpus(8, std::nullopt) == 8);
  CHECK(usable_cpus(8, 1500) == 2);
  CHECK(usable_cpus(8, 2000) == 2);
  CHECK(usable_cpus(8, 2001) == 3);
  CHECK(usable_cpus(8, 100) == 1);
  CHECK(usable_cpus(2, 64'000) == 2);
  CHECK(usable_cpus(0, std::nullopt) == 1);
}

TEST_CASE("the smallest cpu.max of a v2 group and its ancestors counts") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.in_group("0::/a/b/c");
  system.make_group("sys/fs/cgroup/a/b/c");
  system.file("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  system.file("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  system.file("sys/fs/cgroup/a/b/c/cpu.max", "400000 100000\n");
  CHECK(quota_of(system).milli == 1500);
  CHECK(quota_of(system).group == system.root() / "sys/fs/cgroup/a");
}

TEST_CASE("a v1 quota counts, and -1 is none") {
  FakeSystem system;
  system.mount(kV1CpuMount);
  system.in_group("4:cpu,cpuacct:/jobs/one");
  system.make_group("sys/fs/cgroup/cpu/jobs/one");
  system.file("sys/fs/cgroup/cpu/release_agent", "\n");
  system.file("sys/fs/cgroup/cpu/jobs/one/cpu.cfs_quota_us", "-1\n");
  system.file("sys/fs/cgroup/cpu/jobs/one/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(quota_of(system).milli.has_value());
  CHECK(quota_of(system).known);
  system.file("sys/fs/cgroup/cpu/jobs/cpu.cfs_quota_us", "250000\n");
  system.file("sys/fs/cgroup/cpu/jobs/cpu.cfs_period_us", "100000\n");
  CHECK(quota_of(system).milli == 2500);
}

TEST_CASE("a v1 cpuset hierarchy is not taken for the cpu one") {
  FakeSystem system;
  system.mount("31 23 0:27 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset");
  system.in_group("4:cpuset:/");
  system.make_group("sys/fs/cgroup/cpuset");
  system.file("sys/fs/cgroup/cpuset/cpu.cfs_quota_us", "100000\n");
  system.file("sys/fs/cgroup/cpuset/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(quota_of(system).milli.has_value());
  CHECK(quota_of(system).known);
}

TEST_CASE("a container's own quota is known, that it has none is not") {
  FakeSystem system;
  system.mount("30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
  system.in_group("0::/docker/abc/job");
  system.make_group("sys/fs/cgroup/job");
  system.file("sys/fs/cgroup/cgroup.events", "populated 1\n");
  system.file("sys/fs/cgroup/cpu.max", "max 100000\n");
  CHECK_FALSE(quota_of(system).known);
  system.file("sys/fs/cgroup/cpu.max", "200000 100000\n");
  CHECK(quota_of(system).milli == 2000);
  CHECK(quota_of(system).known);
}

TEST_CASE("a group outside of what is mounted has an unknown quota, not that of the mount") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.in_group("0::/../../elsewhere");
  system.make_group("sys/fs/cgroup");
  system.file("sys/fs/cgroup/cpu.max", "100000 100000\n");
  CHECK_FALSE(quota_of(system).milli.has_value());
  CHECK_FALSE(quota_of(system).known);
}

TEST_CASE("a quota that cannot be understood is unknown") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.in_group("0::/a");
  system.make_group("sys/fs/cgroup/a");
  system.file("sys/fs/cgroup/a/cpu.max", "plenty\n");
  CHECK_FALSE(quota_of(system).known);
}

TEST_CASE("a system without control groups has no quota") {
  FakeSystem system;
  CHECK(quota_of(system).known);
  CHECK_FALSE(quota_of(system).milli.has_value());
}

TEST_CASE("this process may use at least one CPU") {
  CHECK(affinity_cpus() >= 1);
  CHECK(usable_cpus() >= 1);
  CHECK(usable_cpus() <= affinity_cpus());
}

}  // namespace primebench
