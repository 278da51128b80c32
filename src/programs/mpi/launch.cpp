#include "programs/mpi/launch.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench::mpi {
namespace {

using Words = std::vector<std::string>;

void add(Words& words, std::initializer_list<std::string_view> more) {
  words.insert(words.end(), more.begin(), more.end());
}

/// Sets a parameter of Open MPI, or of the launcher that it has from version 5 on, unless the
/// user's own words do.
class Settings {
 public:
  Settings(Words& words, unsigned version) : words_(words), version_(version) {}

  void mpi(std::string_view name, std::string_view value) { set("--mca", name, value); }
  void launcher(std::string_view name, std::string_view value) {
    set(version_ < 5 ? "--mca" : "--prtemca", name, value);
  }

 private:
  void set(std::string_view flag, std::string_view name, std::string_view value) {
    if (std::find(words_.begin(), words_.end(), name) == words_.end())
      add(words_, {flag, name, value});
  }

  Words& words_;
  unsigned version_;
};

std::string host_list(const std::vector<HostSlots>& hosts) {
  Words list;
  list.reserve(hosts.size());
  for (const HostSlots& host : hosts)
    list.push_back(fmt::format("{}:{}", host.name, host.slots));
  return joined(list, ",");
}

/// A rank or host that is lost is noticed soon, and nothing is waited for then. From version 5
/// on the launcher waits for a quarter of a second, which nothing changes.
void end_quickly(Settings& settings, unsigned version) {
  if (version < 5)
    settings.launcher("odls_base_sigkill_timeout", "0");
  const std::string_view keepalive = version < 6 ? "oob_tcp_keepalive" : "prte_keepalive";
  settings.launcher(fmt::format("{}_time", keepalive), "1");
  settings.launcher(fmt::format("{}_intvl", keepalive), "1");
  settings.launcher(fmt::format("{}_probes", keepalive), "3");
}

/// Other hosts are reached through our own agent, which says which one cannot be. It cannot be
/// named where blanks and colons mean something else. A daemon does not begin without an agent
/// that it finds, which it does not use: behind the colon is one for a host that has not ours.
void reach_hosts(Settings& settings, const Surroundings& where) {
  const std::string_view old = where.version < 5 ? "plm_rsh" : "plm_ssh";
  const std::string agent = where.agent.empty() ? std::string(kUsualAgent) : where.agent;
  const bool nameable = where.own_file.find_first_of(" :") == std::string::npos;
  settings.launcher(fmt::format("{}_agent", old),
                    nameable ? fmt::format("{} --agent {} : sh", where.own_file, agent) : agent);
  settings.launcher(fmt::format("{}_no_tree_spawn", old), "1");  // All from here, by that agent.
}

Words open_mpi(const Machines& machines, std::size_t ranks, const Surroundings& where) {
  Words words = words_of(machines.launcher);
  if (words.empty())
    words = {"mpirun"};
  Settings settings(words, where.version);
  if (where.is_root)
    add(words, {"--allow-run-as-root"});
  // Else every daemon binds its first rank to its first core: on one machine the same one.
  add(words, {"--bind-to", "none"});
  settings.mpi("pml", "ob1");  // Looking for faster networks took 200 ms.
  settings.mpi("mpi_yield_when_idle", "1");
  end_quickly(settings, where.version);
  const bool here = stays_here(machines, where.host);
  if (!machines.hosts.empty())
    add(words, {"--host", host_list(machines.hosts)});
  if (!here)
    reach_hosts(settings, where);
  else if (where.version < 5)
    settings.launcher("plm", "isolated");  // Else it wants a remote shell that it does not use.
  const bool crowded = machines.hosts.empty() || (here && ranks > machines.slots());
  if (where.version < 5)
    add(words, {"--map-by", "node"});
  else
    add(words, {"--map-by", crowded ? "node:OVERSUBSCRIBE" : "node"});
  if (crowded && where.version < 5)
    add(words, {"--oversubscribe"});
  return words;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0)
      words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_open_mpi(std::string_view launcher) {
  const Words words = words_of(launcher);
  if (words.empty())
    return true;
  const std::string name = words.front().substr(words.front().rfind('/') + 1);
  constexpr auto kNames = std::to_array<std::string_view>(
      {"mpirun", "mpiexec", "orterun", "prterun", "mpirun.openmpi", "mpiexec.openmpi"});
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

unsigned version_in(std::string_view text) {
  constexpr std::string_view kMark = "(Open MPI) ";
  const std::size_t mark = text.find(kMark);
  if (mark == std::string_view::npos)
    throw Error(fmt::format("mpirun is not Open MPI's: {}; name it with --launcher",
                            in_quotes(text.substr(0, text.find('\n')))));
  const std::string_view number = text.substr(mark + kMark.size());
  return static_cast<unsigned>(
      parse_count("the version of mpirun", number.substr(0, number.find('.')), 1, 1000));
}

bool stays_here(const Machines& machines, const std::string& host) {
  return std::all_of(machines.hosts.begin(), machines.hosts.end(), [&](const HostSlots& one) {
    return one.name == "localhost" || one.name == host;
  });
}

std::string other_hosts(const Machines& machines, const std::string& host) {
  std::vector<std::string> names;
  for (const HostSlots& one : machines.hosts) {
    if (one.name != host)
      names.push_back(one.name);
  }
  constexpr std::size_t kMost = 5;
  names.resize(std::min(names.size(), kMost));
  return fmt::format("host {}", joined(names, " or "));
}

std::vector<std::string> launch_command(const Machines& machines, std::size_t ranks,
                                        const Surroundings& where) {
  Words words = is_open_mpi(machines.launcher) ? open_mpi(machines, ranks, where)
                                               : words_of(machines.launcher);
  add(words, {"-n", std::to_string(ranks), where.own_file, "--rank"});
  return words;
}

}  // namespace primebench::mpi
