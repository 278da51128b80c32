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
  CHECK(steps.answer() == 101 * 101);
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
    CHECK(steps.answer() == (n < 2 ? 0 : smallest_divisor(n)));
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
  CHECK(workload.run_task(0) == 17);
  CHECK(now_ns() - before >= 20'000'000);
}

TEST_CASE("the log records evenly spaced tasks with start, end and worker") {
  std::vector<TaskRecord> records(TaskLog::record_count(10, 2));
  REQUIRE(records.size() == 3);
  WorkerCount workers = 0;
  const Workload workload({17, 10, nanoseconds(0)}, fastest_kernel(), TaskLog(records, 2, workers));
  for (std::size_t task = 0; task < 10; ++task)
    CHECK(workload.run_task(task) == 17);
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
  CHECK(workload.run_task(0) == 17);
  CHECK(workers[0] == 1);
  std::jthread([&] { CHECK(workload.run_task(1) == 17); }).join();
  CHECK(workers[0] == 2);
  ChildProcess::fork([&] {
    for (const std::size_t task : {2U, 3U})
      (void)workload.run_task(task);
  }).wait();
  CHECK(workers[0] == 3);
  std::jthread([&] { CHECK(workload.run_task(4) == 17); }).join();
  CHECK(records[1].worker == 3);
}

TEST_CASE("a second log counts the same thread anew") {
  for (int batch = 0; batch < 2; ++batch) {
    WorkerCount workers = 0;
    const Workload workload({17, 1, nanoseconds(0)}, fastest_kernel(), TaskLog({}, 0, workers));
    CHECK(workload.run_task(0) == 17);
    CHECK(workers == 1);
  }
}

TEST_CASE("a task answers with the smallest divisor, whichever way it is run") {
  InterpreterLock lock;
  const std::pair<std::uint64_t, Answer> kAnswers[] = {{0, 0},
                                                       {1, 0},
                                                       {2, 2},
                                                       {3, 3},
                                                       {4, 2},
                                                       {49, 7},
                                                       {91, 7},
                                                       {97, 97},
                                                       {101 * 103, 101},
                                                       {1000003, 1000003},
                                                       {4292870399U, 65519},
                                                       {3486784401U, 3}};
  for (const auto& [of, answer] : kAnswers) {
    const std::uint64_t number = of;  // clang 14 captures no structured binding.
    CAPTURE(number);
    const TaskBatch batch{number, 1, nanoseconds(0)};
    const TaskBatch waiting{number, 1, nanoseconds(1)};
    CHECK(Workload(batch, fastest_kernel()).run_task(0) == answer);
    CHECK(Workload(waiting, fastest_kernel()).run_task(0) == answer);
    CHECK(Workload(batch, fastest_kernel(), {}, &lock).run_task(0) == answer);
    CHECK(expected_result(batch) == BatchResult{1, answer});
  }
}

TEST_CASE("what a batch must come to is the sum over its tasks") {
  for (const std::uint64_t number : {0U, 17U, 91U}) {
    for (const std::size_t tasks : {1U, 2U, 3U, 100U, 1001U}) {
      const TaskBatch batch{number, tasks, nanoseconds(0)};
      const Workload workload(batch, fastest_kernel());
      BatchResult result;
      for (std::size_t task = 0; task < tasks; ++task)
        result.add(task, workload.run_task(task));
      CHECK(result == expected_result(batch));
    }
  }
}

TEST_CASE("what unequal tasks must come to is the sum over them, and tells orders apart") {
  const auto come_to = [](const TaskBatch& batch) {
    const Workload workload(batch, fastest_kernel());
    const Workload copy = workload;
    BatchResult result;
    for (std::size_t task = 0; task < batch.tasks; ++task)
      result.add(task, task % 2 == 0 ? workload.run_task(task) : copy.run_task(task));
    return result;
  };
  TaskBatch batch = {.number = 1'000'003, .tasks = 700, .mix = parse_mix("", "exponential")};
  const BatchResult random = come_to(batch);
  CHECK(random == expected_result(batch));
  batch.seed = 2;
  CHECK(come_to(batch) == expected_result(batch));
  CHECK(expected_result(batch) != random);
  batch.order = TaskOrder::kAscending;
  CHECK(come_to(batch) == expected_result(batch));
  CHECK(expected_result(batch) != random);
}

TEST_CASE("the steps of unequal tasks are those that the mix asks for") {
  const Workload workload({.number = 1'000'003,
                           .tasks = 4,
                           .mix = parse_mix("", "bimodal:0.25"),
                           .order = TaskOrder::kDescending},
                          fastest_kernel());
  // Three tasks of one and one of ten: 13 in all, and a root of 1000 in the mean.
  CHECK(workload.steps(0) == doctest::Approx(1000 * 4 * 10.0 / 13).epsilon(0.01));
  CHECK(workload.steps(3) == doctest::Approx(1000 * 4 / 13.0).epsilon(0.01));
}

TEST_CASE("a batch of which a task would need more than 64 bits is refused") {
  TaskBatch batch = {.number = kLargestPrime, .tasks = 8, .mix = parse_mix("", "pareto:1.5")};
  CHECK_THROWS_WITH_AS(check_sizes(batch), doctest::Contains("use a smaller --prime"), Error);
  batch.number = 1'000'003;
  check_sizes(batch);
  batch = {.number = kLargestPrime, .tasks = 8};
  check_sizes(batch);
}

TEST_CASE("a lost, repeated, swapped or wrong task changes the result, whatever the answers") {
  for (const Answer odd : {Answer{2}, Answer{7}, Answer{17}, kLargestPrime}) {
    CAPTURE(odd);
    const Answer even = odd + 9;  // What every second task answers.
    const auto answer = [&](std::size_t task) { return task % 2 == 0 ? even : odd; };
    constexpr std::size_t kTasks = 50;
    BatchResult right;
    for (std::size_t task = 0; task < kTasks; ++task)
      right.add(task, answer(task));
    for (std::size_t a = 0; a < kTasks; ++a) {
      const auto without = [&](std::size_t task) {
        BatchResult result = right;
        --result.tasks;
        result.sum -= answer(task) * (2 * task + 1);
        return result;
      };
      CHECK(without(a) != right);
      BatchResult repeated = right;
      repeated.add(a, answer(a));
      CHECK(repeated != right);
      BatchResult wrong = without(a);
      wrong.add(a, answer(a) + 1);
      CHECK(wrong != right);
      for (std::size_t b = 0; b < kTasks; ++b) {
        if (a == b)
          continue;
        BatchResult in_place = without(a);
        in_place.add(b, answer(b));
        CHECK(in_place.tasks == right.tasks);
        CHECK(in_place.sum != right.sum);
        if (answer(a) == answer(b))
          continue;
        BatchResult swapped = right;
        swapped.sum +=
            (answer(b) - answer(a)) * (2 * a + 1) + (answer(a) - answer(b)) * (2 * b + 1);
        CHECK(swapped.sum != right.sum);
      }
    }
  }
}

TEST_CASE("parts of a batch add up to the whole, in any order") {
  BatchResult whole;
  BatchResult odd;
  BatchResult even;
  for (std::size_t task = 0; task < 9; ++task) {
    whole.add(task, 3 * task);
    (task % 2 == 0 ? even : odd).add(task, 3 * task);
  }
  odd.add(even);
  CHECK(odd == whole);
}

}  // namespace primebench
