#include "sys/scratch.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "core/error.hpp"
#include "sys/directory.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// The directory, locked; none if it is somebody else's by now, or goes.
Fd locked(const std::string& path) {
  Fd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  const bool own = directory && ::flock(directory.get(), LOCK_EX | LOCK_NB) == 0 &&
                   is_same_file(directory.get(), path);
  return own ? std::move(directory) : Fd();
}

/// The number in "123" or "123.4"; 0 if it is none.
int process_in(std::string_view text) {
  int process = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, bad] = std::from_chars(text.data(), end, process);
  return bad == std::errc() && (stopped == end || *stopped == '.') ? process : 0;
}

/// Those of the same name whose process is gone and that nobody has locked: a process of another
/// namespace may live without being seen. Others' cannot be removed, and stay.
void remove_left_behind(const fs::path& parent, const std::string& prefix) {
  std::error_code failed;
  for (fs::directory_iterator entry(parent, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(prefix))
      continue;
    const int process = process_in(std::string_view(name).substr(prefix.size()));
    // One with this process's number is of an earlier process, or locked.
    const bool gone = process == ::getpid() || (::kill(process, 0) != 0 && errno == ESRCH);
    if (process <= 0 || !gone)
      continue;
    std::error_code unknown;
    if (const Fd lock = locked(entry->path().string()))
      fs::remove_all(entry->path(), unknown);
  }
}

}  // namespace

Scratch::Scratch(const std::string& name)
    : Scratch(name, ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") {}

Scratch::Scratch(const std::string& name, const std::string& parent) {
  constexpr int kMostNames = 1000;
  const std::string prefix = fmt::format("{}.{}.", name, ::geteuid());
  remove_left_behind(parent, prefix);
  const std::string first = (fs::path(parent) / fmt::format("{}{}", prefix, ::getpid())).string();
  for (int i = 0; !lock_ && i < kMostNames; ++i) {
    path_ = i == 0 ? first : fmt::format("{}.{}", first, i);
    if (::mkdir(path_.c_str(), 0700) == 0)
      lock_ = locked(path_);  // Else somebody takes it for one that was left behind.
    else if (errno != EEXIST)
      break;
  }
  if (!lock_)
    throw_errno("cannot make the directory " + path_);
}

// Processes that are about to end may still put something there while it is emptied.
Scratch::~Scratch() {
  constexpr int kTries = 50;
  constexpr std::chrono::milliseconds kPause{10};
  for (int tries = 0; tries < kTries && is_same_file(lock_.get(), path_); ++tries) {
    std::error_code failed;
    fs::remove_all(path_, failed);
    if (!failed)
      return;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace primebench
