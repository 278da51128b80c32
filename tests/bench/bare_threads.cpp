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

namespace primebench::bench {
namespace {

Verdicts collect(std::vector<std::future<bool>>& results) {
  Verdicts verdicts;
  for (std::future<bool>& result : results)
    verdicts.add(result.get());
  return verdicts;
}

}  // namespace

Verdicts bare_loop(const Batch& batch) {
  const BareTask task(batch);
  Verdicts verdicts;
  for (std::size_t i = 0; i < batch.tasks; ++i)
    verdicts.add(task());
  return verdicts;
}

Verdicts bare_threads(const Batch& batch) {
  const BareTask task(batch);
  std::vector<char> primes(batch.tasks);
  std::vector<std::thread> threads;
  threads.reserve(batch.tasks);
  for (char& prime : primes)
    threads.emplace_back([&task, &prime] { prime = task() ? 1 : 0; });
  for (std::thread& thread : threads)
    thread.join();
  Verdicts verdicts;
  for (const char prime : primes)
    verdicts.add(prime != 0);
  return verdicts;
}

Verdicts bare_queue(const Batch& batch) {
  const BareTask task(batch);
  std::mutex mutex;
  std::condition_variable ready;
  std::deque<std::packaged_task<bool()>> queue;
  bool stopping = false;

  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < batch.pool; ++i) {
    threads.emplace_back([&] {
      std::unique_lock lock(mutex);
      for (;;) {
        ready.wait(lock, [&] { return stopping || !queue.empty(); });
        if (queue.empty())
          return;
        std::packaged_task<bool()> call = std::move(queue.front());
        queue.pop_front();
        lock.unlock();
        call();
        lock.lock();
      }
    });
  }

  std::vector<std::future<bool>> results;
  results.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    std::packaged_task<bool()> call([&task] { return task(); });
    results.push_back(call.get_future());
    {
      const std::lock_guard lock(mutex);
      queue.push_back(std::move(call));
    }
    ready.notify_one();
  }
  const Verdicts verdicts = collect(results);
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  ready.notify_all();
  for (std::thread& thread : threads)
    thread.join();
  return verdicts;
}

Verdicts bare_concurrent_queue(const Batch& batch) {
  const BareTask task(batch);
  moodycamel::BlockingConcurrentQueue<std::packaged_task<bool()>> queue;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < batch.pool; ++i) {
    threads.emplace_back([&] {
      std::packaged_task<bool()> call;
      for (queue.wait_dequeue(call); call.valid(); queue.wait_dequeue(call))
        call();
    });
  }
  const moodycamel::ProducerToken token(queue);
  std::vector<std::future<bool>> results;
  results.reserve(batch.tasks);
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    std::packaged_task<bool()> call([&task] { return task(); });
    results.push_back(call.get_future());
    queue.enqueue(token, std::move(call));
  }
  const Verdicts verdicts = collect(results);
  for (std::size_t i = 0; i < batch.pool; ++i)
    queue.enqueue(token, {});  // An empty call tells a thread to end.
  for (std::thread& thread : threads)
    thread.join();
  return verdicts;
}

}  // namespace primebench::bench
