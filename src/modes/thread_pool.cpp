#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/call_queue.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A fixed number of threads that take calls from one queue, first in, first out.
/// submit() is called from one thread.
template <typename Call>
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
  std::future<Answer> submit(const Call& call) {
    Task& task = queue_.emplace(call, std::promise<Answer>(std::allocator_arg, allocator_));
    std::future<Answer> result = task.promise.get_future();
    queue_.publish();
    if (sleeping_.load() > 0) {  // A thread that counts itself looks at the queue afterwards.
      const std::lock_guard lock(mutex_);
      ready_.notify_one();
    }
    return result;
  }

 private:
  struct Task {
    Task(const Call& what, std::promise<Answer> result) : call(what), promise(std::move(result)) {}

    Call call;
    std::promise<Answer> promise;

    void run() noexcept {
      try {
        promise.set_value(call());
      } catch (...) {  // To the one who waits for the result.
        promise.set_exception(std::current_exception());
      }
    }
  };

  /// How many tasks a thread takes at once. More than one keeps the threads out of each
  /// other's way, but only while so many are queued that each gets its share at the end.
  [[nodiscard]] std::size_t batch_size() const {
    constexpr std::size_t kLongQueue = 64;
    constexpr std::size_t kLargest = 16;
    return queue_.size() > kLongQueue * thread_count_ ? kLargest : 1;
  }

  void work() {
    // Tiny tasks come faster than a thread wakes up, so it looks a few times first.
    constexpr int kLooks = 16;
    int looks = 0;
    for (;;) {
      const bool worked = queue_.take(batch_size(), [](Task& task) { task.run(); }) != 0;
      if (!worked && ++looks < kLooks) {
        std::this_thread::yield();
        continue;
      }
      if (!worked && !wait_for_task())
        return;
      looks = 0;
    }
  }

  /// Sleeps until there is a task or none will come; then it returns false.
  bool wait_for_task() {
    std::unique_lock lock(mutex_);
    ++sleeping_;
    ready_.wait(lock, [this] { return stopping_ || queue_.size() != 0; });
    --sleeping_;
    return queue_.size() != 0;
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
  }

  const std::size_t thread_count_;
  // What the promises need is taken from here and given back all at once: one thread
  // allocates and another frees, which malloc() is slow at.
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::polymorphic_allocator<> allocator_{&memory_};
  CallQueue<Task> queue_;
  std::atomic<std::size_t> sleeping_ = 0;  ///< Threads that must be woken.
  std::mutex mutex_;
  bool stopping_ = false;  ///< Guarded by the mutex.
  std::condition_variable ready_;
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

/// The call of a task.
struct RunTask {
  const Workload* workload;
  std::size_t task;

  Answer operator()() const { return workload->run_task(task); }
};

class ThreadPool final : public Mode {
 public:
  ThreadPool(const Workload& workload, std::size_t threads)
      : workload_(workload), pool_(std::make_unique<FifoPool<RunTask>>(threads)) {}

  BatchResult run() override {
    std::vector<std::future<Answer>> answers;
    answers.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      answers.push_back(pool_->submit({&workload_, task}));

    BatchResult result;
    for (std::size_t task = 0; task < answers.size(); ++task)
      result.add(task, workload_.received(answers[task].get()));
    return result;
  }

  void close() override { pool_.reset(); }

 private:
  const Workload& workload_;
  std::unique_ptr<FifoPool<RunTask>> pool_;
};

}  // namespace

constinit const ModeSpec thread_pool = {
    .name = "thread-pool",
    .alias = "",
    .summary = "--pool threads, FIFO queue, futures",
    .needs = "threads",
    .family = Family::kThreads,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<ThreadPool>(workload, options.pool);
    },
};

}  // namespace primebench
