#include <cstddef>
#include <exception>
#include <memory>

#include "core/clock.hpp"
#include "modes/asio.hpp"
#include "modes/builtin.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

// The loop's own executor type instead of the type-erased default saves an
// indirection at every resumption.
using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;

/// What all coroutines of a batch share. A coroutine adds its answer itself: every word
/// that it does not carry to its end is saved a million times.
struct Batch {
  const Workload& workload;
  Executor loop;
  BatchResult result;
};

asio::awaitable<void, Executor> run_without_waits(Batch& batch, std::size_t task) {
  batch.result.add(task, batch.workload.received(batch.workload.run_task(task)));
  co_return;
}

/// Dividing blocks the loop; only the waits let other tasks run.
asio::awaitable<void, Executor> run_with_waits(Batch& batch, std::size_t task) {
  Timer timer(batch.loop);
  TaskSteps steps(batch.workload, task);
  while (steps.advance()) {
    timer.expires_after(batch.workload.io_delay());
    co_await timer.async_wait(kAwait);
  }
  batch.result.add(task, batch.workload.received(steps.answer()));
}

/// Leaves the loop's run() with what a coroutine threw.
void rethrow(const std::exception_ptr& error) {
  if (error)
    std::rethrow_exception(error);
}

class Asyncio final : public Mode {
 public:
  explicit Asyncio(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    const bool waits = workload_.io_delay().count() != 0;
    Batch batch{.workload = workload_, .loop = loop_.get_executor(), .result = {}};
    for (std::size_t task = 0; task < workload_.tasks(); ++task) {
      asio::co_spawn(batch.loop,
                     waits ? run_with_waits(batch, task) : run_without_waits(batch, task),
                     [](const std::exception_ptr& error) { rethrow(error); });
    }
    loop_.run();
    return batch.result;
  }

 private:
  const Workload& workload_;
  asio::io_context loop_{ASIO_CONCURRENCY_HINT_UNSAFE};  // One thread: no locks needed.
};

}  // namespace

constinit const ModeSpec asyncio = {
    .name = "asyncio",
    .alias = "",
    .summary = "a coroutine per task, one event loop",
    .needs = "Asio",
    .family = Family::kEventLoop,
    .workers = Workers::kOne,
    .wait_holds_worker = false,
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<Asyncio>(workload);
    },
};

}  // namespace primebench
