#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "modes/builtin.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A task's verdict in shared memory; 0 until its process has written it.
enum Verdict : std::uint8_t { kNone = 0, kComposite = 1, kPrime = 2 };

class Multiprocessing final : public Mode {
 public:
  explicit Multiprocessing(const Workload& workload)
      : workload_(workload), verdicts_(workload.tasks()) {}

  Verdicts run() override {
    WorkerProcesses workers(workload_.tasks(), [&](std::size_t task) {
      verdicts_[task].store(workload_.run_task(task) ? kPrime : kComposite);
    });
    workers.join();

    Verdicts verdicts;
    for (const auto& verdict : verdicts_.span()) {
      if (verdict != kNone)
        verdicts.add(verdict == kPrime);
    }
    return verdicts;
  }

 private:
  const Workload& workload_;
  SharedArray<std::atomic<std::uint8_t>> verdicts_;
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
