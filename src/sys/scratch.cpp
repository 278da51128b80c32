#include "sys/scratch.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <thread>

#include "core/error.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// Those of the same name whose process is gone: this one has made none yet, so one that bears its
/// number is of an earlier process. Others' cannot be removed, and stay.
void remove_left_behind(const fs::path& parent, const std::string& prefix) {
  std::error_code failed;
  for (fs::directory_iterator entry(parent, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(prefix))
      continue;
    int process = 0;
    const char* const last = name.data() + name.size();
    const auto [stopped, bad] = std::from_chars(name.data() + prefix.size(), last, process);
    if (bad != std::errc() || stopped != last || process <= 0)
      continue;
    std::error_code unknown;
    const bool directory = fs::is_directory(fs::symlink_status(entry->path(), unknown));
    const bool gone = process == ::getpid() || (::kill(process, 0) != 0 && errno == ESRCH);
    if (directory && gone)
      fs::remove_all(entry->path(), unknown);
  }
}

}  // namespace

Scratch::Scratch(const std::string& name)
    : Scratch(name, ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") {}

Scratch::Scratch(const std::string& name, const std::string& parent) {
  const std::string prefix = fmt::format("{}.{}.", name, ::geteuid());
  remove_left_behind(parent, prefix);
  path_ = (fs::path(parent) / fmt::format("{}{}", prefix, ::getpid())).string();
  if (::mkdir(path_.c_str(), 0700) != 0)
    throw_errno("cannot make the directory " + path_);
}

// Processes that are about to end may still put something there while it is emptied.
Scratch::~Scratch() {
  constexpr int kTries = 50;
  constexpr std::chrono::milliseconds kPause{10};
  for (int tries = 0; tries < kTries; ++tries) {
    std::error_code failed;
    fs::remove_all(path_, failed);
    if (!failed)
      return;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace primebench
