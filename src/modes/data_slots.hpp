// Places in shared memory for the data of tasks that are under way to worker processes and back.

#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "sys/shared_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// A number of slots with room for the data of a task each; of no use, and no memory, if tasks
/// carry none: a slot is then any number. Construct it before forking; only the owner puts and
/// takes, and workers run tasks in the slots that they are told.
class DataSlots {
 public:
  /// Throws std::system_error if there is not enough address space.
  DataSlots(const Workload& workload, std::size_t count)
      : workload_(workload), bytes_(workload.payload_bytes()), memory_(count * bytes_) {
    for (std::size_t slot = bytes_ == 0 ? 0 : count; slot > 0; --slot)
      free_.push_back(slot - 1);
  }

  /// Copies the input of task `task` into a free slot, of which there must be one.
  std::size_t put_input(std::size_t task) {
    if (bytes_ == 0)
      return 0;
    const std::size_t taken = free_.back();
    free_.pop_back();
    std::ranges::copy(workload_.input(task), at(taken).begin());
    return taken;
  }

  /// In a worker: the output takes the place of the input.
  [[nodiscard]] Answer run(std::size_t task, std::size_t slot) const {
    if (bytes_ == 0)
      return workload_.run_task(task);
    std::byte* const data = at(slot).data();
    return workload_.run_task(task, data, data);
  }

  /// The answer of a task with the copied output, as Workload::run_task() has it; the slot is free
  /// then.
  Answer take_output(Answer answer, std::size_t slot) {
    if (bytes_ == 0)
      return answer;
    free_.push_back(slot);
    return workload_.parcel(answer, at(slot));
  }

 private:
  [[nodiscard]] std::span<std::byte> at(std::size_t slot) const {
    return memory_.span().subspan(slot * bytes_, bytes_);
  }

  const Workload& workload_;
  std::size_t bytes_;
  SharedArray<std::byte> memory_;
  std::vector<std::size_t> free_;
};

}  // namespace primebench
