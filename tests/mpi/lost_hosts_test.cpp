// What may happen to hosts, one by one: one line with the host's name, no row, nothing left.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "mpi/network.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#ifdef PRIMEBENCH_MPI_PROGRAM

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

const std::vector<std::string> kEndless = {
    "--prime", "1000000000000000003", "--runs", "100000", "-o", "r.csv"};

std::string scratch_left() {
  std::string left;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/shm")) {
    if (const std::string name = entry.path().filename().string();
        name.starts_with("primebench-program."))
      left += name + " ";
  }
  return left;
}

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

/// The rank on a host: the process that works, whose parent is one of the same name.
pid_t find_worker(const Network& network, std::size_t host) {
  constexpr int kParent = 4;
  for (const int pid : network.processes(host)) {
    const auto parent = static_cast<int>(stat_field(pid, kParent));
    if (told_of(pid, "cmdline").starts_with(kRank) && told_of(parent, "cmdline").starts_with(kRank))
      return pid;
  }
  return 0;
}

/// The launcher, as it is called before and from version 5 of Open MPI on.
pid_t find_launcher(const Network& network) {
  const pid_t found = find_process(network, 0, "mpirun");
  return found != 0 ? found : find_process(network, 0, "prterun");
}

/// Of one process: to `kill`, 0 would be all of our group.
void kill_found(pid_t process) {
  REQUIRE(process > 0);
  ::kill(process, SIGKILL);
}

/// Whether the rank on a host divides: it has used more CPU time than its start takes.
bool divides(const Network& network, std::size_t host) {
  constexpr int kUserTime = 14;
  constexpr unsigned long kTicks = 30;
  return stat_field(find_worker(network, host), kUserTime) >= kTicks;
}

void check_nothing_left(const Network& network) {
  for (const std::size_t host : {0U, 1U}) {
    const auto none = [&] { return network.processes(host).empty(); };
    CHECK(wait_until(none, 10'000));
  }
  CHECK(scratch_left().empty());
  CHECK_FALSE(std::filesystem::exists(network.directory() / "r.csv"));
}

/// With hosts that are not as they should be from the beginning.
void check_refusal(const Network& network, const std::string& hosts, const std::string& message) {
  std::vector<std::string> arguments = {"--mode", "mpi", "--hosts", hosts, "-q"};
  arguments.insert(arguments.end(), kEndless.begin(), kEndless.end());
  const CommandResult result = network.primebench(arguments);
  CHECK(result.status == 1);
  CAPTURE(result.err);
  CHECK(result.err.find("mpi: host " + message) != std::string::npos);
  check_nothing_left(network);
}

/// `happens` while the batch runs on two hosts. Returns what was said.
std::string said_when(const Network& network, const std::function<void(Process&)>& happens,
                      int expected_status) {
  std::vector<std::string> command = network.on_first();
  command.insert(command.end(), {PRIMEBENCH_BINARY, "--mode", "mpi", "--hosts", network.list(1),
                                 "-q", "--no-store"});
  command.insert(command.end(), kEndless.begin(), kEndless.end() - 2);
  Process process(command, network.directory().path());
  REQUIRE(wait_until([&] { return find_process(network, 1, kRank) != 0; }, 60'000));
  happens(process);
  CHECK(process.wait(60'000) == expected_status);
  check_nothing_left(network);
  return read_file(network.directory() / "err");
}

}  // namespace

TEST_CASE("a host that does not exist is named") {
  const auto network = Network::make(2);
  if (network)
    check_refusal(*network, network->host(0) + ":1,elsewhere:1", "elsewhere: cannot be reached: ");
}

TEST_CASE("a host that is cut off from the beginning is named") {
  const auto network = Network::make(2);
  if (!network)
    return;
  network->cut(1);
  check_refusal(*network, network->list(1), network->host(1) + ": ");
}

TEST_CASE("a host without the program is named") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string directory = std::filesystem::path(PRIMEBENCH_MPI_PROGRAM).parent_path();
  // In its place nothing, or a file that nobody may execute.
  for (const std::string& line :
       {"mount -t tmpfs none " + directory,
        fmt::format("mount --bind {} {}", (network->directory() / "hosts").string(),
                    PRIMEBENCH_MPI_PROGRAM)}) {
    network->prepare_others(line);
    check_refusal(
        *network, network->list(1),
        network->host(1) + ": no primebench-mode-mpi that runs there is at the same path as here");
  }
}

TEST_CASE("a host with another version is named") {
  const auto network = Network::make(2);
  if (!network)
    return;
  network->prepare_others(
      fmt::format("mount --bind {} {}", PRIMEBENCH_OLDER_MPI_PROGRAM, PRIMEBENCH_MPI_PROGRAM));
  check_refusal(*network, network->list(1), network->host(1) + ": it has primebench 0.0.9, and ");
}

TEST_CASE("a killed worker is named by its host") {
  const auto network = Network::make(2);
  if (!network)
    return;
  for (const std::size_t host : {std::size_t{0}, std::size_t{1}}) {
    const std::string said = said_when(
        *network,
        [&](Process&) {
          wait_until([&] { return divides(*network, 0) && divides(*network, 1); }, 60'000);
          kill_found(find_worker(*network, host));
        },
        1);
    CAPTURE(said);
    CHECK(said.find(fmt::format("host {}: a worker was killed by signal 9 (Killed)\n",
                                network->host(host))) != std::string::npos);
  }
}

TEST_CASE("whoever has lost the parent that would tell ends with it") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string said = said_when(
      *network, [&](Process&) { kill_found(find_process(*network, 1, kRank)); }, 1);
  // What Open MPI makes of it, which may be the other rank's end, or a status.
  CAPTURE(said);
  CHECK(said.starts_with("primebench: error: mpi: host "));
}

TEST_CASE("a killed launcher is named by its host") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string said = said_when(
      *network, [&](Process&) { kill_found(find_launcher(*network)); }, 1);
  CAPTURE(said);
  CHECK(said.find(fmt::format("host {}: the launcher was killed by signal 9 (Killed)",
                              network->host(0))) != std::string::npos);
}

TEST_CASE("a host that is cut off in the middle is named") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string said = said_when(
      *network, [&](Process&) { network->cut(1); }, 1);
  CAPTURE(said);
  CHECK(said.find(fmt::format("host {}: ", network->host(1))) != std::string::npos);
}

TEST_CASE("after Ctrl-C nothing is left on any host") {
  const auto network = Network::make(2);
  if (!network)
    return;
  said_when(
      *network, [](Process& process) { process.signal(SIGINT); }, 130);
}

}  // namespace primebench

#endif
