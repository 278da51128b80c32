#include "sys/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

std::string cannot_write(const std::string& path) { return "cannot write " + in_quotes(path); }

/// The file that `path` stands for, through symbolic links. A link to nothing stands
/// for the file that it would create.
std::string resolved(const std::string& path) {
  std::filesystem::path target = path;
  std::error_code error;
  for (int depth = 0; std::filesystem::is_symlink(target, error); ++depth) {
    if (depth == 40)
      throw_errno(ELOOP, cannot_write(path));
    target = target.parent_path() / std::filesystem::read_symlink(target, error);
  }
  return target.string();
}

/// Permissions of the file to replace; of a new one as open() would give it.
mode_t permissions(const std::string& target, const std::string& path) {
  struct stat old {};
  if (::stat(target.c_str(), &old) == 0) {
    if (!S_ISREG(old.st_mode))
      throw Error(cannot_write(path) + ": it is not a regular file");
    if (::access(target.c_str(), W_OK) != 0)
      throw_errno(cannot_write(path));
    return old.st_mode & 0777U;
  }
  if (errno != ENOENT)
    throw_errno(cannot_write(path));
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path) {
  if (path.empty())
    throw Error("cannot write a file whose name is empty");
  target_ = resolved(path);
  const mode_t mode = permissions(target_, path);
  const std::filesystem::path directory = std::filesystem::path(target_).parent_path();
  for (int attempt = 0; !fd_ && attempt < 100; ++attempt) {
    temporary_ = directory / fmt::format(".primebench-{}-{}.tmp", ::getpid(), attempt);
    fd_ = Fd(::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd_ && errno != EEXIST)
      break;
  }
  if (!fd_) {
    temporary_.clear();
    throw_errno(cannot_write(path));
  }
  ::fchmod(fd_.get(), mode);  // Where that is refused the file is private, no worse.
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty())
    ::unlink(temporary_.c_str());
}

void AtomicFile::commit() {
  if (::fsync(fd_.get()) != 0)
    throw_errno(cannot_write(path_));
  if (::rename(temporary_.c_str(), target_.c_str()) != 0)
    throw_errno(cannot_write(path_));
  temporary_.clear();
}

}  // namespace primebench
