#include "results/store_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "sys/directory.hpp"
#include "sys/file_system.hpp"

namespace primebench {
namespace {

/// O_NONBLOCK: a FIFO that takes a regular file's place must not block the open.
constexpr int kOpenFlags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
constexpr mode_t kPermissions = 0666;

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

void require_regular(const std::string& path, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) {
    throw Error(
        fmt::format("cannot append to {}: it is {}; to keep no rows use --no-store, to print them "
                    "--output -",
                    name_of(path), irregular_kind(status.st_mode)));
  }
}

/// Repeats `call` while a signal interrupts it.
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR)
    result = call();
  return result;
}

Fd open_file(const std::string& path, int more_flags) {
  return Fd(
      uninterrupted([&] { return ::open(path.c_str(), kOpenFlags | more_flags, kPermissions); }));
}

}  // namespace

StoreFile::StoreFile(std::string path, Fd fd, std::string created)
    : path_(std::move(path)),
      fd_(std::move(fd)),
      created_(std::move(created)),
      shared_(!shared_file_system(fd_.get()).empty()) {
  require_regular(path_, status());
}

std::optional<StoreFile> StoreFile::open_existing(const std::string& path) {
  if (path.empty())
    throw Error("the results store has an empty name");
  // Looked at first, because merely opening some devices does something to them.
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0)
    require_regular(path, status);
  Fd fd = open_file(path, 0);
  if (!fd && errno == ENOENT)
    return std::nullopt;
  if (!fd)
    throw_errno("cannot open " + name_of(path));
  return StoreFile(path, std::move(fd), {});
}

StoreFile StoreFile::open_or_create(const std::string& path) {
  if (auto existing = open_existing(path))
    return std::move(*existing);
  std::string created = resolved(path, "cannot create " + name_of(path));
  Fd fd = open_file(created, O_CREAT | O_EXCL);
  if (!fd && errno == EEXIST) {  // Someone was faster.
    created.clear();
    fd = open_file(path, O_CREAT);
  }
  if (!fd)
    throw_errno("cannot create " + name_of(path));
  return {path, std::move(fd), std::move(created)};
}

bool StoreFile::try_lock() const {
  if (uninterrupted([&] { return ::flock(fd_.get(), LOCK_EX | LOCK_NB); }) == 0)
    return true;
  if (errno != EWOULDBLOCK)
    throw_errno("cannot lock " + name_of(path_));
  return false;
}

void StoreFile::unlock() const noexcept { ::flock(fd_.get(), LOCK_UN); }

struct stat StoreFile::status() const {
  // FUSE answers for a second or so from what it has been told, even under a lock. Where the
  // kernel does not know the call, that is how it is.
  if (struct statx fresh{}; shared_)
    ::statx(fd_.get(), "", AT_EMPTY_PATH | AT_STATX_FORCE_SYNC, STATX_BASIC_STATS, &fresh);
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0)
    throw_errno("cannot examine " + name_of(path_));
  return status;
}

std::optional<std::uint64_t> StoreFile::size_at_path() const {
  const struct stat own = status();
  struct stat named {};
  if (::stat(path_.c_str(), &named) != 0) {
    if (errno == ENOENT)
      return std::nullopt;
    throw_errno("cannot examine " + name_of(path_));
  }
  if (own.st_dev != named.st_dev || own.st_ino != named.st_ino)
    return std::nullopt;
  return static_cast<std::uint64_t>(own.st_size);
}

std::uint64_t StoreFile::size() const { return static_cast<std::uint64_t>(status().st_size); }

std::string StoreFile::beginning(std::size_t limit) const {
  return read_at(fd_.get(), 0, limit, name_of(path_));
}

std::optional<bool> StoreFile::ends_in_line(std::uint64_t size) const {
  if (size == 0)
    return false;
  const std::string last = read_at(fd_.get(), size - 1, 1, "the end of " + name_of(path_));
  return last.empty() ? std::nullopt : std::optional(last != "\n");
}

bool StoreFile::sync_entry_too() {
  std::error_code error;
  const auto file = std::filesystem::canonical(path_, error);
  if (error == std::errc::no_such_file_or_directory)
    return false;
  if (!error)
    directory_ = open_directory(file.parent_path().string());
  else
    errno = error.value();
  if (directory_ || errno == EACCES)  // It may be written but not read: then it is not synced.
    return true;
  if (errno == ENOENT)
    return false;
  throw_errno("cannot open the directory of " + name_of(path_));
}

