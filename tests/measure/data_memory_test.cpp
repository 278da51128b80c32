#include "measure/data_memory.hpp"

#include <doctest/doctest.h>

#include <span>

#include "modes/machines.hpp"
#include "modes/table.hpp"
#include "support/fake_system.hpp"
#include "sys/limits.hpp"

namespace primebench {
namespace {

Configuration of(std::string_view mode, std::size_t runs, std::size_t pool) {
  Configuration configuration;
  configuration.mode = find_mode(mode);
  configuration.runs = runs;
  configuration.pool = pool;
  return configuration;
}

TEST_CASE("workers take memory by their number and kind, and a coroutine is a task") {
  CHECK(worker_bytes(of("sequential", 1'000'000, 0)) == 0);
  CHECK(worker_bytes(of("thread-pool", 8, 4096)) == 4096 * 20'000);
  CHECK(worker_bytes(of("multiprocessing-pool", 8, 4096)) == 4096 * 90'000);
  CHECK(worker_bytes(of("threaded", 30'000, 0)) == 30'000 * 20'000);
  CHECK(worker_bytes(of("multiprocessing", 30'000, 0)) == 0);  // They end as they come.
  CHECK(worker_bytes(of("asyncio", 10'000'000, 0)) == 6'000'000'000);
}

TEST_CASE("ranks take memory on this machine, and on others nobody knows what there is") {
  ModeSpec ranks;
  ranks.workers = Workers::kPool;
  ranks.spans_machines = true;
  Configuration configuration = of("sequential", 100, 64);
  configuration.mode = &ranks;
  Machines machines;
  configuration.machines = &machines;
  CHECK(worker_bytes(configuration) == 64 * 4'000'000);
  machines.hosts.push_back({});
  CHECK(worker_bytes(configuration) == 0);
}

TEST_CASE("what any machine has is asked nothing for, and what none has is refused") {
  const Configuration plan[] = {of("multiprocessing-pool", 8, 64),
                                of("asyncio", 1'000'000'000'000, 0)};
  CHECK_NOTHROW(require_memory(std::span(plan).first(1)));
  CHECK_THROWS_WITH(require_memory(plan),
                    doctest::Contains("asyncio with 1000000000000 tasks takes at least 5"));
}

TEST_CASE("workers and the data of their tasks have to find room together") {
  Configuration configuration = of("thread-pool", 1000, 1000);
  configuration.payload = 10'000;
  const std::uint64_t workers = worker_bytes(configuration);
  const std::uint64_t data = data_bytes(configuration);
  CHECK_NOTHROW(require_within(configuration, {"limit", workers + data}));
  CHECK_THROWS_WITH(require_within(configuration, {"limit", workers + data - 1}),
                    doctest::Contains("together more than the"));
  CHECK_THROWS_WITH(require_within(configuration, {"limit", workers - 1}),
                    doctest::Contains("thread-pool with 1000 tasks and --pool 1000 takes at"));
}

TEST_CASE("of a control group's limit there is what others in it have not taken for good") {
  test::FakeSystem system;
  system.mount(test::kV2Mount);
  system.in_group("0::/a/b");
  const std::string group = "sys/fs/cgroup/a";
  system.make_group(group + "/b", true);
  system.file(group + "/memory.max", "8000000\n");
  const auto left = [&] { return available_memory(system.root())->value; };
  CHECK(left() == 8'000'000);
  system.file(group + "/memory.current", "5000000\n");
  CHECK(left() == 3'000'000);
  system.file(group + "/memory.stat", "anon 9\ninactive_file 1000000\nactive_file 500000\n");
  CHECK(left() == 4'500'000);
  CHECK(available_memory(system.root())->name.ends_with("a/memory.max"));
  system.file(group + "/memory.current", "9900000\n");
  CHECK(left() == 0);
}

TEST_CASE("likewise in version 1, whose own numbers leave groups below out") {
  test::FakeSystem system;
  system.mount("31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
  system.in_group("4:memory:/a");
  const std::string group = "sys/fs/cgroup/memory/a";
  system.make_group(group, true);
  system.file(group + "/memory.limit_in_bytes", "8000000\n");
  system.file(group + "/memory.usage_in_bytes", "5000000\n");
  system.file(group + "/memory.stat", "inactive_file 7\ntotal_inactive_file 1000000\n");
  CHECK(available_memory(system.root())->value == 4'000'000);
}

}  // namespace
}  // namespace primebench
