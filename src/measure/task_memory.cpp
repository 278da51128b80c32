#include "measure/task_memory.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

namespace primebench {
namespace {

/// More than anybody asks for; a file that has grown beyond is not read to the end.
constexpr std::size_t kMostBytes = 1 << 20;

std::string from_environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Empty where the environment names no place that could be made.
std::string users_file() {
  namespace fs = std::filesystem;
  fs::path base = from_environment("XDG_CACHE_HOME");
  if (base.empty() && !from_environment("HOME").empty())
    base = fs::path(from_environment("HOME")) / ".cache";
  if (!base.is_absolute())
    return {};
  std::error_code failed;
  fs::create_directories(base / "primebench", failed);
  return failed ? "" : (base / "primebench" / "task-times").string();
}

}  // namespace

TaskMemory::TaskMemory(std::string_view cpu_model, std::string_view kernel)
    : TaskMemory(users_file(), cpu_model, kernel) {}

TaskMemory::TaskMemory(std::string file, std::string_view cpu_model, std::string_view kernel)
    : file_(std::move(file)), key_(fmt::format("{} {}: ", cpu_model, kernel)) {
  constexpr int kFlags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  if (!file_.empty())
    fd_ = Fd(::open(file_.c_str(), kFlags, 0666));
  struct stat status {};
  const bool file_there = fd_ && ::fstat(fd_.get(), &status) == 0 && S_ISREG(status.st_mode);
  if (!file_there || ::flock(fd_.get(), LOCK_EX) != 0) {
    file_.clear();
    fd_.reset();
    return;
  }
  read();
}

void TaskMemory::read() {
  std::istringstream lines(read_to_end(fd_.get(), kMostBytes, file_));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key_))
      continue;
    std::istringstream numbers(line.substr(key_.size()));
    std::int64_t wanted = 0;
    std::uint64_t number = 0;
    if (numbers >> wanted >> number)
      numbers_.emplace(wanted, number);  // The first line of a time counts.
  }
}

std::optional<std::uint64_t> TaskMemory::number_for(std::chrono::nanoseconds wanted) const {
  const auto found = numbers_.find(wanted.count());
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

void TaskMemory::note(std::chrono::nanoseconds wanted, std::uint64_t number) {
  if (!numbers_.emplace(wanted.count(), number).second || !fd_)
    return;
  const std::string line = fmt::format("{}{} {}\n", key_, wanted.count(), number);
  [[maybe_unused]] const ssize_t ignored = ::write(fd_.get(), line.data(), line.size());
}

}  // namespace primebench
