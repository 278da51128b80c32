#include "measure/task_summary.hpp"

#include <doctest/doctest.h>

namespace primebench {
namespace {

TaskTrace task(std::size_t worker, std::int64_t start_ns, std::int64_t end_ns) {
  return {.task = 0, .worker = worker, .start_ns = start_ns, .end_ns = end_ns};
}

}  // namespace

TEST_CASE("the summary has the median, the longest task, the workers and the most at once") {
  const TaskSummary summary =
      summarise_tasks({task(0, 0, 10), task(1, 5, 25), task(0, 10, 40), task(1, 30, 31)}, 2, true);
  CHECK(summary.p50_ns == 10);
  CHECK(summary.max_ns == 30);
  CHECK(summary.workers == 2);
  CHECK(summary.max_parallel == 2U);
  CHECK_FALSE(summary.p99_ns.has_value());
}

TEST_CASE("a task that begins when another ends does not run beside it") {
  CHECK(summarise_tasks({task(0, 0, 10), task(0, 10, 20)}, 2, true).max_parallel == 1U);
  CHECK(summarise_tasks({task(0, 0, 11), task(1, 10, 20)}, 2, true).max_parallel == 2U);
  CHECK(summarise_tasks({task(0, 5, 5), task(1, 5, 5)}, 2, true).max_parallel == 2U);
}

TEST_CASE("a sample of the tasks says nothing of tasks at once") {
  const TaskSummary summary = summarise_tasks({task(0, 0, 10), task(1, 5, 25)}, 7, false);
  CHECK(summary.max_ns == 20);
  CHECK(summary.workers == 7);
  CHECK_FALSE(summary.max_parallel.has_value());
}

TEST_CASE("the 99th percentile appears with 100 tasks and is the nearest rank") {
  std::vector<TaskTrace> tasks;
  for (std::int64_t i = 1; i <= 99; ++i)
    tasks.push_back(task(0, 0, i));
  CHECK_FALSE(summarise_tasks(tasks, 1, true).p99_ns.has_value());
  tasks.push_back(task(0, 0, 100));
  CHECK(summarise_tasks(tasks, 1, true).p99_ns == 99U);
  CHECK(summarise_tasks(tasks, 1, true).p50_ns == 50);
}

TEST_CASE("a task that ran twice, never, or did not end is a defect of the log") {
  std::vector<TaskRecord> records(3);
  for (TaskRecord& record : records) {
    record.begun = 1;
    record.start_ns = 1;
    record.end_ns = 2;
  }
  CHECK(find_log_defect(records, 0).empty());
  records[1].begun = 2;
  CHECK(find_log_defect(records, 4) == "task 16 was run 2 times");
  records[1].begun = 0;
  CHECK(find_log_defect(records, 0) == "task 1 was run 0 times");
  records[1].begun = 1;
  records[2].end_ns = 0;
  CHECK(find_log_defect(records, 0) == "task 2 was begun and never ended");
}

TEST_CASE("the trace names each task by its place in the batch") {
  std::vector<TaskRecord> records(3);
  records[1].worker = 5;
  records[1].start_ns = 10;
  records[1].end_ns = 30;
  const std::vector<TaskTrace> trace = trace_of(records, 2);
  REQUIRE(trace.size() == 3);
  CHECK(trace[1].task == 4);
  CHECK(trace[1].worker == 5);
  CHECK(trace[1].end_ns - trace[1].start_ns == 20);
}

}  // namespace primebench
