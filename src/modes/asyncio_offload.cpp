#include <cstddef>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include "core/clock.hpp"
#include "modes/asio.hpp"
#include "modes/builtin.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using Loop = asio::io_context::executor_type;
using Pool = asio::thread_pool::executor_type;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Loop>;
constexpr asio::use_awaitable_t<Loop> kAwait;

/// What all coroutines of a batch share. Only the loop's thread touches what is written.
struct Batch {
  const Workload& workload;
  Loop loop;
  Pool pool;
  BatchResult result;
  std::exception_ptr error;  ///< The first; the tasks that are under way end soon after it.
};

asio::awaitable<Answer, Pool> divide(const Workload& workload, std::size_t task) {
  co_return workload.run_task(task);
}

asio::awaitable<bool, Pool> advance(TaskSteps& steps) { co_return steps.advance(); }

asio::awaitable<void, Loop> run_without_waits(Batch& batch, std::size_t task) {
  if (batch.error)
    co_return;
  const Answer answer = co_await asio::co_spawn(batch.pool, divide(batch.workload, task), kAwait);
  batch.result.add(task, batch.workload.received(answer));
}

/// The pool takes the steps, those that only begin or end a task too: its threads are
/// the workers that the log knows.
asio::awaitable<void, Loop> run_with_waits(Batch& batch, std::size_t task) {
  Timer timer(batch.loop);
  TaskSteps steps(batch.workload, task);
  while (!batch.error && co_await asio::co_spawn(batch.pool, advance(steps), kAwait)) {
    timer.expires_after(batch.workload.io_delay());
    co_await timer.async_wait(kAwait);
  }
  if (!batch.error)
    batch.result.add(task, batch.workload.received(steps.answer()));
}

class AsyncioOffload final : public Mode {
 public:
  // As in asio-thread-pool, the pool's threads are ours and attach themselves.
  AsyncioOffload(const Workload& workload, std::size_t threads)
      : workload_(workload),
        threads_(start_threads(
            threads, [this](std::size_t) { return [this] { pool_.attach(); }; },
            [this] { pool_.stop(); })) {}
  ~AsyncioOffload() override { pool_.stop(); }
  AsyncioOffload(const AsyncioOffload&) = delete;
  AsyncioOffload& operator=(const AsyncioOffload&) = delete;

  BatchResult run() override {
    const bool waits = workload_.io_delay().count() != 0;
    Batch batch{.workload = workload_,
                .loop = loop_.get_executor(),
                .pool = pool_.get_executor(),
                .result = {},
                .error = nullptr};
    for (std::size_t task = 0; task < workload_.tasks(); ++task) {
      asio::co_spawn(batch.loop,
                     waits ? run_with_waits(batch, task) : run_without_waits(batch, task),
                     [&batch](const std::exception_ptr& error) {
                       if (!batch.error)
                         batch.error = error;
                     });
    }
    // To the end after a failure too: a coroutine that is half in the loop and half in the
    // pool could not be destroyed with either.
    loop_.run();
    if (batch.error)
      std::rethrow_exception(batch.error);
    return batch.result;
  }

  void close() override {
    pool_.stop();
    threads_.clear();  // Joins.
  }

 private:
  const Workload& workload_;
  asio::io_context loop_;
  asio::thread_pool pool_{0};
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

}  // namespace

constinit const ModeSpec asyncio_offload = {
    .name = "asyncio-offload",
    .alias = "",
    .summary = "a loop waits, --pool threads divide",
    .needs = "Asio",
    .family = Family::kEventLoop,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .wait_holds_worker = false,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<AsyncioOffload>(workload, options.pool);
    },
};

}  // namespace primebench
