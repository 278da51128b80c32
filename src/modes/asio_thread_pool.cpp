#include <cstddef>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "modes/asio.hpp"
#include "modes/builtin.hpp"
#include "modes/worker_threads.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

class AsioThreadPool final : public Mode {
 public:
  // The pool's own constructor hangs if the system refuses one of its threads: those that
  // run are joined while they wait for work. So the threads are ours and attach themselves.
  AsioThreadPool(const Workload& workload, std::size_t threads)
      : workload_(workload),
        threads_(start_threads(
            threads, [this](std::size_t) { return [this] { pool_.attach(); }; },
            [this] { pool_.stop(); })) {}
  ~AsioThreadPool() override { pool_.stop(); }
  AsioThreadPool(const AsioThreadPool&) = delete;
  AsioThreadPool& operator=(const AsioThreadPool&) = delete;

  BatchResult run() override {
    std::vector<std::future<Answer>> answers;
    answers.reserve(workload_.tasks());
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      answers.push_back(asio::post(
          pool_, std::packaged_task<Answer()>([this, task] { return workload_.run_task(task); })));

    BatchResult result;
    for (std::size_t task = 0; task < answers.size(); ++task)
      result.add(task, workload_.received(answers[task].get()));
    return result;
  }

  void close() override {
    pool_.stop();
    threads_.clear();  // Joins.
  }

 private:
  const Workload& workload_;
  asio::thread_pool pool_{0};
  std::vector<std::jthread> threads_;  ///< Last: they use the rest.
};

}  // namespace

constinit const ModeSpec asio_thread_pool = {
    .name = "asio-thread-pool",
    .alias = "",
    .summary = "--pool threads of an Asio pool",
    .needs = "Asio",
    .family = Family::kThreads,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<AsioThreadPool>(workload, options.pool);
    },
};

}  // namespace primebench
