// What a mode costs beside the same work by hand: time and memory per task, in turn,
// each run in a freshly forked child as in a measurement. Prints rows for run.sh.
//
// dispatch_bench [NAME…]  only the rows whose name begins so

#include <fmt/core.h>
#include <sys/prctl.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/bare.hpp"
#include "bench/rows.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"
#include "measure/log_memory.hpp"
#include "measure/sampling.hpp"
#include "measure/timed_run.hpp"
#include "modes/spawned_worker.hpp"
#include "modes/table.hpp"
#include "sys/child.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench::bench {
namespace {

enum class Quantity { kTime, kMemory };

struct Comparison {
  std::string_view mode;
  std::string_view bare_name;
  Bare bare = nullptr;
  std::size_t tasks = 1'000'000;
  std::uint64_t number = 17;
  std::chrono::nanoseconds io_delay{0};
  int rounds = 21;
  Goal goal = Goal::kRatioAtMost;
  double bound = 1.05;  ///< Of the ratio, or of the nanoseconds per task.
  std::string_view bound_text = "ratio <= 1.05";
  Quantity quantity = Quantity::kTime;
};

using std::chrono_literals::operator""ms;

constexpr std::uint64_t kLong = 35'821'627'840'768'579;  ///< A check of it takes 13 to 36 ms.

const Comparison kComparisons[] = {
    {.mode = "sequential", .bare_name = "a loop", .bare = bare_loop, .rounds = 41},
    {.mode = "threaded", .bare_name = "std::thread", .bare = bare_threads, .tasks = 10'000},
    {.mode = "threaded",
     .bare_name = "std::thread, long",
     .bare = bare_threads,
     .tasks = 32,
     .number = kLong,
     .rounds = 11},
    {.mode = "thread-pool", .bare_name = "deque, mutex, futures", .bare = bare_queue, .rounds = 11},
    {.mode = "thread-pool", .bare_name = "moodycamel, futures", .bare = bare_concurrent_queue},
    {.mode = "thread-pool",
     .bare_name = "BS::thread_pool / 2",
     .bare = bare_concurrent_queue,
     .rounds = 5,
     .goal = Goal::kOursAtMost,
     .bound = 445,
     .bound_text = "<= 445 ns"},
    {.mode = "std-async",
     .bare_name = "std::async, futures",
     .bare = bare_std_async,
     .tasks = 10'000},
    {.mode = "asio-thread-pool", .bare_name = "asio::thread_pool, futures", .bare = bare_asio_pool},
    {.mode = "openmp", .bare_name = "parallel for, dynamic, 1", .bare = bare_openmp},
    {.mode = "openmp-tasks", .bare_name = "task", .bare = bare_openmp_tasks},
    {.mode = "asyncio", .bare_name = "Asio coroutines", .bare = bare_coroutines},
    {.mode = "asyncio",
     .bare_name = "Asio, four waits",
     .bare = bare_coroutines,
     .tasks = 100'000,
     .io_delay = 25ms,
     .rounds = 11},
    {.mode = "asyncio",
     .bare_name = "its peak memory",
     .bare = bare_coroutines,
     .io_delay = 100ms,
     .rounds = 3,
     .bound = 1.1,
     .bound_text = "ratio <= 1.1",
     .quantity = Quantity::kMemory},
    {.mode = "asyncio-pool", .bare_name = "Asio, a loop of threads", .bare = bare_coroutine_pool},
    {.mode = "asyncio-offload", .bare_name = "Asio, loop and pool", .bare = bare_offload},
    {.mode = "fibers", .bare_name = "Boost's work_stealing, futures", .bare = bare_fibers},
    {.mode = "multiprocessing",
     .bare_name = "fork, waitpid",
     .bare = bare_forks,
     .tasks = 10'000,
     .rounds = 11},
    {.mode = "multiprocessing",
     .bare_name = "fork, waitpid, long",
     .bare = bare_forks,
     .tasks = 32,
     .number = kLong,
     .rounds = 11},
    {.mode = "multiprocessing-spawn",
     .bare_name = "posix_spawn, waitpid",
     .bare = bare_spawns,
     .tasks = 10'000,
     .rounds = 5},
    {.mode = "multiprocessing-pool", .bare_name = "shared counter", .bare = bare_counter},
    {.mode = "multiprocessing-pool",
     .bare_name = "Python: 791 ns",
     .bare = bare_counter,
     .rounds = 5,
     .goal = Goal::kOursAtMost,
     .bound = 50,
     .bound_text = "<= 50 ns"},
    {.mode = "process-pool-executor",
     .bare_name = "two pipes, window 256",
     .bare = bare_pipes,
     .rounds = 11},
    {.mode = "process-pool-executor",
     .bare_name = "Python: 251 us",
     .bare = bare_pipes,
     .rounds = 5,
     .goal = Goal::kOursAtMost,
     .bound = 1000,
     .bound_text = "<= 1 us"},
};

/// What one run cost, per task.
struct Cost {
  double ns = 0;
  double bytes = 0;

  [[nodiscard]] double of(Quantity quantity) const {
    return quantity == Quantity::kTime ? ns : bytes;
  }
};

/// Runs `body` in a child, which must come to the right result; `prepare` before that,
/// outside the clock.
template <typename Body, typename Prepare>
Cost cost_of(const Batch& batch, Body body, Prepare prepare) {
  const SharedArray<std::int64_t> elapsed(1);
  const ChildProcess::Group own = ChildProcess::Group::kOwn;
  const auto run = [&] {
    ::prctl(PR_SET_TIMERSLACK, 1UL);  // As in a measurement.
    prepare();
    const std::int64_t begin = now_ns();
    const BatchResult result = body();
    elapsed[0] = now_ns() - begin;
    if (result != expected_result({.number = batch.number, .tasks = batch.tasks}))
      throw Error("wrong answers");
  };
  const ProcessExit exit = ChildProcess::fork(run, own).wait();
  if (!exit.clean())
    throw Error("a run " + exit.describe());
  const auto tasks = static_cast<double>(batch.tasks);
  return {.ns = static_cast<double>(elapsed[0]) / tasks,
          .bytes = static_cast<double>(exit.usage.ru_maxrss) * 1024 / tasks};
}

Cost cost_of_mode(const ModeSpec& mode, const Batch& batch) {
  const Configuration configuration{.mode = &mode,
                                    .prime = batch.number,
                                    .runs = batch.tasks,
                                    .pool = batch.pool,
                                    .io_delay = batch.io_delay,
                                    .kernel = batch.kernel};
  const unsigned bits = sampling_bits(configuration);
  const LogMemory memory(TaskLog::record_count(batch.tasks, bits));
  const Workload workload(configuration.batch(), *batch.kernel,
                          TaskLog(memory.records(), bits, memory.workers()));
  return cost_of(
      batch, [&] { return timed_run(mode, workload, {.pool = batch.pool}).result; },
      [&] { memory.touch(); });
}

void compare(const Comparison& c) {
  const Batch batch{
      .number = c.number, .tasks = c.tasks, .io_delay = c.io_delay, .kernel = &fastest_kernel()};
  const ModeSpec& mode = *find_mode(c.mode);
  if (const auto obstacle = mode.unavailable()) {
    fmt::print(stderr, "NOT RUN: {}: {}\n", c.mode, describe(*obstacle));
    return;
  }
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  for (int round = 0; round < c.rounds; ++round) {
    Cost our_cost;
    Cost bare_cost;
    const auto run_ours = [&] { our_cost = cost_of_mode(mode, batch); };
    const auto run_bare = [&] {
      bare_cost = cost_of(
          batch, [&] { return c.bare(batch); }, [] {});
    };
    if (round % 2 == 0) {
      run_ours();
      run_bare();
    } else {
      run_bare();
      run_ours();
    }
    ours.push_back(our_cost.of(c.quantity));
    bare.push_back(bare_cost.of(c.quantity));
    ratios.push_back(ours.back() / bare.back());
  }
  const std::string_view unit = c.quantity == Quantity::kTime ? "ns" : "bytes";
  print_row(fmt::format("{}, {} tasks: {}", c.mode, c.tasks, c.bare_name),
            fmt::format("{:.1f} {}", median(ours), unit),
            fmt::format("{:.1f} {}", median(bare), unit), median(ratios), median(ours), c.goal,
            c.bound, c.bound_text);
}

}  // namespace
}  // namespace primebench::bench

int main(int argc, char** argv) {
  using namespace primebench;
  run_if_spawned(argc, argv);
  bench::run_if_bare_task(argc, argv);
  const std::vector<std::string_view> wanted(argv + 1, argv + argc);
  for (const bench::Comparison& comparison : bench::kComparisons) {
    const auto matches = [&](std::string_view name) { return comparison.mode.starts_with(name); };
    if (wanted.empty() || std::any_of(wanted.begin(), wanted.end(), matches))
      bench::compare(comparison);
  }
}
