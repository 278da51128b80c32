#include "programs/mpi/local_worker.hpp"

#include <chrono>
#include <utility>

#include "programs/mpi/patience.hpp"

namespace primebench::mpi {

LocalWorker::LocalWorker(RunTask run_task) : run_task_(std::move(run_task)) {
  thread_ = std::thread([this] { work(); });
}

LocalWorker::~LocalWorker() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  given_.notify_one();
  thread_.join();
}

void LocalWorker::give(std::uint64_t task) {
  {
    const std::scoped_lock lock(mutex_);
    tasks_.push_back(task);
    is_given_.store(true, std::memory_order_release);
  }
  given_.notify_one();
}

std::optional<Answered> LocalWorker::take(std::int64_t pause_ns) {
  std::unique_lock lock(mutex_);
  if (pause_ns > 0)
    answered_.wait_for(lock, std::chrono::nanoseconds(pause_ns),
                       [this] { return !answers_.empty() || error_ != nullptr; });
  if (error_ != nullptr)
    std::rethrow_exception(error_);
  if (answers_.empty())
    return std::nullopt;
  const Answered answered = answers_.front();
  answers_.pop_front();
  return answered;
}

void LocalWorker::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (tasks_.empty() && !ending_) {  // Going to sleep costs more than a small task.
      lock.unlock();
      for (const Patience patience;
           !is_given_.load(std::memory_order_acquire) && patience.pause_ns() == 0;)
        patience.pause();
      lock.lock();
    }
    given_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    if (ending_)
      return;
    const std::uint64_t task = tasks_.front();
    tasks_.pop_front();
    is_given_.store(!tasks_.empty(), std::memory_order_relaxed);
    lock.unlock();
    Answered answered;
    std::exception_ptr error;
    try {
      answered = run_task_(task);
    } catch (...) {  // The end of a thread: take() passes it on.
      error = std::current_exception();
    }
    lock.lock();
    if (error == nullptr)
      answers_.push_back(answered);
    error_ = error;
    answered_.notify_one();
    if (error != nullptr)
      return;
  }
}

}  // namespace primebench::mpi
