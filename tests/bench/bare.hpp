// What the modes are held against: the same batches, spread by hand over the same
// system calls or library in the shortest way that is still right. No task log, no
// care for failures, no shared code with the modes.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "modes/mode.hpp"
#include "workload/kernel.hpp"
#include "workload/primality.hpp"

namespace primebench::bench {

/// A batch of identical tasks.
struct Batch {
  std::uint64_t number = 17;
  std::size_t tasks = 1;
  std::size_t pool = 2;
  std::chrono::nanoseconds io_delay{0};
  const Kernel* kernel = nullptr;
};

/// What a hand-written program has of a batch while it runs: the same call of the
/// same kernel as in a mode.
struct BareTask {
  explicit BareTask(const Batch& batch)
      : number(batch.number),
        root(integer_sqrt(batch.number)),
        find_divisor(batch.kernel->find_divisor) {}

  [[nodiscard]] Answer operator()() const {
    const std::uint64_t divisor = find_divisor(number, 2, root);
    return divisor != 0 ? divisor : number;
  }

  std::uint64_t number;
  std::uint64_t root;
  std::uint64_t (*find_divisor)(std::uint64_t, std::uint64_t, std::uint64_t);
};

/// Runs the batch, start and end of its workers included.
using Bare = BatchResult (*)(const Batch&);

BatchResult bare_loop(const Batch& batch);              ///< for (...)
BatchResult bare_threads(const Batch& batch);           ///< A std::thread per task.
BatchResult bare_std_async(const Batch& batch);         ///< std::async per task, futures.
BatchResult bare_asio_pool(const Batch& batch);         ///< asio::thread_pool, futures.
BatchResult bare_openmp(const Batch& batch);            ///< parallel for, dynamic, 1.
BatchResult bare_openmp_tasks(const Batch& batch);      ///< A task per task.
BatchResult bare_queue(const Batch& batch);             ///< std::deque, mutex, condition, futures.
BatchResult bare_concurrent_queue(const Batch& batch);  ///< moodycamel's queue, futures.
BatchResult bare_coroutines(const Batch& batch);        ///< Asio, four timer waits if any.
BatchResult bare_fibers(const Batch& batch);            ///< Boost's work stealing, futures.
BatchResult bare_coroutine_pool(const Batch& batch);    ///< A loop with --pool threads, futures.
BatchResult bare_offload(const Batch& batch);           ///< A loop, a pool of Asio.
BatchResult bare_forks(
    const Batch& batch);  ///< fork and waitpid per task, answers in shared memory.
BatchResult bare_spawns(
    const Batch& batch);  ///< posix_spawn of this program and waitpid per task, one pipe.
/// For the beginning of main(): what bare_spawns() starts.
void run_if_bare_task(int argc, char** argv);
BatchResult bare_counter(const Batch& batch);  ///< Forked workers, one shared counter.
BatchResult bare_pipes(const Batch& batch);    ///< Forked workers, two pipes.

}  // namespace primebench::bench
