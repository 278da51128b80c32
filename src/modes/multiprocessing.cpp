#include <cstddef>
#include <memory>

#include "modes/builtin.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A task's process hands its answer back through a pipe, as Python's do with a queue.
class Multiprocessing final : public Mode {
 public:
  explicit Multiprocessing(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    WorkerProcesses workers(workload_.tasks(),
                            [this](std::size_t task) { return workload_.run_task(task); });
    return workers.join();
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
