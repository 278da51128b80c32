#include "results/store_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

/// O_NONBLOCK: a FIFO that takes a regular file's place must not block the open.
constexpr int kOpenFlags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
constexpr mode_t kPermissions = 0666;

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

std::string_view kind_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return "a directory";
    case S_IFIFO:
      return "a pipe";
    case S_IFSOCK:
      return "a socket";
    case S_IFCHR:
    case S_IFBLK:
      return "a device";
    default:
      return "no regular file";
  }
}

void require_regular(const std::string& path, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) {
    throw Error(
        fmt::format("cannot append to {}: it is {}", name_of(path), kind_of(status.st_mode)));
  }
}

struct stat status_of(int fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0)
    throw_errno("cannot examine " + name_of(path));
  return status;
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

StoreFile::StoreFile(std::string path, Fd fd, bool created)
    : path_(std::move(path)), fd_(std::move(fd)), created_(created) {
  require_regular(path_, status_of(fd_.get(), path_));
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
  return StoreFile(path, std::move(fd), false);
}

StoreFile StoreFile::open_or_create(const std::string& path) {
  if (auto existing = open_existing(path))
    return std::move(*existing);
  Fd fd = open_file(path, O_CREAT | O_EXCL);
  const bool created = static_cast<bool>(fd);
  if (!fd && errno == EEXIST)  // Someone was faster, or it is a symbolic link to nowhere.
    fd = open_file(path, O_CREAT);
  if (!fd)
    throw_errno("cannot create " + name_of(path));
  return {path, std::move(fd), created};
}

bool StoreFile::try_lock() const {
  if (uninterrupted([&] { return ::flock(fd_.get(), LOCK_EX | LOCK_NB); }) == 0)
    return true;
  if (errno != EWOULDBLOCK)
    throw_errno("cannot lock " + name_of(path_));
  return false;
}

void StoreFile::unlock() const noexcept { ::flock(fd_.get(), LOCK_UN); }

bool StoreFile::is_at_path() const {
  const struct stat own = status_of(fd_.get(), path_);
  struct stat named {};
  if (::stat(path_.c_str(), &named) != 0) {
    if (errno == ENOENT)
      return false;
    throw_errno("cannot examine " + name_of(path_));
  }
  return own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

std::uint64_t StoreFile::size() const {
  return static_cast<std::uint64_t>(status_of(fd_.get(), path_).st_size);
}

std::string StoreFile::beginning(std::size_t limit) const {
  std::string text(limit, '\0');
  std::size_t done = 0;
  while (done < limit) {
    const ssize_t got = uninterrupted([&] {
      return ::pread(fd_.get(), text.data() + done, limit - done, static_cast<off_t>(done));
    });
    if (got < 0)
      throw_errno("cannot read " + name_of(path_));
    if (got == 0)
      break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  return text;
}

bool StoreFile::ends_in_line(std::uint64_t size) const {
  char last = '\n';
  if (size == 0)
    return false;
  if (uninterrupted([&] { return ::pread(fd_.get(), &last, 1, static_cast<off_t>(size - 1)); }) !=
      1)
    throw_errno("cannot read the end of " + name_of(path_));
  return last != '\n';
}

void StoreFile::append(std::uint64_t size, std::string_view bytes) const {
  const ssize_t written =
      uninterrupted([&] { return ::write(fd_.get(), bytes.data(), bytes.size()); });
  if (written < 0)
    throw_errno("cannot append to " + name_of(path_));
  const auto count = static_cast<std::uint64_t>(written);
  if (count == bytes.size())
    return;

  // Cut off what was written, unless a program that does not lock has added to it.
  const std::uint64_t now = this->size();
  const bool restored =
      now == size || (now == size + count && ::ftruncate(fd_.get(), static_cast<off_t>(size)) == 0);
  if (!restored) [[maybe_unused]]
    const ssize_t ignored = ::write(fd_.get(), "\n", 1);
  throw Error(fmt::format(
      "cannot append to {}: only {} of {} bytes fit (a full disk, a quota or a limit?){}",
      name_of(path_), count, bytes.size(), restored ? "" : "; an incomplete line was left in it"));
}

void StoreFile::remove_if_unused() const noexcept {
  struct stat own {};
  struct stat named {};
  if (created_ && ::fstat(fd_.get(), &own) == 0 && ::stat(path_.c_str(), &named) == 0 &&
      own.st_size == 0 && own.st_dev == named.st_dev && own.st_ino == named.st_ino)
    ::unlink(path_.c_str());
}

void StoreFile::sync(bool entry) const {
  if (uninterrupted([&] { return ::fdatasync(fd_.get()); }) != 0)
    throw_errno("the row is perhaps not stored: cannot flush " + name_of(path_));
  if (!entry)
    return;
  std::error_code unresolved;
  const auto directory = std::filesystem::canonical(path_, unresolved).parent_path();
  const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd && errno == EACCES)  // It may be written but not read: nothing more can be done.
    return;
  // EINVAL: the file system has no such operation for directories.
  if (!fd || (uninterrupted([&] { return ::fsync(fd.get()); }) != 0 && errno != EINVAL))
    throw_errno("the row is perhaps not stored: cannot flush the directory of " + name_of(path_));
}

void StoreFile::close() {
  if (::close(fd_.release()) != 0 && errno != EINTR)
    throw_errno("the row is perhaps not stored: cannot close " + name_of(path_));
}

std::string_view StoreFile::shared_file_system() const {
  struct statfs status {};
  if (::fstatfs(fd_.get(), &status) != 0)
    return {};
  return shared_file_system_name(static_cast<std::uint32_t>(status.f_type));
}

std::string_view shared_file_system_name(std::uint64_t magic) {
  struct Known {
    std::uint64_t magic;
    std::string_view name;
  };
  // From linux/magic.h and statfs(2), where the names differ between versions.
  static constexpr std::array<Known, 8> kKnown = {{{0x6969, "NFS"},
                                                   {0x65735546, "FUSE"},
                                                   {0x517B, "SMB"},
                                                   {0xFF534D42, "CIFS"},
                                                   {0xFE534D42, "SMB2"},
                                                   {0x01021997, "9P"},
                                                   {0x00C36400, "Ceph"},
                                                   {0x5346414F, "AFS"}}};
  for (const Known& known : kKnown) {
    if (known.magic == magic)
      return known.name;
  }
  return {};
}

}  // namespace primebench
