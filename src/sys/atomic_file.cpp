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

void require_regular(const struct stat& status, const std::string& path) {
  if (!S_ISREG(status.st_mode))
    throw Error(cannot_write(path) + ": it is not a regular file");
}

/// Permissions of the file to replace; of a new one as open() would give it.
mode_t permissions(const std::string& target, const std::string& path) {
  struct stat old {};
  if (::stat(target.c_str(), &old) == 0) {
    require_regular(old, path);
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
  // Before links are followed: /dev/stdout may lead to a pipe, which has no other name.
  if (struct stat old{}; ::stat(path.c_str(), &old) == 0)
    require_regular(old, path);
  target_ = resolved(path, cannot_write(path));
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

AtomicFile::~AtomicFile() { remove_temporary(); }

void AtomicFile::remove_temporary() noexcept {
  if (!temporary_.empty())
    ::unlink(temporary_.c_str());
  temporary_.clear();
}

/// False if another file came to the target's place or went from it in the very moment.
bool AtomicFile::put_in_place() {
  const std::string what = cannot_write(path_);
  // A store's writer that waits for this lock will see that its file has gone.
  if (const Fd old = examined(target_, path_, veto_))
    return replace(temporary_, target_, old.get(), what);
  const Renamed renamed = rename_new(temporary_, target_, what);
  if (renamed == Renamed::kInTheWay)
    return false;
  if (renamed == Renamed::kImpossible && ::rename(temporary_.c_str(), target_.c_str()) != 0)
    throw_errno(what);
  temporary_.clear();
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
  while (!put_in_place()) {
    if (temporary_.empty() || ++tries == kMostTries)
      throw Error(cannot_write(path_) + ": it is being replaced all the time");
  }
  remove_temporary();  // The old version.
  sync_directory(directory, quoted_path(path_) +
                                " was written, but perhaps not to the disk: cannot flush its "
                                "directory");
}

}  // namespace primebench
