#include <sched.h>
#include <semaphore.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "modes/builtin.hpp"
#include "modes/data_slots.hpp"
#include "modes/worker_processes.hpp"
#include "sys/shared_memory.hpp"
#include "sys/shared_queue.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr std::size_t kNoTask = SIZE_MAX;  ///< Tells a worker to end.

/// A call, and the slot in which its data lies, if tasks carry data.
struct Call {
  std::size_t task = 0;
  std::size_t slot = 0;
};

struct CallResult {
  std::size_t task = 0;
  Answer answer = 0;
  std::size_t slot = 0;
};

/// How the executor and its workers tell each other that there is something to do.
/// Semaphores hold no lock: a worker may be killed at any point without blocking
/// the rest.
struct WakeUps {
  sem_t waiting_calls;  ///< Counts the queued calls; idle workers sleep on it.
  sem_t progress;       ///< The executor sleeps on it.
  alignas(64) std::atomic<std::uint64_t> completed;
  alignas(64) std::atomic<std::uint64_t> wake_at;  ///< Value of `completed` it waits for.
};

/// How many calls may be submitted and not collected: more than two for each worker,
/// so that none has to wait until the executor hands out more, but with large data few more.
std::size_t window_for(std::size_t workers, std::size_t payload_bytes) {
  constexpr std::size_t kUsual = 1024;
  constexpr std::size_t kDataBytes = std::size_t{64} << 20U;
  const std::size_t least = 4 * workers;
  return std::max(least,
                  payload_bytes == 0 ? kUsual : std::min(kUsual, kDataBytes / payload_bytes));
}

/// Blocks until the semaphore has been posted or `milliseconds` have passed.
void wait_for(sem_t& semaphore, long milliseconds) {
  timespec deadline{};
  ::clock_gettime(CLOCK_MONOTONIC, &deadline);
  deadline.tv_nsec += milliseconds * 1'000'000;
  deadline.tv_sec += deadline.tv_nsec / 1'000'000'000;
  deadline.tv_nsec %= 1'000'000'000;
  ::sem_clockwait(&semaphore, CLOCK_MONOTONIC, &deadline);
}

/// Hands one call at a time to whichever worker is idle. Single-threaded: results
/// reach their futures inside collect_all().
class Executor {
 public:
  Executor(const Workload& workload, std::size_t workers)
      : window_(window_for(workers, workload.payload_bytes())),
        slots_(workload, window_),
        calls_(window_),
        results_(window_),
        worker_count_(workers),
        workers_((prepare(wake_ups_[0]), workers), [&](std::size_t) {
          work();
          return Answer{0};
        }) {}

  /// Queues a call of task `task`; its result, or that of the batch's failure, will
  /// be in the future once collect_all() has returned.
  std::future<Answer> submit(std::size_t task) {
    while (submitted_ - collected_ == window_)
      collect_some(submitted_ - window_ / 2);
    std::future<Answer> result = promises_.emplace_back().get_future();
    push({.task = task, .slot = slots_.put_input(task)});
    ++submitted_;
    return result;
  }

  /// Waits for the results of all calls. Throws Error if a worker dies.
  void collect_all() {
    while (collected_ < submitted_)
      collect_some(submitted_);
  }

  /// Ends the workers and waits for them. Throws Error if one did not end in order.
  void shut_down() {
    for (std::size_t worker = 0; worker < worker_count_; ++worker)
      push({.task = kNoTask});
    workers_.join();
  }

 private:
  /// Looks a few times before it sleeps: tiny tasks come faster than a process wakes up.
  static void wait_for_call(sem_t& waiting_calls) {
    constexpr int kLooks = 16;
    for (int look = 0; look < kLooks; ++look) {
      if (::sem_trywait(&waiting_calls) == 0)
        return;
      ::sched_yield();
    }
    while (::sem_wait(&waiting_calls) != 0 && errno == EINTR) {
    }
  }

  static void prepare(WakeUps& wake_ups) {
    ::sem_init(&wake_ups.waiting_calls, 1, 0);
    ::sem_init(&wake_ups.progress, 1, 0);
  }

  /// In a worker, until it is told to end.
  void work() {
    WakeUps& wake_ups = wake_ups_[0];
    for (;;) {
      wait_for_call(wake_ups.waiting_calls);
      Call call;
      while (!calls_.try_pop(call)) {  // Ours is there; another worker is ahead of us.
      }
      if (call.task == kNoTask)
        return;
      const Answer answer = slots_.run(call.task, call.slot);
      if (!results_.try_push({.task = call.task, .answer = answer, .slot = call.slot}))
        throw Error("the results' queue is full");  // Never: it holds all that is submitted.
      if (wake_ups.completed.fetch_add(1) + 1 == wake_ups.wake_at.load())
        ::sem_post(&wake_ups.progress);
    }
  }

  void push(Call call) {
    while (!calls_.try_push(call))  // A worker is about to empty the cell, or is dead.
      workers_.require_all_running();
    ::sem_post(&wake_ups_[0].waiting_calls);
  }

  /// Sleeps until `wanted` calls in all are completed or a moment has passed, and
  /// gives the results that are there to their futures.
  void collect_some(std::uint64_t wanted) {
    constexpr long kLookForDeadWorkersMs = 100;
    WakeUps& wake_ups = wake_ups_[0];
    // The worker that completes call `wanted` either sees this value or is seen here.
    wake_ups.wake_at.store(wanted);
    if (wake_ups.completed.load() < wanted)
      wait_for(wake_ups.progress, kLookForDeadWorkersMs);
    CallResult result;
    while (results_.try_pop(result)) {
      promises_[result.task].set_value(slots_.take_output(result.answer, result.slot));
      ++collected_;
    }
    workers_.require_all_running();
  }

  std::size_t window_;
  DataSlots slots_;
  SharedQueue<Call> calls_;
  SharedQueue<CallResult> results_;
  SharedArray<WakeUps> wake_ups_{1};
  std::vector<std::promise<Answer>> promises_;  ///< By task.
  std::uint64_t submitted_ = 0;
  std::uint64_t collected_ = 0;
  std::size_t worker_count_;
  WorkerProcesses workers_;  ///< Last: they use the rest.
};

class ProcessPoolExecutor final : public Mode {
 public:
  ProcessPoolExecutor(const Workload& workload, std::size_t workers)
      : workload_(workload), executor_(workload, workers) {}

  BatchResult run() override {
    std::vector<std::future<Answer>> answers;
    answers.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      answers.push_back(executor_.submit(task));
    executor_.collect_all();

    BatchResult result;
    for (std::size_t task = 0; task < answers.size(); ++task)
      result.add(task, workload_.received(answers[task].get()));
    return result;
  }

  void close() override { executor_.shut_down(); }

 private:
  const Workload& workload_;
  Executor executor_;
};

}  // namespace

constinit const ModeSpec process_pool_executor = {
    .name = "process-pool-executor",
    .alias = "multiprocessing-pool-executor",
    .summary = "--pool workers, one task at a time",
    .needs = "fork",
    .family = Family::kProcesses,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .shares_memory = false,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<ProcessPoolExecutor>(workload, options.pool);
    },
};

}  // namespace primebench
