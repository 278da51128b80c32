// The other side of multiprocessing-spawn: a fresh process of this program that runs one task.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "modes/parcel_pipe.hpp"
#include "workload/kernel.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// The descriptors for the data of a spawned worker's task, which it inherits.
struct SpawnedData {
  std::size_t bytes = 0;  ///< 0: it carries none, and there are no descriptors.
  int input = -1;
  ParcelWay output{};
};

/// The arguments, that of the program's own name included, with which this program runs the
/// task that is told in `task` (see Workload::tell()), as worker `worker` of this process, and
/// writes what comes of it to the two descriptors, which it inherits.
std::vector<std::string> spawned_arguments(std::size_t worker, int returned, int failures,
                                           const std::string& task, const SpawnedData& data = {});

/// For the beginning of main(): if the arguments are those above, runs the task and ends the
/// process. Else returns. Throws UsageError if a person has typed the command.
void run_if_spawned(int argc, char** argv, FindKernel find = find_kernel);

}  // namespace primebench
