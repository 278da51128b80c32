#include "measure/memory_peak.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/group_memory.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMiB = 1 << 20;

/// A look takes 10 of its time.
struct FakeLooks {
  std::int64_t now_ns = 0;
  std::optional<std::uint64_t> bytes;

  MemoryPeak peak() {
    return {[this] {
              now_ns += 10;
              return bytes;
            },
            [this] { return now_ns; }};
  }
};

/// A process of the leader's group that has touched so much memory, and waits to be killed.
void hold(std::size_t bytes, int ready) {
  std::vector<char> memory(bytes, 1);
  write_all(ready, memory[bytes / 2] == 1 ? "x" : "", "the pipe");
  ::pause();
}

}  // namespace

TEST_CASE("the peak is the largest sum of the looks that lie in the time") {
  FakeLooks looks;
  MemoryPeak peak = looks.peak();
  for (const std::uint64_t bytes : {900U, 100U, 300U, 200U, 800U}) {
    looks.bytes = bytes;
    peak.sample();  // 0 to 10, 10 to 20, ...
  }
  CHECK(peak.between(0, 50) == 900);
  CHECK(peak.between(1, 49) == 300);
  CHECK(peak.between(30, 40) == 200);
  CHECK_FALSE(peak.between(31, 49).has_value());
}

TEST_CASE("a look that finds nobody counts for nothing") {
  FakeLooks looks;
  MemoryPeak peak = looks.peak();
  peak.sample();
  CHECK_FALSE(peak.between(0, 100).has_value());
}

TEST_CASE("there is no pause at first, and later one that grows") {
  FakeLooks looks;
  MemoryPeak peak = looks.peak();
  peak.sample();
  CHECK(peak.pause_ns() == 0);
  looks.now_ns = 1'000'000'000;
  peak.sample();
  CHECK(peak.pause_ns() == 1'000'000);
}

TEST_CASE("the memory of a group is that of all its processes") {
  const Pipe pipe = make_pipe();
  ChildProcess leader = ChildProcess::fork(
      [&] {
        const ChildProcess one = ChildProcess::fork([&] { hold(8 * kMiB, pipe.write_end.get()); });
        const ChildProcess other =
            ChildProcess::fork([&] { hold(16 * kMiB, pipe.write_end.get()); });
        ::pause();
      },
      ChildProcess::Group::kOwn);
  std::string ready(2, ' ');
  REQUIRE(read_full(pipe.read_end.get(), ready.data(), 2, "the pipe") == 2);
  const auto bytes = group_memory(leader.pid());
  const pid_t group = leader.pid();
  leader.kill_and_reap();
  if (!bytes)
    return test::not_run("this kernel has no /proc/PID/smaps_rollup");
  CHECK(*bytes >= 24 * kMiB);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::uint64_t kMost = 1024 * kMiB;  // It has much memory of its own.
#else
  constexpr std::uint64_t kMost = 48 * kMiB;
#endif
  CHECK(*bytes < kMost);
  reap_group(group);
}

TEST_CASE("those that have left the group, and their children, count once where they are to") {
  const Pipe pipe = make_pipe();
  ChildProcess leader = ChildProcess::fork(
      [&] {
        const ChildProcess stray = ChildProcess::fork(
            [&] {
              const ChildProcess child = ChildProcess::fork(
                  [&] { hold(16 * kMiB, pipe.write_end.get()); }, ChildProcess::Group::kOwn);
              hold(8 * kMiB, pipe.write_end.get());
            },
            ChildProcess::Group::kOwn);
        ::pause();
      },
      ChildProcess::Group::kOwn);
  std::string ready(2, ' ');
  REQUIRE(read_full(pipe.read_end.get(), ready.data(), 2, "the pipe") == 2);
  const auto without = group_memory(leader.pid());
  const auto with = group_memory(leader.pid(), Strays::kCount);
  leader.kill_and_reap();
  if (!with)
    return test::not_run("this kernel has no /proc/PID/smaps_rollup");
  CHECK(*with >= *without + 24 * kMiB);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(*with < 48 * kMiB);
#endif
}

TEST_CASE("a group without processes has no memory, not none of it") {
  ChildProcess child = ChildProcess::fork([] {}, ChildProcess::Group::kOwn);
  const pid_t group = child.pid();
  child.wait();
  CHECK_FALSE(group_memory(group).has_value());
}

TEST_CASE("the proportional size is read from its line") {
  CHECK(parse_proportional_bytes("55e8 [rollup]\nRss:  900 kB\nPss:       31 kB\n"
                                 "Pss_Anon: 7 kB\n") == 31 * 1024);
  CHECK_FALSE(parse_proportional_bytes("55e8 [rollup]\nRss: 900 kB\n").has_value());
  CHECK_FALSE(parse_proportional_bytes("\nPss:").has_value());
  CHECK_FALSE(parse_proportional_bytes("").has_value());
}

}  // namespace primebench
