#include "measure/task_memory.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>

#include "core/clock.hpp"
#include "core/log.hpp"
#include "core/text.hpp"

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

/// Waits for the exclusive lock, and says so after a second. False if it is not to be had by then.
bool lock(int fd, const std::string& file, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kNoticeAfter{1'000};
  constexpr std::chrono::milliseconds kNap{5};
  const auto start = Clock::now();
  bool noticed = false;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      return false;
    const auto waited = Clock::now() - start;
    if (waited >= patience)
      return false;
    if (waited >= kNoticeAfter && !std::exchange(noticed, true))
      log::warning("waiting for another program that has locked {}", in_quotes(file, 4096));
    std::this_thread::sleep_for(kNap);
  }
  return true;
}

}  // namespace

TaskMemory::TaskMemory(std::string_view cpu_model, std::string_view kernel)
    : TaskMemory(users_file(), cpu_model, kernel) {}

TaskMemory::TaskMemory(std::string file, std::string_view cpu_model, std::string_view kernel,
                       std::chrono::milliseconds patience)
    : file_(std::move(file)), key_(fmt::format("{} {}: ", cpu_model, kernel)), patience_(patience) {
  constexpr int kFlags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  if (!file_.empty())
    fd_ = Fd(::open(file_.c_str(), kFlags, 0666));
  struct stat status {};
  if (fd_ && ::fstat(fd_.get(), &status) == 0 && S_ISREG(status.st_mode))
    read();
  else
    forget_file();
}

void TaskMemory::forget_file() {
  file_.clear();
  fd_.reset();
}

void TaskMemory::read() {
  std::istringstream lines(read_at(fd_.get(), 0, kMostBytes, file_));
  for (std::string line; std::getline(lines, line) && !lines.eof();) {  // One without end is torn.
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

std::uint64_t TaskMemory::note(std::chrono::nanoseconds wanted, std::uint64_t number) {
  if (const auto known = number_for(wanted))
    return *known;
  if (fd_ && !lock(fd_.get(), file_, patience_))
    forget_file();
  if (fd_)
    read();  // Others may have been faster.
  const auto [entry, is_new] = numbers_.emplace(wanted.count(), number);
  if (fd_ && is_new) {
    const std::string line = fmt::format("{}{} {}\n", key_, wanted.count(), number);
    [[maybe_unused]] const ssize_t ignored = ::write(fd_.get(), line.data(), line.size());
  }
  if (fd_)
    ::flock(fd_.get(), LOCK_UN);
  return entry->second;
}

}  // namespace primebench
