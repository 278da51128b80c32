#include "sys/directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "core/error.hpp"

namespace primebench {
namespace {

Renamed rename_with(unsigned flags, const std::string& from, const std::string& to, int in_the_way,
                    const std::string& what) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0)
    return Renamed::kDone;
  if (errno == in_the_way)
    return Renamed::kInTheWay;
  // An old kernel, a file system without it, or a sandbox that does not know the call.
  if (errno == EINVAL || errno == ENOSYS || errno == EPERM)
    return Renamed::kImpossible;
  throw_errno(what);
}

}  // namespace

std::string resolved(const std::string& path, const std::string& what) {
  std::filesystem::path target = path;
  std::error_code error;
  for (int depth = 0; std::filesystem::is_symlink(target, error); ++depth) {
    if (depth == 40)
      throw_errno(ELOOP, what);
    target = target.parent_path() / std::filesystem::read_symlink(target, error);
  }
  return target.string();
}

Fd open_directory(const std::string& path) {
  const char* const name = path.empty() ? "." : path.c_str();
  return Fd(::open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

void sync_directory(const Fd& directory, const std::string& what) {
  if (!directory)
    return;
  while (::fsync(directory.get()) != 0) {
    if (errno == EINVAL)
      return;
    if (errno != EINTR)
      throw_errno(what);
  }
}

Renamed rename_new(const std::string& from, const std::string& to, const std::string& what) {
  return rename_with(RENAME_NOREPLACE, from, to, EEXIST, what);
}

Renamed exchange(const std::string& one, const std::string& other, const std::string& what) {
  return rename_with(RENAME_EXCHANGE, one, other, ENOENT, what);
}

bool replace(std::string& from, const std::string& to, int old, const std::string& what) {
  switch (exchange(from, to, what)) {
    case Renamed::kDone:
      break;
    case Renamed::kInTheWay:
      return false;
    case Renamed::kImpossible:
      if (!is_same_file(old, to))
        return false;
      if (::rename(from.c_str(), to.c_str()) != 0)
        throw_errno(what);
      from.clear();
      return true;
  }
  if (is_same_file(old, from))
    return true;
  if (exchange(from, to, what) != Renamed::kDone)
    from.clear();  // Rather a file too many than somebody's file lost.
  return false;
}

bool is_same_file(int fd, const std::string& path) {
  struct stat own {};
  struct stat named {};
  return ::fstat(fd, &own) == 0 && ::stat(path.c_str(), &named) == 0 &&
         own.st_dev == named.st_dev && own.st_ino == named.st_ino;
}

}  // namespace primebench
