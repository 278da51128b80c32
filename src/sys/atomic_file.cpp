#include "sys/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "sys/directory.hpp"

namespace primebench {
namespace {

std::string cannot_write(const std::string& path) { return "cannot write " + quoted_path(path); }

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

/// The file to replace, locked as the writers of a results store lock it, after the veto;
/// none if there is no file.
Fd examined(const std::string& target, const std::string& path, const AtomicFile::Veto& veto) {
  Fd old(::open(target.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!old && errno == ENOENT)
    return old;
  if (!old)
    throw_errno("will not replace " + quoted_path(path) + ": cannot see what it holds");
  if (::flock(old.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw Error("will not replace " + quoted_path(path) + ": another program is writing to it");
  veto(old.get());
  return old;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path, Veto veto) : path_(path), veto_(std::move(veto)) {
  if (path.empty())
    throw Error("cannot write a file whose name is empty");
  target_ = resolved(path);
  const mode_t mode = permissions(target_, path);
  examined(target_, path, veto_);
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

/// False if another file came to the target's place or went from it in the very moment.
bool AtomicFile::replace() const {
  // A store's writer that waits for this lock will see that its file has gone.
  const Fd old = examined(target_, path_, veto_);
  if (!old) {
    const Renamed renamed = rename_new(temporary_, target_, cannot_write(path_));
    if (renamed != Renamed::kImpossible)
      return renamed == Renamed::kDone;
  } else if (!is_same_file(old.get(), target_)) {
    return false;
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0)
    throw_errno(cannot_write(path_));
  return true;
}

void AtomicFile::commit() {
  constexpr int kMostTries = 1000;
  if (::fsync(fd_.get()) != 0)
    throw_errno(cannot_write(path_));
  const Fd directory = open_directory(std::filesystem::path(target_).parent_path().string());
  if (!directory && errno != EACCES)
    throw_errno(cannot_write(path_));
  int tries = 0;
  while (!replace()) {
    if (++tries == kMostTries)
      throw Error(cannot_write(path_) + ": it is being replaced all the time");
  }
  temporary_.clear();
  sync_directory(directory, quoted_path(path_) +
                                " was written, but perhaps not to the disk: cannot flush its "
                                "directory");
}

}  // namespace primebench
