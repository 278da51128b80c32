#include "mpi/network.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>

#include "core/text.hpp"
#include "support/not_run.hpp"

namespace primebench::test {
namespace {

/// Of a shell line; empty: it went well.
std::string trouble_of(const std::string& line, const std::filesystem::path& directory) {
  const CommandResult result = run_command({"sh", "-ec", line}, directory);
  return result.status == 0 ? "" : fmt::format("{}: {}", line, result.err);
}

/// Whether there is the mount below which namespaces have names.
bool place_is_mounted() {
  return read_file("/proc/self/mountinfo").find(" /run/netns ") != std::string::npos;
}

}  // namespace

Network::Network(std::size_t hosts)
    : prefix_(fmt::format("pb{}", ::getpid())), had_place_(place_is_mounted()) {
  static int made = 0;
  prefix_ += static_cast<char>('a' + made++);
  std::string names = "127.0.0.1 localhost\n";
  for (std::size_t i = 0; i < hosts; ++i) {
    hosts_.push_back(fmt::format("{}{}", prefix_, i));
    names += fmt::format("10.77.0.{} {}\n", i + 1, hosts_[i]);
  }
  std::string lines = fmt::format(
      "ip netns add {0}; ip -n {0} link add br0 type bridge; "
      "ip -n {0} link set br0 up; ip -n {0} link set lo up\n",
      prefix_);
  for (std::size_t i = 0; i < hosts; ++i) {
    const std::string& host = hosts_[i];
    lines += fmt::format(
        "ip netns add {0}; ip link add eth0 netns {0} type veth peer name port{2} netns {1}\n"
        "ip -n {1} link set port{2} master br0 up; ip -n {0} addr add 10.77.0.{3}/24 dev eth0\n"
        "ip -n {0} link set lo up; ip -n {0} link set eth0 up; mkdir -p /etc/netns/{0}\n"
        "cp {4}/hosts /etc/netns/{0}/hosts\n",
        host, prefix_, i, i + 1, directory_.path().string());
  }
  write_file(directory_ / "hosts", names);
  prepare_others(":");
  open_door();
  if (const std::string trouble = trouble_of(lines, directory_.path()); !trouble.empty()) {
    remove_hosts();
    throw std::runtime_error("no network namespaces here: " + trouble);
  }
}

std::unique_ptr<Network> Network::make(std::size_t hosts) {
#ifdef PRIMEBENCH_MPI_PROGRAM
  try {
    return std::make_unique<Network>(hosts);
  } catch (const std::runtime_error& error) {
    not_run(error.what());
  }
#else
  not_run(fmt::format("{} hosts: there is no Open MPI here, or a sanitizer", hosts));
#endif
  return nullptr;
}

Network::~Network() { remove_hosts(); }

void Network::remove_hosts() const {
  std::vector<std::string> all = hosts_;
  all.push_back(prefix_);
  for (const std::string& one : all)
    run_command({"sh", "-c",
                 fmt::format("ip netns pids {0} 2>/dev/null | xargs -r kill -9; "
                             "ip netns del {0} 2>/dev/null; rm -rf /etc/netns/{0}; "
                             "rm -rf /tmp/ompi.{0}.* /tmp/prte.{0}.*; rmdir /etc/netns 2>/dev/null",
                             one)},
                "/");
  if (!had_place_)  // `ip` has made it for the first namespace and leaves it there.
    run_command({"sh", "-c", "umount /run/netns 2>/dev/null && rmdir /run/netns"}, "/");
}

std::string Network::list(std::size_t slots) const {
  std::vector<std::string> items;
  items.reserve(hosts_.size());
  for (const std::string& host : hosts_)
    items.push_back(fmt::format("{}:{}", host, slots));
  return joined(items, ",");
}

std::vector<std::string> Network::on_first() const {
  return {
      "ip",
      "netns",
      "exec",
      hosts_.front(),
      "unshare",
      "--uts",
      "sh",
      "-c",
      fmt::format("hostname {}; export OMPI_MCA_plm_rsh_agent={} PRTE_MCA_plm_ssh_agent={}; "
                  "exec \"$@\"",
                  hosts_.front(), (directory_ / "agent").string(), (directory_ / "agent").string()),
      "first"};
}

CommandResult Network::primebench(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = on_first();
  command.emplace_back(PRIMEBENCH_BINARY);
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_command(command, directory_.path());
}

void Network::prepare_others(const std::string& line) const {
  write_file(
      directory_ / "serve",
      fmt::format("host=$(sed -n 1p call.$1); command=$(sed 1d call.$1)\n"
                  "ip netns exec \"$host\" unshare --uts --mount sh -c '\n"
                  "hostname \"$1\"; shift\n{}\nexec sh -c \"$*\"' agent \"$host\" \"$command\" "
                  "</proc/$1/fd/0 >/proc/$1/fd/1 2>/proc/$1/fd/2\n"
                  "echo $? >answer.$1\n",
                  line));
}

// The processes of another host are none that primebench could reach here, so its agent asks this
// to start them, as ssh asks another machine.
void Network::open_door() {
  const std::filesystem::path agent = directory_ / "agent";
  write_file(agent,
             fmt::format("#!/bin/sh\ncd {}\nmkfifo answer.$$; exec 4<>answer.$$\nhost=$1; shift\n"
                         "printf '%s\\n' \"$host\" \"$*\" >call.$$\necho $$ >door\n"
                         "read status <&4\nexit $status\n",
                         directory_.path().string()));
  std::filesystem::permissions(agent, std::filesystem::perms::owner_all);
  const std::filesystem::path own = directory_ / "others";
  std::filesystem::create_directory(own);
  others_.emplace(
      std::vector<std::string>{
          "sh", "-c",
          "cd ..; mkfifo door; exec 3<>door; while read -r id <&3; do sh ./serve $id 3<&- & done"},
      own);
  wait_until([&] { return std::filesystem::exists(directory_ / "door"); }, 10'000);
}

void Network::cut(std::size_t index) const {
  run_command({"ip", "-n", hosts_[index], "link", "set", "eth0", "down"}, "/");
}

std::vector<int> Network::processes(std::size_t index) const {
  const CommandResult result = run_command({"ip", "netns", "pids", hosts_[index]}, "/");
  std::istringstream numbers(result.out);
  std::vector<int> found;
  for (int pid = 0; numbers >> pid;)
    found.push_back(pid);
  return found;
}

}  // namespace primebench::test
