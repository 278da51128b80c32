#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "bench/bare.hpp"
#include "modes/asio.hpp"

namespace primebench::bench {
namespace {

using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;

asio::awaitable<Answer, Executor> divide(const BareTask& task) { co_return task(); }

asio::awaitable<Answer, Executor> divide_and_wait(const BareTask& task, Executor loop,
                                                  std::chrono::nanoseconds io_delay) {
  const std::uint64_t third = 1 + (task.root - 1) / 3;
  const std::uint64_t half = 1 + (task.root - 1) / 2;
  Timer timer(loop);
  timer.expires_after(io_delay);
  co_await timer.async_wait(kAwait);
  std::uint64_t divisor = task.find_divisor(task.number, 2, third);
  timer.expires_after(io_delay);
  co_await timer.async_wait(kAwait);
  if (divisor == 0)
    divisor = task.find_divisor(task.number, third + 1, half);
  timer.expires_after(io_delay);
  co_await timer.async_wait(kAwait);
  if (divisor == 0)
    divisor = task.find_divisor(task.number, half + 1, task.root);
  timer.expires_after(io_delay);
  co_await timer.async_wait(kAwait);
  co_return divisor != 0 ? divisor : task.number;
}

using Workers = asio::thread_pool::executor_type;

asio::awaitable<Answer, Workers> divide_in_pool(const BareTask& task) { co_return task(); }

asio::awaitable<void, Executor> offload(const BareTask& task, Workers workers, BatchResult& result,
                                        std::size_t i) {
  result.add(i, co_await asio::co_spawn(workers, divide_in_pool(task), kAwait));
}

}  // namespace

BatchResult bare_coroutines(const Batch& batch) {
  const BareTask task(batch);
  asio::io_context context(ASIO_CONCURRENCY_HINT_UNSAFE);
  const Executor loop = context.get_executor();
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    const auto on_end = [&result, i](const std::exception_ptr&, Answer answer) {
      result.add(i, answer);
    };
    asio::co_spawn(
        loop,
        batch.io_delay.count() == 0 ? divide(task) : divide_and_wait(task, loop, batch.io_delay),
        on_end);
  }
  context.run();
  return result;
}

BatchResult bare_coroutine_pool(const Batch& batch) {
  const BareTask task(batch);
  asio::io_context context;
  const Executor loop = context.get_executor();
  asio::executor_work_guard<Executor> stay(loop);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < batch.pool; ++i)
    threads.emplace_back([&context] { context.run(); });
  std::vector<std::future<Answer>> answers;
  answers.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    std::promise<Answer> promise;
    answers.push_back(promise.get_future());
    asio::co_spawn(
        loop, divide(task),
        [promise = std::move(promise)](const std::exception_ptr&, Answer answer) mutable {
          promise.set_value(answer);
        });
  }
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    result.add(i, answers[i].get());
  stay.reset();
  for (std::thread& thread : threads)
    thread.join();
  return result;
}

BatchResult bare_offload(const Batch& batch) {
  const BareTask task(batch);
  asio::thread_pool pool(batch.pool);
  asio::io_context context;
  const Executor loop = context.get_executor();
  const auto workers = pool.get_executor();
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    asio::co_spawn(loop, offload(task, workers, result, i), [](const std::exception_ptr&) {});
  context.run();
  pool.join();
  return result;
}

}  // namespace primebench::bench
