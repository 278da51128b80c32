#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "core/clock.hpp"
#include "sys/child.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

/// The parent of process `pid`; 0 if that cannot be read.
pid_t parent_of(const std::string& pid) {
  const std::string text = system_file("/proc/" + pid + "/stat").value_or("");
  // "42 (name) S 7 ...", and the name may hold anything.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos || name_end + 4 >= text.size())
    return 0;
  return static_cast<pid_t>(std::strtol(text.c_str() + name_end + 4, nullptr, 10));
}

std::vector<pid_t> living_children() {
  std::vector<pid_t> children;
  std::error_code failed;
  for (std::filesystem::directory_iterator entry("/proc", failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos && parent_of(name) == ::getpid())
      children.push_back(static_cast<pid_t>(std::strtol(name.c_str(), nullptr, 10)));
  }
  return children;
}

/// Children that this process had before it became this program.
std::vector<pid_t>& spared_children() {
  static std::vector<pid_t> children;
  return children;
}

std::vector<pid_t> own_children() {
  const std::vector<pid_t>& spared = spared_children();
  std::vector<pid_t> own = living_children();
  std::erase_if(own, [&](pid_t child) {
    return std::find(spared.begin(), spared.end(), child) != spared.end();
  });
  return own;
}

void kill_children() noexcept {
  for (const pid_t child : own_children())
    ::kill(child, SIGKILL);
}

/// Reaps until there is no child but those that are spared, calling `each_time` before each
/// pause.
template <typename Call>
bool reap_all(int patience_ms, Call each_time) noexcept {
  const std::int64_t deadline = now_ns() + std::int64_t{patience_ms} * 1'000'000;
  std::vector<pid_t>& spared = spared_children();
  for (;;) {
    const pid_t reaped = ::waitpid(-1, nullptr, WNOHANG);
    if (reaped < 0 && errno == ECHILD)
      return true;
    if (reaped > 0)
      std::erase(spared, reaped);  // Its number may become another one's.
    if (reaped != 0)
      continue;
    if (!spared.empty() && own_children().empty())
      return true;
    if (now_ns() >= deadline)
      return false;
    each_time();
    ::poll(nullptr, 0, 1);
  }
}

}  // namespace

void spare_children() noexcept {
  siginfo_t info{};
  if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0)  // Else there are none.
    spared_children() = living_children();
}

bool wait_for_children(int patience_ms) noexcept {
  return reap_all(patience_ms, [] {});
}

bool end_children() noexcept { return reap_all(1000, kill_children); }

}  // namespace primebench