/// Cuts `ours` off the end of the file, if that is its end.
StoreFile::CutOff StoreFile::cut_off(std::string_view ours) const {
  const std::uint64_t now = size();
  if (now < ours.size())
    return CutOff::kNotThere;
  const auto begin = static_cast<off_t>(now - ours.size());
  std::string tail(ours.size(), '\0');
  const ssize_t got =
      uninterrupted([&] { return ::pread(fd_.get(), tail.data(), tail.size(), begin); });
  if (got >= 0 && (static_cast<std::size_t>(got) < tail.size() || tail != ours))
    return CutOff::kNotThere;
  const bool cut = got >= 0 && uninterrupted([&] { return ::ftruncate(fd_.get(), begin); }) == 0;
  return cut ? CutOff::kDone : CutOff::kFailed;
}

/// Whether `ours`, appended to the file when it had this size, has arrived. Linux may put NULs
/// in its place where two mounts of FUSE share a file: one process learns that the file has
/// grown and drops what is cached beyond the old end, just when another has written there.
bool StoreFile::has_arrived(std::uint64_t size, std::string_view ours) const {
  constexpr int kTries = 10;
  constexpr std::chrono::milliseconds kNap{5};
  constexpr std::uint64_t kOthers = 1 << 20;  // Of programs that do not lock.
  for (int i = 0; i < kTries; ++i) {
    ::posix_fadvise(fd_.get(), 0, 0, POSIX_FADV_DONTNEED);  // Ask who has the file.
    const std::uint64_t now = std::max(this->size(), size);
    const std::size_t added = std::min(now - size, ours.size() + kOthers);
    if (read_at(fd_.get(), size, added, name_of(path_)).find(ours) != std::string::npos)
      return true;
    std::this_thread::sleep_for(kNap);  // Not all of it may have been dropped.
  }
  return false;
}

bool StoreFile::append(std::uint64_t size, std::string_view bytes) const {
  const ssize_t written =
      uninterrupted([&] { return ::write(fd_.get(), bytes.data(), bytes.size()); });
  if (written < 0)
    throw_errno("cannot append to " + name_of(path_));
  const std::string_view ours = bytes.substr(0, static_cast<std::size_t>(written));
  const struct stat after = status();
  const auto now = static_cast<std::uint64_t>(after.st_size);
  if (ours.size() == bytes.size()) {
    if (after.st_nlink == 0)
      return false;  // Nobody will see this file again.
    if (now >= size + ours.size())
      return !shared_ || has_arrived(size, ours);
    // The row has gone with what was there, or stands where a header belongs.
    if (cut_off(ours) == CutOff::kFailed)
      throw_errno("the row may be out of place: another program has cut " + name_of(path_));
    return false;
  }

  // Cut off what was written, unless a program that does not lock has added to it.
  const bool restored = now == size || cut_off(ours) == CutOff::kDone;
  if (!restored) [[maybe_unused]]
    const ssize_t ignored = ::write(fd_.get(), "\n", 1);
  throw Error(fmt::format(
      "cannot append to {}: only {} of {} bytes fit (a full disk, a quota or a limit?){}",
      name_of(path_), ours.size(), bytes.size(),
      restored ? "" : "; an incomplete line was left in it"));
}

void StoreFile::clear() const {
  if (uninterrupted([&] { return ::ftruncate(fd_.get(), 0); }) != 0)
    throw_errno("cannot empty " + name_of(path_) + ", which holds no row");
}

void StoreFile::remove_if_unused() const noexcept {
  struct stat own {};
  if (!created_.empty() && ::fstat(fd_.get(), &own) == 0 && own.st_size == 0 &&
      is_same_file(fd_.get(), created_))
    ::unlink(created_.c_str());
}

void StoreFile::sync() const {
  if (uninterrupted([&] { return ::fdatasync(fd_.get()); }) != 0)
    throw_errno("the row is perhaps not stored: cannot flush " + name_of(path_));
  sync_directory(directory_,
                 "the row is perhaps not stored: cannot flush the directory of " + name_of(path_));
}

void StoreFile::close() {
  if (::close(fd_.release()) != 0 && errno != EINTR)
    throw_errno("the row is perhaps not stored: cannot close " + name_of(path_));
}

}  // namespace primebench
