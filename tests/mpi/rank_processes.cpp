#include "mpi/rank_processes.hpp"

#ifdef PRIMEBENCH_MPI_PROGRAM

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <sstream>

#include "support/process.hpp"

namespace primebench::test {
namespace {

/// As /proc has command lines: with zeros between the words.
const std::string kRank = std::string(PRIMEBENCH_MPI_PROGRAM) + '\0' + "--rank";

/// The process on a host whose command line begins with `words`; 0: there is none.
pid_t find_process(const Network& network, std::size_t host, const std::string& words) {
  for (const int pid : network.processes(host)) {
    if (told_of(pid, "cmdline").starts_with(words))
      return pid;
  }
  return 0;
}

/// Field `number` (from 3 on) of /proc/pid/stat; 0: the process is gone.
unsigned long stat_field(int pid, int number) {
  const std::string stat = told_of(pid, "stat");
  std::istringstream words(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
  std::string word;
  for (int field = 3; field < number; ++field)
    words >> word;
  unsigned long value = 0;
  words >> value;
  return value;
}

}  // namespace

pid_t find_parent(const Network& network, std::size_t host) {
  return find_process(network, host, kRank);
}

pid_t find_worker(const Network& network, std::size_t host) {
  constexpr int kParent = 4;
  constexpr int kGroup = 5;
  for (const int pid : network.processes(host)) {
    const auto parent = static_cast<int>(stat_field(pid, kParent));
    if (told_of(pid, "cmdline").starts_with(kRank) &&
        told_of(parent, "cmdline").starts_with(kRank) &&
        stat_field(pid, kGroup) == stat_field(parent, kGroup))
      return pid;
  }
  return 0;
}

pid_t find_launcher(const Network& network) {
  const pid_t found = find_process(network, 0, "mpirun");
  return found != 0 ? found : find_process(network, 0, "prterun");
}

void kill_found(pid_t process) {
  REQUIRE(process > 0);
  ::kill(process, SIGKILL);
}

bool divides(const Network& network, std::size_t host) {
  constexpr int kUserTime = 14;
  constexpr unsigned long kTicks = 30;
  return stat_field(find_worker(network, host), kUserTime) >= kTicks;
}

}  // namespace primebench::test

#endif
