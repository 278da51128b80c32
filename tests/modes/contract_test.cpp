// What every mode promises, checked over the table: a new mode is tested as soon as
// it is listed.

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <span>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "modes/table.hpp"
#include "support/kernels.hpp"
#include "sys/shared_memory.hpp"
#include "workload/primality.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// A batch whose every task is recorded.
class Batch {
 public:
  Batch(std::uint64_t number, std::size_t tasks, nanoseconds delay, const Kernel& kernel,
        InterpreterLock* lock = nullptr)
      : Batch(TaskBatch{number, tasks, delay}, kernel, lock) {}

  Batch(const TaskBatch& batch, const Kernel& kernel, InterpreterLock* lock = nullptr)
      : batch_(batch),
        records_(batch.tasks),
        workload_(batch_, kernel, TaskLog(records_.span(), 0, count_[0]), lock) {}

  BatchResult run(const ModeSpec& mode, std::size_t pool) {
    const std::unique_ptr<Mode> instance = mode.make(workload_, {.pool = pool});
    const BatchResult result = instance->run();
    instance->close();
    return result;
  }

  [[nodiscard]] BatchResult expected() const { return expected_result(batch_); }

  [[nodiscard]] const SharedArray<TaskRecord>& records() const { return records_; }

  /// As counted, which must agree with what the records say.
  [[nodiscard]] std::size_t workers() const {
    std::set<std::uint32_t> seen;
    for (const TaskRecord& record : records_.span())
      seen.insert(record.worker);
    CHECK(count_[0] == seen.size());
    return seen.size();
  }

 private:
  TaskBatch batch_;
  SharedArray<TaskRecord> records_;
  SharedArray<WorkerCount> count_{1};
  Workload workload_;
};

/// The records of the batch that runs, where kAnsweringByTask looks for its task.
std::span<const TaskRecord> tasks_under_way;

std::uint64_t answer_of(std::size_t task) { return 1000 + 7 * task; }

/// Answers otherwise for each task, which it finds in the log: that which the calling
/// worker has begun and not ended.
constexpr Kernel kAnsweringByTask = {
    .name = "answering by task",
    .needs = "",
    .supported = test::always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      for (std::size_t task = 0; task < tasks_under_way.size(); ++task) {
        const TaskRecord& record = tasks_under_way[task];
        if (record.begun == 1 && record.end_ns == 0 && record.worker == current_worker.number)
          return answer_of(task);
      }
      return 1;
    }};

/// How many calls of kMeeting have begun.
std::atomic<std::size_t> met;
constexpr std::size_t kMeetingSize = 4;

/// Finds every number prime, once kMeetingSize calls of it run at the same time. Gives up
/// after ten seconds.
constexpr Kernel kMeeting = {
    .name = "meeting",
    .needs = "",
    .supported = test::always,
    .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
      ++met;
      for (int wait = 0; wait < 10'000 && met < kMeetingSize; ++wait)
        std::this_thread::sleep_for(milliseconds(1));
      if (met < kMeetingSize)
        throw Error("the others did not come");
      return 0;
    }};

bool no_children() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

std::size_t own_threads() {
  const std::filesystem::directory_iterator threads("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(threads), end(threads)));
}

/// How many threads there are once those that were joined are gone: the kernel, and an
/// emulator all the more, lets a joiner go on before. Ten seconds are given for `wanted`.
std::size_t threads_left(std::size_t wanted) {
  std::size_t threads = own_threads();
  for (int wait = 0; wait < 1000 && threads > wanted; ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    threads = own_threads();
  }
  return threads;
}

/// A sanitizer starts a thread of its own with the first one of the program, and so does
/// an emulator.
const std::size_t kThreadsAtStart = [] {
  std::jthread([] {}).join();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return own_threads();
}();

/// Calls `check` for every mode, and looks that nothing is left behind.
template <typename Check>
void for_every_mode(Check check) {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    check(*mode);
    CHECK(no_children());
    CHECK(threads_left(kThreadsAtStart) == kThreadsAtStart);
  }
}

}  // namespace

TEST_CASE("every mode runs each task exactly once, whatever the number of tasks and workers") {
  for_every_mode([](const ModeSpec& mode) {
    for (const std::size_t tasks : {1U, 2U, 3U, 7U, 25U, 100U}) {
      for (const std::size_t pool : {1U, 2U, 3U, 8U}) {
        CAPTURE(tasks);
        CAPTURE(pool);
        Batch batch(17, tasks, nanoseconds(0), fastest_kernel());
        CHECK(batch.run(mode, pool) == batch.expected());
        for (const TaskRecord& record : batch.records().span()) {
          REQUIRE(record.begun == 1);
          REQUIRE(record.end_ns >= record.start_ns);
        }
        if (!mode.uses_pool())
          break;
      }
    }
  });
}

