// What the modes on oneTBB cost beside the same library used as barely as possible: time of
// the whole batch from "go" to "done", the start of the threads included, against that of a
// loop in a fresh process. Both in turn; medians, and the median of the ratios of neighbours.
// Then what the library's threads use in the second after a batch.

#include <fmt/core.h>
#include <tbb/blocked_range.h>
#include <tbb/combinable.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <execution>
#include <numeric>
#include <string>
#include <vector>

#include "bench/bare.hpp"
#include "bench/idle_second.hpp"
#include "core/clock.hpp"
#include "measure/measurement.hpp"
#include "modes/mode_programs.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::bench {
namespace {

constexpr std::size_t kTasks = 1'000'000;
constexpr int kRounds = 15;

/// The numbers of the tasks, which are there before the clock starts, as they are in the mode.
using Numbers = std::vector<std::size_t>;

BatchResult bare_parallel_for(const Batch& batch, const Numbers&) {
  const BareTask task(batch);
  tbb::combinable<BatchResult> sums;
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, batch.tasks, 1),
      [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i != range.end(); ++i)
          sums.local().add(i, task());
      },
      tbb::simple_partitioner());
  BatchResult result;
  sums.combine_each([&](const BatchResult& one) { result.add(one); });
  return result;
}

BatchResult bare_for_each(const Batch& batch, const Numbers& numbers) {
  const BareTask task(batch);
  tbb::combinable<BatchResult> sums;
  std::for_each(std::execution::par, numbers.begin(), numbers.end(),
                [&](std::size_t i) { sums.local().add(i, task()); });
  BatchResult result;
  sums.combine_each([&](const BatchResult& one) { result.add(one); });
  return result;
}

struct Comparison {
  const char* mode;
  const char* bare_name;
  BatchResult (*bare)(const Batch&, const Numbers&);
};
constexpr Comparison kComparisons[] = {
    {"work-stealing", "parallel_for, simple_partitioner", bare_parallel_for},
    {"std-execution", "std::for_each, par", bare_for_each},
};

/// Nanoseconds per task in a fresh process with `pool` threads.
double bare_ns(const Comparison& what, const Batch& batch) {
  Pipe told = make_pipe();
  ChildProcess child = ChildProcess::fork([&] {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, batch.pool);
    tbb::task_arena arena(static_cast<int>(batch.pool));
    Numbers numbers(batch.tasks);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    const std::int64_t began = now_ns();
    const BatchResult result = arena.execute([&] { return what.bare(batch, numbers); });
    const std::int64_t took = now_ns() - began;
    if (result.tasks != batch.tasks)
      ::_exit(1);
    write_all(told.write_end.get(), {reinterpret_cast<const char*>(&took), sizeof took}, "a pipe");
  });
  std::int64_t took = 0;
  read_full(told.read_end.get(), &took, sizeof took, "a pipe");
  child.wait();
  return static_cast<double>(took) / static_cast<double>(batch.tasks);
}

double mode_ns(const ModeSpec& mode, const Batch& batch) {
  const Outcome outcome = measure({.mode = &mode,
                                   .prime = batch.number,
                                   .runs = batch.tasks,
                                   .pool = batch.pool,
                                   .io_delay = batch.io_delay,
                                   .kernel = batch.kernel},
                                  {});
  return static_cast<double>(std::get<Measurement>(outcome).timed.run_ns) /
         static_cast<double>(batch.tasks);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const Comparison& what, const ModeSpec& mode) {
  const Batch batch = {.tasks = kTasks, .kernel = &fastest_kernel()};
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(mode_ns(mode, batch));
    bare.push_back(bare_ns(what, batch));
    ratios.push_back(ours.back() / bare.back());
  }
  const double ratio = median(ratios);
  fmt::print("{}, {} tasks: {}\t{:.1f} ns\t{:.1f} ns\t{:.3f}\tratio <= 1.05\t{}\n", what.mode,
             kTasks, what.bare_name, median(ours), median(bare), ratio,
             ratio <= 1.05 ? "yes" : "NO");
}

/// Milliseconds of CPU time.
double idle_ms(const Comparison& what) {
  Pipe told = make_pipe();
  ChildProcess child = ChildProcess::fork([&] {
    const Batch batch = {.number = 834'238'027'356'431, .tasks = 64, .kernel = &fastest_kernel()};
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, batch.pool);
    tbb::task_arena arena(static_cast<int>(batch.pool));
    const Numbers numbers(batch.tasks);
    arena.execute([&] { (void)what.bare(batch, numbers); });
    const double used = idle_second_ms();
    write_all(told.write_end.get(), {reinterpret_cast<const char*>(&used), sizeof used}, "a pipe");
  });
  double used = 0;
  read_full(told.read_end.get(), &used, sizeof used, "a pipe");
  child.wait();
  return used;
}

}  // namespace
}  // namespace primebench::bench

int main(int argc, char** argv) {
  using namespace primebench;
  if (argc != 2) {
    std::fputs("usage: tbb_bench DIRECTORY, which has primebench-mode-tbb\n", stderr);
    return 2;
  }
  ModePrograms programs({argv[1]});
  for (const bench::Comparison& what : bench::kComparisons)
    bench::compare(what, *programs.find(what.mode));
  for (const bench::Comparison& what : bench::kComparisons) {
    fmt::print("{}, 2 threads: CPU in the idle second, ms:", what.mode);
    for (int round = 0; round < 5; ++round)
      fmt::print(" {:.2f}", bench::idle_ms(what));
    fmt::print("\n");
  }
}
