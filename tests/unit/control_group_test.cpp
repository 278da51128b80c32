#include "sys/control_group.hpp"

#include <doctest/doctest.h>

#include "support/fake_system.hpp"

namespace primebench {
namespace {

using test::FakeSystem;
using test::kV1CpuMount;
using test::kV2Mount;

ControlGroups groups_of(FakeSystem& system, std::string_view controller = "cpu") {
  return control_groups(controller, system.root());
}

}  // namespace

TEST_CASE("a group and all its ancestors are named once, innermost first") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.in_group("0::/a/b");
  system.make_group("sys/fs/cgroup/a/b");
  const ControlGroups groups = groups_of(system);
  REQUIRE(groups.directories.size() == 3);
  CHECK(groups.directories.front() == system.root() / "sys/fs/cgroup/a/b");
  CHECK(groups.directories.back() == system.root() / "sys/fs/cgroup");
  CHECK(groups.unified);
  CHECK(groups.complete);
}

TEST_CASE("a process in the root of its hierarchy is in one group") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.in_group("0::/");
  system.make_group("sys/fs/cgroup");
  CHECK(groups_of(system).directories.size() == 1);
  CHECK(groups_of(system).complete);
}

TEST_CASE("a controller of a hierarchy of version 1 is not looked for in version 2") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.mount(kV1CpuMount);
  system.in_group("4:cpu,cpuacct:/one");
  system.in_group("0::/two");
  system.make_group("sys/fs/cgroup/cpu/one");
  system.make_group("sys/fs/cgroup/two");
  system.file("sys/fs/cgroup/cpu/release_agent", "");
  const ControlGroups cpu = groups_of(system);
  REQUIRE(cpu.directories.size() == 2);
  CHECK(cpu.directories.front() == system.root() / "sys/fs/cgroup/cpu/one");
  CHECK_FALSE(cpu.unified);
  CHECK(cpu.complete);
  CHECK(groups_of(system, "memory").directories.front() == system.root() / "sys/fs/cgroup/two");
}

TEST_CASE("in a namespace whose mount begins above it, this process's number tells the group") {
  FakeSystem system;
  system.mount("30 23 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
  system.make_group("sys/fs/cgroup/x/other");
  system.make_group("sys/fs/cgroup/y/other");
  SUBCASE("the namespace's own root") {
    system.in_group("0::/");
    system.make_group("sys/fs/cgroup/y/ours", true);
    const ControlGroups groups = groups_of(system);
    REQUIRE(groups.directories.size() == 3);
    CHECK(groups.directories.front() == system.root() / "sys/fs/cgroup/y/ours");
    CHECK(groups.complete);
  }
  SUBCASE("a group below it") {
    system.in_group("0::/job");
    system.make_group("sys/fs/cgroup/y/ours/job", true);
    const ControlGroups groups = groups_of(system);
    REQUIRE(groups.directories.size() == 4);
    CHECK(groups.directories.front() == system.root() / "sys/fs/cgroup/y/ours/job");
  }
  SUBCASE("a group beside the namespace") {
    system.in_group("0::/../beside");
    system.make_group("sys/fs/cgroup/y/beside", true);
    const ControlGroups groups = groups_of(system);
    REQUIRE(groups.directories.size() == 3);
    CHECK(groups.directories.front() == system.root() / "sys/fs/cgroup/y/beside");
  }
  SUBCASE("a group that does not have it") {
    system.in_group("0::/");
    CHECK(groups_of(system).directories.empty());
    CHECK_FALSE(groups_of(system).complete);
  }
}

TEST_CASE("what lies above a container's own group is said to be unseen") {
  FakeSystem system;
  system.file("sys/fs/cgroup/cgroup.events", "populated 1\n");  // A group that has a parent.
  SUBCASE("mounted from inside") {
    system.mount(kV2Mount);
    system.in_group("0::/job");
  }
  SUBCASE("mounted from outside") {
    system.mount("30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    system.in_group("0::/docker/abc/job");
  }
  system.make_group("sys/fs/cgroup/job");
  const ControlGroups groups = groups_of(system);
  CHECK(groups.directories.size() == 2);
  CHECK_FALSE(groups.complete);
}

TEST_CASE("of several mounts the one that shows most is used") {
  FakeSystem system;
  system.mount("30 23 0:26 /a /mnt/part rw - cgroup2 cgroup2 rw");
  system.mount("31 23 0:26 /other /mnt/other rw - cgroup2 cgroup2 rw");
  system.mount("32 23 0:26 / /mnt/with\\040blank rw - cgroup2 cgroup2 rw");
  system.in_group("0::/a");
  system.make_group("mnt/part");
  system.make_group("mnt/other");
  system.make_group("mnt/with blank/a");
  CHECK(groups_of(system).directories.front() == system.root() / "mnt/with blank/a");
}

TEST_CASE("a hierarchy that is mounted nowhere, or covered by another mount, is unseen") {
  FakeSystem system;
  system.in_group("0::/a");
  CHECK_FALSE(groups_of(system).complete);
  system.mount(kV2Mount);  // And there is no such directory.
  CHECK_FALSE(groups_of(system).complete);
  CHECK(groups_of(system).directories.empty());
}

TEST_CASE("without control groups nothing is unseen, without /proc everything is") {
  FakeSystem system;
  CHECK(groups_of(system).complete);
  CHECK(groups_of(system).directories.empty());
  const test::TempDir empty;
  CHECK_FALSE(control_groups("cpu", empty.path()).complete);
}

}  // namespace primebench
