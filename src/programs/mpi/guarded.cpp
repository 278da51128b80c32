#include "programs/mpi/guarded.hpp"

#include <fmt/core.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "programs/mpi/conversation.hpp"
#include "programs/mpi/this_host.hpp"
#include "sys/child.hpp"

namespace primebench::mpi {
namespace {

/// Time for a SIGTERM that was sent to both to arrive here too.
constexpr std::chrono::milliseconds kUntilSignalled{5};
/// Time for what was said to reach the launcher before it learns of the death and ends all.
constexpr std::chrono::milliseconds kUntilHeard{100};

}  // namespace

int run_guarded(const std::function<void()>& body) {
  ChildProcess worker = ChildProcess::fork(body);
  const ProcessExit exit = worker.wait();
  if (!WIFSIGNALED(exit.status))
    return WEXITSTATUS(exit.status);
  std::this_thread::sleep_for(kUntilSignalled);
  std::cerr << fmt::format("{}{}: a worker {}\n", kOwnWords, this_host(), exit.describe())
            << std::flush;
  std::this_thread::sleep_for(kUntilHeard);
  return EXIT_FAILURE;
}

}  // namespace primebench::mpi
