#include "workload/workload.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "sys/child.hpp"
#include "sys/shared_memory.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

std::vector<std::pair<std::uint64_t, std::uint64_t>> asked;

/// Notes the ranges that it is given; nothing divides.
constexpr Kernel kNoting = {
    .name = "noting",
    .needs = "",
    .supported = []() noexcept { return true; },
    .find_divisor = [](std::uint64_t, std::uint64_t first, std::uint64_t last) -> std::uint64_t {
      asked.emplace_back(first, last);
      return 0;
    }};

}  // namespace

TEST_CASE("a task without delay divides the whole range at once and never waits") {
  asked.clear();
  const Workload workload({101 * 101, 1, nanoseconds(0)}, kNoting);
  TaskSteps steps(workload, 0);
  CHECK_FALSE(steps.advance());
  CHECK(steps.prime());
  CHECK(asked == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{2, 101}});
}

TEST_CASE("a task with a delay waits before, after a third, after half and at the end") {
  asked.clear();
  const Workload workload({1000003, 1, milliseconds(1)}, kNoting);  // Divisors 2 to 1000.
  TaskSteps steps(workload, 0);
  int waits = 0;
  while (steps.advance()) {
    ++waits;
    CHECK(asked.size() == static_cast<std::size_t>(waits - 1));
  }
  CHECK(waits == kIoWaits);
  CHECK(asked ==
        std::vector<std::pair<std::uint64_t, std::uint64_t>>{{2, 334}, {335, 500}, {501, 1000}});
}

TEST_CASE("a task of any number waits four times, however small or composite it is") {
  for (const std::uint64_t n : {0U, 1U, 2U, 3U, 4U, 5U, 8U, 9U, 10U, 15U, 16U, 17U, 1000000U}) {
    CAPTURE(n);
    const Workload workload({n, 1, nanoseconds(1)}, fastest_kernel());
    TaskSteps steps(workload, 0);
    int waits = 0;
    while (steps.advance())
      ++waits;
    CHECK(waits == kIoWaits);
    CHECK(steps.prime() == is_prime(n));
  }
}

TEST_CASE("every divisor from 2 to the root is tried once, with and without a delay") {
  for (std::uint64_t n = 0; n < 2000; ++n) {
    for (const int delay : {0, 1}) {
      asked.clear();
      const Workload workload({n, 1, nanoseconds(delay)}, kNoting);
      TaskSteps steps(workload, 0);
      while (steps.advance()) {
      }
      std::uint64_t next = 2;
      for (const auto& [first, last] : asked) {
        if (first > last)
          continue;
        REQUIRE(first == next);
        next = last + 1;
      }
      REQUIRE(next == std::max<std::uint64_t>(integer_sqrt(n) + 1, 2));
    }
  }
}

TEST_CASE("a waiting task takes at least four times its delay") {
  const Workload workload({17, 1, milliseconds(5)}, fastest_kernel());
  const std::int64_t before = now_ns();
  CHECK(workload.run_task(0));
  CHECK(now_ns() - before >= 20'000'000);
}

TEST_CASE("the log records evenly spaced tasks with start, end and worker") {
  std::vector<TaskRecord> records(TaskLog::record_count(10, 2));
  REQUIRE(records.size() == 3);
  WorkerCount workers = 0;
  const Workload workload({17, 10, nanoseconds(0)}, fastest_kernel(), TaskLog(records, 2, workers));
  for (std::size_t task = 0; task < 10; ++task)
    CHECK(workload.run_task(task));
  for (const TaskRecord& record : records) {
    CHECK(record.begun == 1);
    CHECK(record.start_ns > 0);
    CHECK(record.end_ns >= record.start_ns);
    CHECK(record.worker == 0);
  }
  CHECK(workers == 1);
}

TEST_CASE("every worker is counted, also one whose tasks are not recorded") {
  std::vector<TaskRecord> records(TaskLog::record_count(8, 2));
  const SharedArray<WorkerCount> workers(1);
  const Workload workload({17, 8, nanoseconds(0)}, fastest_kernel(),
                          TaskLog(records, 2, workers[0]));
  CHECK(workload.run_task(0));
  CHECK(workers[0] == 1);
  std::jthread([&] { CHECK(workload.run_task(1)); }).join();
  CHECK(workers[0] == 2);
  ChildProcess::fork([&] {
    for (const std::size_t task : {2U, 3U})
      (void)workload.run_task(task);
  }).wait();
  CHECK(workers[0] == 3);
  std::jthread([&] { CHECK(workload.run_task(4)); }).join();
  CHECK(records[1].worker == 3);
}

TEST_CASE("a second log counts the same thread anew") {
  for (int batch = 0; batch < 2; ++batch) {
    WorkerCount workers = 0;
    const Workload workload({17, 1, nanoseconds(0)}, fastest_kernel(), TaskLog({}, 0, workers));
    CHECK(workload.run_task(0));
    CHECK(workers == 1);
  }
}

}  // namespace primebench
