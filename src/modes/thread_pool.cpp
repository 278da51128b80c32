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

using Task = std::packaged_task<bool()>;

/// A fixed number of threads that take tasks from one queue, first in, first out.
/// submit() may be called from one thread at a time.
class FifoPool {
 public:
  explicit FifoPool(std::size_t threads)
      : thread_count_(threads),
        threads_(start_threads(
            threads, [this](std::size_t) { return [this] { work(); }; }, [this] { stop(); })) {}
  ~FifoPool() { stop(); }  // The threads finish what is queued and are joined.
  FifoPool(const FifoPool&) = delete;
  FifoPool& operator=(const FifoPool&) = delete;

  /// Queues `call`; the future holds its result or its exception.
  template <typename Call>
  std::future<bool> submit(Call call) {
    Task task(std::move(call));
    std::future<bool> result = task.get_future();
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(task));
      wake = sleeping_ > 0;
    }
    if (wake)
      ready_.notify_one();
    return result;
  }

 private:
  /// How many tasks a thread takes at once. More than one saves locking, but only
  /// while so many are queued that every thread still gets its share at the end.
  [[nodiscard]] std::size_t batch_size() const {
    constexpr std::size_t kLongQueue = 64;
    constexpr std::size_t kLargest = 16;
    return queue_.size() > kLongQueue * thread_count_ ? kLargest : 1;
  }

  /// Waits until there is a task or none will come. Looks a few times before it
  /// sleeps: tiny tasks come faster than a thread wakes up.
  void wait_for_task(std::unique_lock<std::mutex>& lock) {
    constexpr int kLooks = 16;
    for (int look = 0; look < kLooks && queue_.empty() && !stopping_; ++look) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
    while (queue_.empty() && !stopping_) {
      ++sleeping_;
      ready_.wait(lock);
      --sleeping_;
    }
  }

  void work() {
    std::vector<Task> batch;
    std::unique_lock lock(mutex_);
    for (wait_for_task(lock); !queue_.empty(); wait_for_task(lock)) {
      for (std::size_t left = batch_size(); left > 0; --left) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      lock.unlock();
      for (Task& task : batch)
        task();
      batch.clear();
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

  const std::size_t thread_count_;
  std::mutex mutex_;  ///< Guards the three below.
  std::deque<Task> queue_;
  std::size_t sleeping_ = 0;  ///< Threads that must be woken.
  bool stopping_ = false;
  std::condition_variable ready_;
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

class ThreadPool final : public Mode {
 public:
  ThreadPool(const Workload& workload, std::size_t threads)
      : workload_(workload), pool_(std::make_unique<FifoPool>(threads)) {}

  Verdicts run() override {
    std::vector<std::future<bool>> results;
    results.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      results.push_back(
          pool_->submit([&workload = workload_, task] { return workload.run_task(task); }));

    Verdicts verdicts;
    for (std::future<bool>& result : results)
      verdicts.add(result.get());
    return verdicts;
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
    .summary = "--pool threads, FIFO queue, futures",
    .needs = "threads",
    .family = Family::kThreads,
    .uses_pool = true,
    .make = [](const Workload& workload, std::size_t pool) -> std::unique_ptr<Mode> {
      return std::make_unique<ThreadPool>(workload, pool);
    },
};

}  // namespace primebench
