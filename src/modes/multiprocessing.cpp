#include <cstddef>
#include <memory>
#include <span>

#include "modes/builtin.hpp"
#include "modes/parcel_collector.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// A task's process hands its answer back through a pipe, as Python's do with a queue.
class Multiprocessing final : public Mode {
 public:
  explicit Multiprocessing(const Workload& workload) : workload_(workload) {}

  BatchResult run() override {
    if (workload_.payload_bytes() != 0)
      return run_with_data();
    WorkerProcesses workers(workload_.tasks(),
                            [this](std::size_t task) { return workload_.run_task(task); });
    return workers.join();
  }

 private:
  /// A process has its task's input from the moment that it is forked.
  BatchResult run_with_data() {
    ParcelCollector collector(workload_);
    const auto work = [&](std::size_t task) {
      const std::size_t bytes = workload_.payload_bytes();
      const auto output = std::make_unique_for_overwrite<std::byte[]>(bytes);
      const Answer answer = workload_.run_task(task, workload_.input(task).data(), output.get());
      send_parcels(collector.way(), task, std::span(&answer, 1), {output.get(), bytes});
      return Answer{0};
    };
    WorkerProcesses workers(workload_.tasks(), work, [&] { collector.receive(); });
    return collector.collect_from(workers);
  }

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
    .make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
      return std::make_unique<Multiprocessing>(workload);
    },
};

}  // namespace primebench
