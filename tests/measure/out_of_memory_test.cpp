#include "sys/out_of_memory.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "support/fake_system.hpp"
#include "sys/child.hpp"
#include "sys/shared_memory.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

using test::FakeSystem;

}  // namespace

TEST_CASE("kills are counted by this process's group, in either version, or by the machine") {
  FakeSystem system;
  CHECK_FALSE(KillCount(system.root()).read().has_value());
  system.file("proc/vmstat", "nr_free_pages 5\noom_kill 7\n");
  CHECK(KillCount(system.root()).read() == 7);
  SUBCASE("version 2") {
    system.mount(test::kV2Mount);
    system.in_group("0::/a");
    system.make_group("sys/fs/cgroup/a");
    system.file("sys/fs/cgroup/a/memory.events", "oom 9\noom_kill 3\noom_group_kill 0\n");
    CHECK(KillCount(system.root()).read() == 3);
  }
  SUBCASE("version 1") {
    system.mount("31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
    system.in_group("4:memory:/a");
    system.make_group("sys/fs/cgroup/memory/a");
    system.file("sys/fs/cgroup/memory/a/memory.oom_control",
                "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n");
    CHECK(KillCount(system.root()).read() == 4);
  }
}

TEST_CASE("the message names the lowest limit, its file and what to do") {
  FakeSystem system;
  system.mount(test::kV2Mount);
  system.in_group("0::/a/b");
  system.make_group("sys/fs/cgroup/a/b");
  CHECK(killed_meanwhile(2, 3, system.root()) ==
        "; meanwhile the kernel killed 1 process for lack of memory: the machine has no more; "
        "use a smaller --pool or fewer --runs");
  system.file("sys/fs/cgroup/a/memory.max", "67108864\n");
  system.file("sys/fs/cgroup/a/b/memory.max", "max\n");
  const std::string file = (system.root() / "sys/fs/cgroup/a/memory.max").string();
  CHECK(killed_meanwhile(2, 4, system.root()) ==
        "; meanwhile the kernel killed 2 processes for lack of memory: " + file +
            " allows 64.0 MiB; use a smaller --pool, fewer --runs or a higher limit");
}

TEST_CASE("without a kill, or without a count, there is no message") {
  FakeSystem system;
  CHECK(killed_meanwhile(2, 2, system.root()).empty());
  CHECK(killed_meanwhile(3, 2, system.root()).empty());
  CHECK(killed_meanwhile(std::nullopt, 2, system.root()).empty());
  CHECK(killed_meanwhile(2, std::nullopt, system.root()).empty());
}

TEST_CASE("a process that is to be killed first has a higher score than its parent") {
  const auto score = [] {
    return std::stoi(system_file("/proc/self/oom_score_adj").value_or("0"));
  };
  const SharedArray<int> of_child(1);
  ChildProcess child = ChildProcess::fork([&] {
    be_killed_first();
    of_child[0] = score();
  });
  CHECK(child.wait().clean());
  CHECK(of_child[0] == std::min(score() + 500, 1'000));
}

}  // namespace primebench
