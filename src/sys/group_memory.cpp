#include "sys/group_memory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

#include "sys/fd.hpp"

namespace primebench {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

/// The process of which the entry of /proc tells; 0 if it is another file.
pid_t process_of(const dirent& entry) noexcept {
  const std::string_view name = entry.d_name;
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  return error == std::errc() && end == name.data() + name.size() ? pid : 0;
}

using Text = std::array<char, 2048>;

/// What a file of the process says, in `text`; "" if it cannot be read.
std::string_view told_by(pid_t pid, const char* name, Text& text) noexcept {
  std::array<char, 40> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/%s", pid, name);
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : -1;
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::optional<std::uint64_t> memory_of(pid_t pid) noexcept {
  Text text;  // NOLINT: is written before it is read.
  return parse_proportional_bytes(told_by(pid, "smaps_rollup", text));
}

/// 0 if it has none, or has ended.
pid_t parent_of(pid_t pid) noexcept {
  Text text;  // NOLINT: is written before it is read.
  const std::string_view stat = told_by(pid, "stat", text);
  // "7 (name) S 1 ...", and the name may be anything.
  constexpr std::size_t kBehind = std::string_view(") S ").size();
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string_view::npos || stat.size() < name_end + kBehind)
    return 0;
  pid_t parent = 0;
  std::from_chars(stat.data() + name_end + kBehind, stat.data() + stat.size(), parent);
  return parent;
}

/// Puts those that descend from `members`, and are none, behind them.
void add_descendants(std::vector<pid_t>& members, const std::vector<pid_t>& others) {
  std::multimap<pid_t, pid_t> children;
  for (const pid_t pid : others)
    children.emplace(parent_of(pid), pid);
  for (std::size_t i = 0; i < members.size(); ++i) {  // They grow.
    const auto [first, last] = children.equal_range(members[i]);
    for (auto child = first; child != last; ++child)
      members.push_back(child->second);
  }
}

/// Once each: a process has one parent, and of `others` none is in the group.
std::vector<pid_t> members_of(pid_t group, Strays strays) {
  std::vector<pid_t> members;
  std::vector<pid_t> others;
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir("/proc"));
  if (!directory)
    return members;
  while (const dirent* entry = ::readdir(directory.get())) {
    const pid_t pid = process_of(*entry);
    if (pid != 0)
      (::getpgid(pid) == group ? members : others).push_back(pid);
  }
  if (strays == Strays::kCount)
    add_descendants(members, others);
  return members;
}

}  // namespace

std::optional<std::uint64_t> group_memory(pid_t group, Strays strays) {
  const std::vector<pid_t> processes = members_of(group, strays);
  std::uint64_t sum = 0;
  std::size_t read = 0;  // The leader not counted: it is larger than its workers.
  std::size_t gone = 0;
  bool known = false;
  std::uint64_t of_workers = 0;
  for (const pid_t pid : processes) {
    const std::optional<std::uint64_t> bytes = memory_of(pid);
    known = known || bytes;
    sum += bytes.value_or(0);
    if (pid == group)
      continue;
    of_workers += bytes.value_or(0);
    ++(bytes ? read : gone);
  }
  if (!known)
    return std::nullopt;
  // Of pages that all share, those that outlive many have a larger part each, so that their
  // mean says nothing of those that are gone.
  constexpr std::size_t kFew = 10;
  return sum + (gone * kFew <= read ? gone * of_workers / std::max<std::size_t>(read, 1) : 0);
}

std::optional<std::uint64_t> parse_proportional_bytes(std::string_view smaps_rollup) noexcept {
  constexpr std::string_view kName = "\nPss:";
  const std::size_t place = smaps_rollup.find(kName);
  if (place == std::string_view::npos)
    return std::nullopt;
  const std::size_t digits = smaps_rollup.find_first_not_of(' ', place + kName.size());
  if (digits == std::string_view::npos)
    return std::nullopt;
  std::uint64_t kib = 0;
  const char* const end = smaps_rollup.data() + smaps_rollup.size();
  if (std::from_chars(smaps_rollup.data() + digits, end, kib).ec != std::errc())
    return std::nullopt;
  return kib * 1024;
}

}  // namespace primebench
