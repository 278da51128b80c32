#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "modes/asio.hpp"
#include "modes/builtin.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;

asio::awaitable<Answer, Executor> run_without_waits(const Workload& workload, std::size_t task) {
  co_return workload.run_task(task);
}

/// After a wait the task goes on in whichever thread is free.
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

class AsyncioPool final : public Mode {
 public:
  AsyncioPool(const Workload& workload, std::size_t threads)
      : workload_(workload),
        threads_(start_threads(
            threads, [this](std::size_t) { return [this] { loop_.run(); }; },
            [this] { loop_.stop(); })) {}
  ~AsyncioPool() override { loop_.stop(); }
  AsyncioPool(const AsyncioPool&) = delete;
  AsyncioPool& operator=(const AsyncioPool&) = delete;

  BatchResult run() override {
    const bool waits = workload_.io_delay().count() != 0;
    const Executor loop = loop_.get_executor();
    std::vector<std::future<Answer>> answers;
    answers.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task) {
      // Not asio::use_future: it starts threads that stay as long as the process.
      std::promise<Answer> promise;
      answers.push_back(promise.get_future());
      asio::co_spawn(
          loop, waits ? run_with_waits(workload_, task, loop) : run_without_waits(workload_, task),
          [promise = std::move(promise)](const std::exception_ptr& error, Answer answer) mutable {
            if (error)
              promise.set_exception(error);
            else
              promise.set_value(answer);
          });
    }

    BatchResult result;
    for (std::size_t task = 0; task < answers.size(); ++task)
      result.add(task, workload_.received(answers[task].get()));
    return result;
  }

  void close() override {
    loop_.stop();
    threads_.clear();  // Joins.
  }

 private:
  const Workload& workload_;
  asio::io_context loop_;
  asio::executor_work_guard<Executor> stay_{loop_.get_executor()};  ///< Idle threads wait.
  std::vector<std::jthread> threads_;                               ///< Last: they use the rest.
};

}  // namespace

constinit const ModeSpec asyncio_pool = {
    .name = "asyncio-pool",
    .alias = "",
    .summary = "a coroutine per task, --pool threads",
    .needs = "Asio",
    .family = Family::kEventLoop,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .wait_holds_worker = false,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<AsyncioPool>(workload, options.pool);
    },
};

}  // namespace primebench
