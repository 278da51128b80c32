// primebench-mode-mpi: a batch spread over the ranks of Open MPI, on one host or several.
// docs/clusters.md says how to use it, docs/adding-a-mode.md what primebench says to it.

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "programs/mpi/agent.hpp"
#include "programs/mpi/front.hpp"
#include "programs/mpi/rank.hpp"

int main(int argc, char** argv) {
  using namespace primebench;
  ::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string first = arguments.empty() ? "" : arguments.front();
  try {
    if (first == "--describe") {
      std::cout << "mpi\tmachines\tpool\t--pool ranks over the --hosts\tpayload\n";
      return EXIT_SUCCESS;
    }
    if (first == "--rank")
      return mpi::run_rank();
    if (first == "--agent" && arguments.size() > 1)
      return mpi::run_agent(std::span(arguments).subspan(1));
    return mpi::run_front(first, std::filesystem::read_symlink("/proc/self/exe").string());
  } catch (const std::exception& error) {
    std::cerr << "primebench-mode-mpi: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
