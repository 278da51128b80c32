#include <cstddef>
#include <memory>

#include "modes/builtin.hpp"
#include "modes/worker_processes.hpp"
#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A task's process leaves its answer in a place of its own in memory that all share, and
/// nobody reads it before that process has been waited for, so no lock is needed.
class Multiprocessing final : public Mode {
 public:
  explicit Multiprocessing(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    const SharedArray<Answer> answers(workload_.tasks());
    WorkerProcesses workers(workload_.tasks(), [&](std::size_t task) {
      answers[task] = workload_.run_task(task);
    });
    workers.join();
    BatchResult result;
    for (std::size_t task = 0; task < workload_.tasks(); ++task)
      result.add(task, answers[task]);
    return result;
  }

 private:
  const Workload& workload_;
};

}  // namespace

constinit const ModeSpec multiprocessing = {
    .name = "multiprocessing",
    .alias = "",
    .summary = "a forked process per task",
    .needs = "fork",
    .family = Family::kProcesses,
    .workers = Workers::kPerTask,
    .divides_in_parallel = true,
    .shares_memory = false,
    .make = [](const Workload& workload, std::size_t) -> std::unique_ptr<Mode> {
      return std::make_unique<Multiprocessing>(workload);
    },
};

}  // namespace primebench
