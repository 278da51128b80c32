#include "results/take_over.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "results/row_widener.hpp"
#include "sys/directory.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

std::string cannot_take_over(const std::string& path) {
  return "cannot take over " + name_of(path) +
         ", which an older primebench wrote; use another --output: it needs a copy beside it";
}

struct stat status_of(int fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0)
    throw_errno("cannot examine " + name_of(path));
  return status;
}

/// Access control lists and what else hangs on the file.
void copy_attributes(int from, int to) {
  const ssize_t size = ::flistxattr(from, nullptr, 0);
  if (size <= 0)
    return;
  std::string names(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::flistxattr(from, names.data(), names.size());
  names.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  std::vector<char> value(65536);  // The kernel's own limit.
  for (std::size_t at = 0; at < names.size();
       at += std::char_traits<char>::length(&names[at]) + 1) {
    const ssize_t length = ::fgetxattr(from, &names[at], value.data(), value.size());
    if (length >= 0)
      ::fsetxattr(to, &names[at], value.data(), static_cast<std::size_t>(length), 0);
  }
}

/// As far as allowed; the owner first, because changing that may take permissions away.
void copy_access(const struct stat& old, int from, int to) {
  if (::fchown(to, old.st_uid, old.st_gid) != 0) [[maybe_unused]]
    const int ignored = ::fchown(to, static_cast<uid_t>(-1), old.st_gid);
  ::fchmod(to, old.st_mode & 07777U);
  copy_attributes(from, to);
}

/// The file beside the store in which the copy is made. Its name follows from the old
/// file's inode, whose lock we hold: a leftover of that name is a killed take-over's.
class Copy {
 public:
  Copy(std::string path, const std::filesystem::path& target, const struct stat& old)
      : path_(std::move(path)),
        target_(target.string()),
        name_(target.parent_path() / fmt::format(".primebench-take-over-{}.tmp", old.st_ino)) {
    ::unlink(name_.c_str());
    fd_ = Fd(::open(name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd_)
      throw_errno(cannot_take_over(path_));
  }
  ~Copy() {
    if (!name_.empty())
      ::unlink(name_.c_str());
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  [[nodiscard]] int fd() const { return fd_.get(); }

  /// Puts the copy in the place of `old`; false if the target is another file by now or
  /// none, which then stays.
  bool put_in_place(const StoreFile& old) {
    return replace(name_, target_, old.fd(), cannot_take_over(path_));
  }

 private:
  std::string path_;
  std::string target_;
  std::string name_;
  Fd fd_;
};

/// Writes what becomes of the `size` bytes of `old`. Returns false if there are fewer.
bool convert(const StoreFile& old, std::uint64_t size, int to, const std::string& path,
             const SignalGuard& guard, RowWidener& widener) {
  std::string out;
  out.reserve(2 * kPiece);
  for (std::uint64_t at = 0; at < size;) {
    guard.check();
    const std::string in =
        read_at(old.fd(), at, std::min<std::uint64_t>(kPiece, size - at), name_of(path));
    if (in.empty())
      return false;
    at += in.size();
    widener.take(in, out);
    if (out.size() >= kPiece) {
      write_all(to, out, "the copy of " + name_of(path));
      out.clear();
    }
  }
  widener.finish(out);
  write_all(to, out, "the copy of " + name_of(path));
  return true;
}

void report(const std::string& path, StoreStart start, std::size_t rows) {
  const std::string count = fmt::format("{} row{}", rows, rows == 1 ? "" : "s");
  if (start == StoreStart::kOlder)
    log::notice("{}: taken over from an older version, {}", name_of(path), count);
  else
    log::notice("{}: its header was missing and is there again, {}", name_of(path), count);
}

}  // namespace

void take_over(const StoreFile& old, std::uint64_t size, StoreStart start, const std::string& path,
               const SignalGuard& guard) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  if (error == std::errc::no_such_file_or_directory)
    return;
  if (error)
    throw_errno(error.value(), cannot_take_over(path));
  const Fd directory = open_directory(target.parent_path().string());
  const struct stat status = status_of(old.fd(), path);
  Copy copy(path, target, status);
  copy_access(status, old.fd(), copy.fd());
  if (::flock(copy.fd(), LOCK_EX | LOCK_NB) != 0)
    throw_errno("cannot lock the copy of " + name_of(path));
  RowWidener widener;
  if (!convert(old, size, copy.fd(), path, guard, widener))
    return;
  if (::fsync(copy.fd()) != 0)
    throw_errno("cannot flush the copy of " + name_of(path));
  if (old.size_at_path() != size || !copy.put_in_place(old))
    return;
  sync_directory(directory, name_of(path) +
                                " was taken over, but perhaps not on the disk: cannot flush its "
                                "directory");
  report(path, start, widener.rows());
}

void require_room_for_copy(const std::string& path) {
  std::error_code error;
  const auto directory = std::filesystem::canonical(path, error).parent_path();
  if (!error && ::access(directory.c_str(), W_OK | X_OK) != 0)
    throw_errno(cannot_take_over(path));
}

}  // namespace primebench