TEST_CASE("every mode runs each task exactly once under an interpreter lock") {
  for_every_mode([](const ModeSpec& mode) {
    for (const nanoseconds delay : {nanoseconds(0), nanoseconds(milliseconds(1))}) {
      InterpreterLock lock;
      Batch batch(1000003, 20, delay, fastest_kernel(), &lock);
      CHECK(batch.run(mode, 3) == batch.expected());
      for (const TaskRecord& record : batch.records().span())
        REQUIRE(record.begun == 1);
    }
  });
}

TEST_CASE("every mode hands on whatever 64 bits a task answers, waits or not") {
  for_every_mode([](const ModeSpec& mode) {
    // The last has two prime factors near its root.
    for (const std::uint64_t number : {0U, 1U, 2U, 91U, 4292870399U}) {
      CAPTURE(number);
      for (const nanoseconds delay : {nanoseconds(0), nanoseconds(1)}) {
        Batch batch(number, 20, delay, fastest_kernel());
        CHECK(batch.run(mode, 3) == batch.expected());
      }
    }
    Batch largest(kLargestPrime, 20, nanoseconds(0), test::kAgreeing);
    CHECK(largest.run(mode, 3) == largest.expected());
  });
}

TEST_CASE("every mode adds each task's answer under that very task's number") {
  for_every_mode([](const ModeSpec& mode) {
    if (!mode.inherits_memory)  // The kernel looks for its task in memory; unequal tasks show the
                                // same.
      return;
    constexpr std::size_t kTasks = 60;
    Batch batch(17, kTasks, nanoseconds(0), kAnsweringByTask);
    tasks_under_way = batch.records().span();
    BatchResult expected;
    for (std::size_t task = 0; task < kTasks; ++task)
      expected.add(task, answer_of(task));
    CHECK(batch.run(mode, 3) == expected);
  });
}

TEST_CASE("every mode gives each of unequal tasks its own number, waits or not") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    for (const TaskOrder order : {TaskOrder::kRandom, TaskOrder::kDescending}) {
      for (const int wait_us : {0, 20}) {
        Batch batch({.number = 1'000'003,
                     .tasks = 40,
                     .io_delay = std::chrono::microseconds(wait_us),
                     .mix = parse_mix("", "pareto:1.5"),
                     .order = order,
                     .seed = 7},
                    fastest_kernel());
        CHECK(batch.run(*mode, 3) == batch.expected());
      }
    }
  }
}

/// A batch whose tasks carry so many bytes, made before the mode.
struct DataBatch {
  DataBatch(std::size_t tasks, std::size_t bytes, const Kernel& kernel,
            nanoseconds delay = nanoseconds(0))
      : source(tasks, bytes, 7),
        batch({.number = 91,
               .tasks = tasks,
               .io_delay = delay,
               .payload_bytes = bytes,
               .payload_source = &source},
              kernel) {}

  PayloadSource source;
  Batch batch;
};

