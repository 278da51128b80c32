// What the modes share that start a process for each task whose data comes back.

#pragma once

#include <poll.h>

#include <cstddef>
#include <span>

#include "modes/parcel_pipe.hpp"
#include "modes/worker_processes.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// Receives a parcel from each of as many workers as there are tasks, and adds up what counts.
class ParcelCollector {
 public:
  /// Construct it before the workers are started. Throws std::system_error.
  explicit ParcelCollector(const Workload& workload)
      : workload_(workload), parcels_(workload.payload_bytes()) {}

  [[nodiscard]] ParcelWay way() const noexcept { return parcels_.way(); }

  /// Takes what has arrived. To be called while workers are started, since those that have run
  /// wait until their parcel fits into the pipe.
  void receive() {
    parcels_.receive([this](std::size_t task, Answer answer, std::span<const std::byte> output) {
      result_.add(task, workload_.received(answer, output));
    });
  }

  /// Waits until all parcels have come and all workers have ended. Throws Error as soon as one
  /// ends in any other way than that its body returned.
  BatchResult collect_from(WorkerProcesses& workers) {
    constexpr int kLookForDeadWorkersMs = 100;
    while (result_.tasks < workload_.tasks() && workers.look()) {
      pollfd ready = {parcels_.fd(), POLLIN, 0};
      ::poll(&ready, 1, kLookForDeadWorkersMs);
      receive();
    }
    receive();  // Of those that ended since the last look.
    workers.join();
    return result_;
  }

 private:
  const Workload& workload_;
  ParcelPipe parcels_;
  BatchResult result_;
};

}  // namespace primebench
