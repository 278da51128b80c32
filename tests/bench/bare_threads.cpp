#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <concurrentqueue/blockingconcurrentqueue.h>
#include "bench/bare.hpp"
#include "modes/asio.hpp"

namespace primebench::bench {
namespace {

BatchResult collect(std::vector<std::future<Answer>>& answers) {
  BatchResult result;
  for (std::size_t i = 0; i < answers.size(); ++i)
    result.add(i, answers[i].get());
  return result;
}

}  // namespace

BatchResult bare_loop(const Batch& batch) {
  const BareTask task(batch);
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    result.add(i, task());
  return result;
}

BatchResult bare_threads(const Batch& batch) {
  const BareTask task(batch);
  std::vector<Answer> answers(batch.tasks);
  std::vector<std::thread> threads;
  threads.reserve(batch.tasks);
  for (Answer& answer : answers)
    threads.emplace_back([&task, &answer] { answer = task(); });
  for (std::thread& thread : threads)
    thread.join();
  BatchResult result;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    result.add(i, answers[i]);
  return result;
}

BatchResult bare_std_async(const Batch& batch) {
  const BareTask task(batch);
  std::vector<std::future<Answer>> answers;
  answers.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i)
    answers.push_back(std::async(std::launch::async, [&task] { return task(); }));
  return collect(answers);
}

BatchResult bare_asio_pool(const Batch& batch) {
  const BareTask task(batch);
  asio::thread_pool pool(batch.pool);
  std::vector<std::future<Answer>> answers;
  answers.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i)
    answers.push_back(asio::post(pool, std::packaged_task<Answer()>([&task] { return task(); })));
  const BatchResult result = collect(answers);
  pool.join();
  return result;
}

BatchResult bare_queue(const Batch& batch) {
  const BareTask task(batch);
  std::mutex mutex;
  std::condition_variable ready;
  std::deque<std::packaged_task<Answer()>> queue;
  bool stopping = false;

  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < batch.pool; ++i) {
    threads.emplace_back([&] {
      std::unique_lock lock(mutex);
      for (;;) {
        ready.wait(lock, [&] { return stopping || !queue.empty(); });
        if (queue.empty())
          return;
        std::packaged_task<Answer()> call = std::move(queue.front());
        queue.pop_front();
        lock.unlock();
        call();
        lock.lock();
      }
    });
  }

  std::vector<std::future<Answer>> answers;
  answers.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    std::packaged_task<Answer()> call([&task] { return task(); });
    answers.push_back(call.get_future());
    {
      const std::lock_guard lock(mutex);
      queue.push_back(std::move(call));
    }
    ready.notify_one();
  }
  const BatchResult result = collect(answers);
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  ready.notify_all();
  for (std::thread& thread : threads)
    thread.join();
  return result;
}

BatchResult bare_concurrent_queue(const Batch& batch) {
  const BareTask task(batch);
  moodycamel::BlockingConcurrentQueue<std::packaged_task<Answer()>> queue;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < batch.pool; ++i) {
    threads.emplace_back([&] {
      std::packaged_task<Answer()> call;
      for (queue.wait_dequeue(call); call.valid(); queue.wait_dequeue(call))
        call();
    });
  }
  const moodycamel::ProducerToken token(queue);
  std::vector<std::future<Answer>> answers;
  answers.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    std::packaged_task<Answer()> call([&task] { return task(); });
    answers.push_back(call.get_future());
    queue.enqueue(token, std::move(call));
  }
  const BatchResult result = collect(answers);
  for (std::size_t i = 0; i < batch.pool; ++i)
    queue.enqueue(token, {});  // An empty call tells a thread to end.
  for (std::thread& thread : threads)
    thread.join();
  return result;
}

}  // namespace primebench::bench
