#include <poll.h>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "modes/builtin.hpp"
#include "modes/parcel_pipe.hpp"
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
    constexpr int kLookForDeadWorkersMs = 100;
    BatchResult result;
    ParcelPipe parcels(workload_.payload_bytes());
    const auto take = [&](std::size_t task, Answer answer, std::span<const std::byte> output) {
      result.add(task, workload_.received(answer, output));
    };
    const auto work = [&](std::size_t task) {
      std::vector<std::byte> output(workload_.payload_bytes());
      const Answer answer = workload_.run_task(task, workload_.input(task).data(), output.data());
      send_parcels(parcels.way(), task, std::span(&answer, 1), output);
      return Answer{0};
    };
    WorkerProcesses workers(workload_.tasks(), work, [&] { parcels.receive(take); });
    while (result.tasks < workload_.tasks() && workers.look()) {
      pollfd ready = {parcels.fd(), POLLIN, 0};
      ::poll(&ready, 1, kLookForDeadWorkersMs);
      parcels.receive(take);
    }
    parcels.receive(take);  // Of those that ended since the last look.
    workers.join();
    return result;
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
