#include "sys/group_memory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
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

std::optional<std::uint64_t> memory_of(pid_t pid) noexcept {
  std::array<char, 40> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/smaps_rollup", pid);
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  std::array<char, 2048> text{};
  const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : -1;
  if (size <= 0)
    return std::nullopt;
  return parse_proportional_bytes({text.data(), static_cast<std::size_t>(size)});
}

std::vector<pid_t> members_of(pid_t group) {
  std::vector<pid_t> members;
  const std::unique_ptr<DIR, CloseDirectory> directory(::opendir("/proc"));
  if (!directory)
    return members;
  while (const dirent* entry = ::readdir(directory.get())) {
    const pid_t pid = process_of(*entry);
    if (pid != 0 && ::getpgid(pid) == group)
      members.push_back(pid);
  }
  return members;
}

}  // namespace

std::optional<std::uint64_t> group_memory(pid_t group) {
  const std::vector<pid_t> processes = members_of(group);
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
