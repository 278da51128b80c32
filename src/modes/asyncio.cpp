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

asio::awaitable<Answer, Executor> run_without_waits(const Workload& workload, std::size_t task) {
  co_return workload.run_task(task);
}

/// Dividing blocks the loop; only the waits let other tasks run.
asio::awaitable<Answer, Executor> run_with_waits(const Workload& workload, std::size_t task,
                                                 Executor loop) {
  Timer timer(loop);
  TaskSteps steps(workload, task);
  while (steps.advance()) {
    timer.expires_after(workload.io_delay());
    co_await timer.async_wait(kAwait);
  }
  co_return steps.answer();
}

class Asyncio final : public Mode {
 public:
  explicit Asyncio(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    const bool waits = workload_.io_delay().count() != 0;
    BatchResult result;
    const Executor loop = loop_.get_executor();
    for (std::size_t task = 0; task < workload_.tasks(); ++task) {
      const auto on_end = [&result, task](const std::exception_ptr& error, Answer answer) {
        if (error)
          std::rethrow_exception(error);  // Leaves loop_.run() below.
        result.add(task, answer);
      };
      asio::co_spawn(
          loop, waits ? run_with_waits(workload_, task, loop) : run_without_waits(workload_, task),
          on_end);
    }
    loop_.run();
    return result;
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
    .make = [](const Workload& workload, std::size_t) -> std::unique_ptr<Mode> {
      return std::make_unique<Asyncio>(workload);
    },
};

}  // namespace primebench
