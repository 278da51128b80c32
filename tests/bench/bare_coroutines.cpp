#include <cstddef>
#include <cstdint>
#include <exception>

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

}  // namespace primebench::bench
