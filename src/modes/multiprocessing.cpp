#include <cstddef>
#include <memory>

#include "modes/builtin.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A task's verdict is its process's exit status: all that a process can leave behind
/// without anybody's memory or pipe.
class Multiprocessing final : public Mode {
 public:
  explicit Multiprocessing(const Workload& workload) : workload_(workload) {}

  Verdicts run() override {
    WorkerProcesses workers(workload_.tasks(),
                            [this](std::size_t task) { return workload_.run_task(task); });
    const std::size_t primes = workers.join();
    return {.primes = primes, .composites = workload_.tasks() - primes};
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
    .uses_pool = false,
    .per_task = PerTask::kProcess,
    .make = [](const Workload& workload, std::size_t) -> std::unique_ptr<Mode> {
      return std::make_unique<Multiprocessing>(workload);
    },
};

}  // namespace primebench
