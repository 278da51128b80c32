#include "measure/data_memory.hpp"

#include <doctest/doctest.h>

#include <span>

#include "modes/machines.hpp"
#include "modes/table.hpp"

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

}  // namespace
}  // namespace primebench