TEST_CASE("every mode moves the data of its tasks there and back, waits or not") {
  for (const ModeSpec* mode : available_modes()) {
    if (!mode->carries_data)
      continue;
    CAPTURE(mode->name);
    // Of less than a word; more than a pipe holds at once; and more tasks than there are slots.
    for (const auto& [tasks, bytes] :
         {std::pair<std::size_t, std::size_t>{5, 3}, {40, 100'001}, {100, 1024}, {3, 5'000'000}}) {
      DataBatch data(tasks, bytes, fastest_kernel());
      CHECK(data.batch.run(*mode, 3) == data.batch.expected());
    }
    // Workers that end one after another, while their last parcels are on the way.
    DataBatch many(1000, 512, fastest_kernel());
    CHECK(many.batch.run(*mode, 3) == many.batch.expected());
    DataBatch waiting(6, 4096, fastest_kernel(), std::chrono::microseconds(20));
    CHECK(waiting.batch.run(*mode, 3) == waiting.batch.expected());
  }
}

TEST_CASE("every mode with a worker that dies reports it also when tasks carry data") {
  for_every_mode([](const ModeSpec& mode) {
    if (mode.shares_memory || !mode.carries_data)
      return;
    DataBatch data(10, 200'000, test::kSuicidal);
    std::string message;
    try {
      data.batch.run(mode, 3);
    } catch (const Error& error) {
      message = error.what();
    }
    CHECK(message.find("was killed by signal 9") != std::string::npos);
  });
}

TEST_CASE("chunks of any size run every task once") {
  for (const ModeSpec* mode : available_modes()) {
    if (!mode->has_chunks)
      continue;
    for (const std::size_t chunk : {1U, 7U, 100U, 1000U}) {
      CAPTURE(chunk);
      const Workload workload({17, 100, nanoseconds(0)}, fastest_kernel());
      const std::unique_ptr<Mode> instance = mode->make(workload, {.pool = 3, .chunk = chunk});
      CHECK(instance->run() == expected_result({17, 100, nanoseconds(0)}));
      instance->close();
    }
  }
}

TEST_CASE("every mode gets through many more tasks than its queues hold") {
  for_every_mode([](const ModeSpec& mode) {
    const std::size_t tasks = mode.per_task() == PerTask::kNothing ? 30'000 : 300;
    Batch batch(17, tasks, nanoseconds(0), test::kAgreeing);
    CHECK(batch.run(mode, 3) == batch.expected());
    for (const TaskRecord& record : batch.records().span())
      REQUIRE(record.begun == 1);
  });
}

TEST_CASE("every mode uses as many workers as its name says") {
  for_every_mode([](const ModeSpec& mode) {
    Batch batch(17, 12, milliseconds(3), fastest_kernel());
    CHECK(batch.run(mode, 4) == batch.expected());
    switch (mode.workers) {
      case Workers::kOne:
        CHECK(batch.workers() == 1);
        break;
      case Workers::kPool:
        // Where a wait holds no worker, the first may begin all tasks before others wake.
        CHECK(batch.workers() <= 4);
        CHECK((batch.workers() == 4 || !mode.wait_holds_worker));
        break;
      case Workers::kPerTask:
        CHECK(batch.workers() == 12);
        break;
    }
  });
}

TEST_CASE("every mode whose threads divide in parallel lets all of them do so") {
  for_every_mode([](const ModeSpec& mode) {
    if (!mode.divides_in_parallel || !mode.shares_memory)
      return;
    for (const nanoseconds delay : {nanoseconds(0), nanoseconds(1)}) {
      // A worker that divides does not look whether another task's wait there is over.
      if (delay.count() > 0 && !mode.wait_ends_anywhere)
        continue;
      met = 0;
      Batch batch(17, kMeetingSize, delay, kMeeting);
      CHECK(batch.run(mode, kMeetingSize) == batch.expected());
    }
  });
}

TEST_CASE("every mode lets as many tasks wait at the same time as its traits say") {
  for_every_mode([](const ModeSpec& mode) {
    // Long waits: on a busy machine the second worker may be late.
    Batch batch(17, 2, milliseconds(100), fastest_kernel());
    CHECK(batch.run(mode, 2) == batch.expected());
    std::int64_t last_start = 0;
    std::int64_t first_end = INT64_MAX;
    for (const TaskRecord& record : batch.records().span()) {
      last_start = std::max(last_start, record.start_ns.load());
      first_end = std::min(first_end, record.end_ns.load());
    }
    CHECK((last_start < first_end) == (mode.capacity(2, 2, 1, false)->under_way > 1));
  });
}

TEST_CASE("every mode reports a failing task and leaves nothing behind") {
  for_every_mode([](const ModeSpec& mode) {
    Batch batch(17, 10, nanoseconds(0), test::kThrowing);
    std::string message;
    try {
      batch.run(mode, 3);
    } catch (const std::exception& error) {
      message = error.what();
    }
    CHECK(message.find("the kernel is broken") != std::string::npos);
  });
}

TEST_CASE("every mode with processes reports a worker that is killed, and of what it died") {
  for_every_mode([](const ModeSpec& mode) {
    if (mode.shares_memory)
      return;
    Batch batch(17, 10, nanoseconds(0), test::kSuicidal);
    std::string message;
    try {
      batch.run(mode, 3);
    } catch (const Error& error) {
      message = error.what();
    }
    CHECK(message.find("was killed by signal 9") != std::string::npos);
    CHECK(message.find("worker ") == 0);
  });
}

TEST_CASE("a worker that ends in the middle as if all were well loses a task, and is found out") {
  for_every_mode([](const ModeSpec& mode) {
    if (mode.shares_memory)
      return;
    const Workload workload({91, 10, nanoseconds(0)}, test::kLeaving);
    BatchResult result;
    bool failed = false;
    try {
      result = mode.make(workload, {.pool = 3})->run();
    } catch (const Error&) {
      failed = true;
    }
    CHECK((failed || result.tasks == 0));
  });
}

TEST_CASE("the thread pool takes calls in the order in which they were submitted") {
  Batch batch(17, 200, nanoseconds(0), fastest_kernel());
  CHECK(batch.run(*find_mode("thread-pool"), 1) == batch.expected());
  std::int64_t last = 0;
  for (const TaskRecord& record : batch.records().span()) {
    REQUIRE(record.start_ns >= last);
    last = record.start_ns;
  }
}

TEST_CASE("a mode can be destroyed without having run") {
  for_every_mode([](const ModeSpec& mode) {
    const Workload workload({17, 5, nanoseconds(0)}, fastest_kernel());
    mode.make(workload, {.pool = 3}).reset();
  });
}

}  // namespace primebench
