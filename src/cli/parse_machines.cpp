#include "cli/parse_machines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include "cli/parse_list.hpp"
#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr std::uint64_t kMostSlots = 4096;

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r"));
  text.remove_prefix(word.size());
  return word;
}

/// Goes into the command lines of mpirun and of a remote shell: nothing but a name may stand there.
void check_name(std::string_view name, std::string_view where) {
  const bool good =
      !name.empty() && name.size() <= 253 && name.front() != '-' && name.front() != '.' &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
          name.npos;
  if (!good)
    throw UsageError(
        fmt::format("{} takes names of hosts, such as node1, not {}", where, in_quotes(name)));
}

/// A host that is named again has room for more.
void add_host(Machines& machines, std::string_view name, std::size_t slots) {
  const auto found = std::find_if(machines.hosts.begin(), machines.hosts.end(),
                                  [&](const HostSlots& host) { return host.name == name; });
  if (found == machines.hosts.end())
    machines.hosts.push_back({.name = std::string(name), .slots = slots});
  else
    found->slots += slots;
}

void add_item(Machines& machines, std::string_view item, std::string_view where) {
  const std::size_t colon = std::min(item.find(':'), item.size());
  const std::string_view name = item.substr(0, colon);
  check_name(name, where);
  add_host(machines, name,
           colon == item.size() ? 1 : parse_count(where, item.substr(colon + 1), 1, kMostSlots));
}

void add_line(Machines& machines, std::string_view line, const std::string& where) {
  line = line.substr(0, line.find('#'));
  const std::string_view name = take_word(line);
  if (name.empty())
    return;
  constexpr std::string_view kSlots = "slots=";
  std::size_t slots = 1;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    if (word.starts_with(kSlots))
      slots = parse_count(where, word.substr(kSlots.size()), 1, kMostSlots);
    else if (!word.starts_with("max_slots=") && !word.starts_with("max-slots="))
      throw UsageError(
          fmt::format("{}: a line is a host and slots=N, not {}", where, in_quotes(word)));
  }
  check_name(name, where);
  add_host(machines, name, slots);
}

void read_hosts(Machines& machines, const std::string& file) {
  std::ifstream in(file);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number)
    add_line(machines, line, fmt::format("--hosts, line {} of {}", number, quoted_path(file)));
  if (in.bad() || !in.eof())
    throw UsageError(fmt::format("--hosts: cannot read {}", quoted_path(file)));
}

}  // namespace

std::shared_ptr<const Machines> parse_machines(const std::optional<std::string>& hosts,
                                               const std::optional<std::string>& launcher) {
  if (!hosts && !launcher)
    return nullptr;
  Machines machines;
  if (hosts) {
    std::error_code unknown;
    if (std::filesystem::exists(*hosts, unknown)) {
      read_hosts(machines, *hosts);
    } else if (hosts->find('/') != std::string::npos) {
      throw UsageError(fmt::format("--hosts: there is no file {}", quoted_path(*hosts)));
    } else {
      for (const std::string_view item : split_list(*hosts))
        add_item(machines, item, "--hosts");
    }
    if (machines.hosts.empty())
      throw UsageError("--hosts names no host");
  }
  if (launcher) {
    machines.launcher = *launcher;
    const auto odd = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (launcher->find_first_not_of(' ') == std::string::npos || launcher->size() > 2000 ||
        std::any_of(launcher->begin(), launcher->end(), odd))
      throw UsageError(fmt::format("--launcher takes a command, such as \"srun\", not {}",
                                   in_quotes(*launcher)));
  }
  return std::make_shared<const Machines>(std::move(machines));
}

}  // namespace primebench
