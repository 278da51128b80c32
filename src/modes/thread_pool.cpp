#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A fixed number of threads that take calls from one queue, first in, first out.
/// submit() may be called from one thread at a time.
class FifoPool {
 public:
  explicit FifoPool(std::size_t threads)
      : threads_(start_threads(
            threads, [this](std::size_t) { return [this] { work(); }; }, [this] { stop(); })) {}
  ~FifoPool() { stop(); }  // The threads finish what is queued and are joined.
  FifoPool(const FifoPool&) = delete;
  FifoPool& operator=(const FifoPool&) = delete;

  /// Queues `call`; the future holds its result or its exception.
  template <typename Call>
  std::future<bool> submit(Call call) {
    std::packaged_task<bool()> task(std::move(call));
    std::future<bool> result = task.get_future();
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(task));
      wake = idle_ > 0;
    }
    if (wake)
      ready_.notify_one();
    return result;
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      while (queue_.empty() && !stopping_) {
        ++idle_;
        ready_.wait(lock);
        --idle_;
      }
      if (queue_.empty())
        return;
      std::packaged_task<bool()> task = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
  }

  std::mutex mutex_;  ///< Guards the three below.
  std::deque<std::packaged_task<bool()>> queue_;
  std::size_t idle_ = 0;  ///< Threads that wait for a call.
  bool stopping_ = false;
  std::condition_variable ready_;
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

class ThreadPool final : public Mode {
 public:
  ThreadPool(const Workload& workload, std::size_t threads)
      : workload_(workload), pool_(std::make_unique<FifoPool>(threads)) {}

  std::size_t run() override {
    std::vector<std::future<bool>> results;
    results.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      results.push_back(
          pool_->submit([&workload = workload_, task] { return workload.run_task(task); }));

    std::size_t primes = 0;
    for (std::future<bool>& result : results)
      primes += result.get() ? 1 : 0;
    return primes;
  }

  void close() override { pool_.reset(); }

 private:
  const Workload& workload_;
  std::unique_ptr<FifoPool> pool_;
};

}  // namespace

constinit const ModeSpec thread_pool = {
    .name = "thread-pool",
    .alias = "",
    .summary = "--pool threads, one FIFO queue, each task's result in a future",
    .needs = "std::jthread",
    .family = Family::kThreads,
    .uses_pool = true,
    .make = [](const Workload& workload, std::size_t pool) -> std::unique_ptr<Mode> {
      return std::make_unique<ThreadPool>(workload, pool);
    },
};

}  // namespace primebench
