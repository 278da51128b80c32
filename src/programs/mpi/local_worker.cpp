#include "programs/mpi/local_worker.hpp"

#include <chrono>
#include <utility>

#include "programs/mpi/patience.hpp"

namespace primebench::mpi {

LocalWorker::LocalWorker(RunTask run_task) : run_task_(std::move(run_task)) {
  thread_ = std::thread([this] { work(); });
}

LocalWorker::~LocalWorker() {
  ending_ = true;
  tasks_.ring();
  thread_.join();
}

void LocalWorker::give(std::uint64_t task) { tasks_.give(task); }

std::optional<Answered> LocalWorker::take(std::int64_t pause_ns) {
  if (pause_ns > 0)
    answers_.sleep(std::chrono::nanoseconds(pause_ns), [this] { return failed_.load(); });
  if (failed_)
    std::rethrow_exception(error_);
  return answers_.take();
}

void LocalWorker::work() {
  const auto ending = [this] { return ending_.load(); };
  while (true) {
    for (const Patience patience; tasks_.empty() && !ending() && patience.pause_ns() == 0;)
      std::this_thread::yield();  // Going to sleep costs more than a small task.
    while (tasks_.empty() && !ending())
      tasks_.sleep(std::chrono::hours(1), ending);
    if (ending())
      return;
    try {
      answers_.give(run_task_(*tasks_.take()));
    } catch (...) {  // The end of a thread: take() passes it on.
      error_ = std::current_exception();
      failed_ = true;
      answers_.ring();
      return;
    }
  }
}

}  // namespace primebench::mpi
