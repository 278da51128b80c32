// What may happen to hosts, one by one: one line with the host's name, no row, nothing left.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "mpi/network.hpp"
#include "mpi/rank_processes.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#ifdef PRIMEBENCH_MPI_PROGRAM

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

const std::vector<std::string> kEndless = {
    "--prime", "1000000000000000003", "--runs", "100000", "-o", "r.csv"};

/// Five seconds are what documents say; this is for a machine with much else to do.
constexpr std::int64_t kSoonNs = 20'000'000'000;

/// "primebench-program.USER.PID", but not of a process that lives: other tests run side by side.
bool is_of_the_dead(const std::string& name) {
  if (!name.starts_with("primebench-program."))
    return false;
  const int process = std::atoi(name.c_str() + name.rfind('.') + 1);
  return process <= 0 || (::kill(process, 0) != 0 && errno == ESRCH);
}

/// What there is of primebench, and of Open MPI on the network's hosts.
std::set<std::string> scratch_of(const Network& network) {
  std::set<std::string> found;
  for (const char* const directory : {"/dev/shm", "/tmp"}) {
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      const std::string name = entry.path().filename().string();
      const auto in_name = [&](std::size_t host) {
        return name.find("." + network.host(host) + ".") != std::string::npos;
      };
      if (is_of_the_dead(name) || in_name(0) || in_name(1))
        found.insert(name);
    }
  }
  return found;
}

/// Likewise, new since `before`.
std::string scratch_left(const Network& network, const std::set<std::string>& before) {
  std::string left;
  for (const std::string& name : scratch_of(network)) {
    if (!before.contains(name))
      left += name + " ";
  }
  return left;
}

/// Until then Open MPI may not have begun.
void wait_until_all_divide(const Network& network) {
  REQUIRE(wait_until([&] { return divides(network, 0) && divides(network, 1); }, 60'000));
}

void check_nothing_left(const Network& network, const std::set<std::string>& before) {
  for (const std::size_t host : {0U, 1U}) {
    const auto none = [&] { return network.processes(host).empty(); };
    CHECK(wait_until(none, 10'000));
  }
  const auto no_scratch = [&] { return scratch_left(network, before).empty(); };
  CHECK_MESSAGE(wait_until(no_scratch, 10'000), scratch_left(network, before));
  CHECK_FALSE(std::filesystem::exists(network.directory() / "r.csv"));
}

/// With hosts that are not as they should be from the beginning.
void check_refusal(const Network& network, const std::string& hosts, const std::string& message) {
  std::vector<std::string> arguments = {"--mode", "mpi", "--hosts", hosts, "-q"};
  arguments.insert(arguments.end(), kEndless.begin(), kEndless.end());
  const std::set<std::string> before = scratch_of(network);
  const std::int64_t began_ns = now_ns();
  const CommandResult result = network.primebench(arguments);
  CHECK(now_ns() - began_ns < kSoonNs);
  CHECK(result.status == 1);
  CAPTURE(result.err);
  CHECK(result.err.find("mpi: host " + message) != std::string::npos);
  check_nothing_left(network, before);
}

/// `happens` while the batch runs on two hosts, two ranks on each. Returns what was said.
std::string said_when(const Network& network, const std::function<void(Process&)>& happens,
                      int expected_status) {
  std::vector<std::string> command = network.on_first();
  command.insert(command.end(), {PRIMEBENCH_BINARY, "--mode", "mpi", "--hosts", network.list(2),
                                 "-q", "--no-store"});
  command.insert(command.end(), kEndless.begin(), kEndless.end() - 2);
  const std::set<std::string> before = scratch_of(network);
  Process process(command, network.directory().path());
  REQUIRE(wait_until([&] { return find_parent(network, 1) != 0; }, 60'000));
  happens(process);
  const std::int64_t began_ns = now_ns();
  CHECK(process.wait(60'000) == expected_status);
  CHECK(now_ns() - began_ns < kSoonNs);
  check_nothing_left(network, before);
  return read_file(network.directory() / "err");
}

}  // namespace

TEST_CASE("after a batch nothing is left on any host, and Open MPI has no complaint") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::set<std::string> before = scratch_of(*network);
  const CommandResult result =
      network->primebench({"--mode", "mpi", "--hosts", network->list(2), "-q", "--no-store",
                           "--prime", "1009", "--runs", "40"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  check_nothing_left(*network, before);
}

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
          wait_until_all_divide(*network);
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
      *network, [&](Process&) { kill_found(find_parent(*network, 1)); }, 1);
  // What Open MPI makes of it, which may be the other rank's end, or a status.
  CAPTURE(said);
  CHECK(said.starts_with("primebench: error: mpi: host "));
}

TEST_CASE("a killed launcher is named by its host") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string said = said_when(
      *network,
      [&](Process&) {
        wait_until_all_divide(*network);
        kill_found(find_launcher(*network));
      },
      1);
  CAPTURE(said);
  CHECK(said.find(fmt::format("host {}: the launcher was killed by signal 9 (Killed)",
                              network->host(0))) != std::string::npos);
}

TEST_CASE("a host that is cut off in the middle is named") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const std::string said = said_when(
      *network,
      [&](Process&) {
        wait_until_all_divide(*network);
        network->cut(1);
      },
      1);
  CAPTURE(said);
  CHECK(said.find(fmt::format("host {}: ", network->host(1))) != std::string::npos);
}

TEST_CASE("after Ctrl-C nothing is left on any host") {
  const auto network = Network::make(2);
  if (!network)
    return;
  said_when(
      *network,
      [&](Process& process) {
        wait_until_all_divide(*network);
        process.signal(SIGINT);
      },
      130);
}

}  // namespace primebench

#endif
