// Entries of a directory: put on the disk, and changed without replacing what nobody
// wanted to replace.

#pragma once

#include <string>

#include "sys/fd.hpp"

namespace primebench {

/// The file that `path` stands for, through symbolic links. A link to nothing stands for the file
/// that it would create. Throws std::system_error that begins with `what` for a circle of links.
std::string resolved(const std::string& path, const std::string& what);

/// Opens a directory ("" is the present one) for sync_directory(), so that it can be
/// synced whatever happens to names in it meanwhile. None, with errno set, if it cannot
/// be opened.
Fd open_directory(const std::string& path);

/// Waits until the entries of the directory are on the disk. No error: none (a directory
/// that may be written but not read), and a file system that has no such operation.
/// Throws std::system_error that begins with `what`.
void sync_directory(const Fd& directory, const std::string& what);

/// How rename_new() and exchange() ended.
enum class Renamed {
  kDone,
  kInTheWay,    ///< The target exists, or for exchange(): it does not.
  kImpossible,  ///< The file system or the kernel has no such operation.
};

/// Renames `from` to `to`, which must not exist. Throws std::system_error that begins
/// with `what` for any failure but those of Renamed.
Renamed rename_new(const std::string& from, const std::string& to, const std::string& what);

/// Makes two names of one directory change their files in one step. Likewise.
Renamed exchange(const std::string& one, const std::string& other, const std::string& what);

/// Puts the file `from` in the place of `to` in one step, if `old` is the open file at `to`; else
/// nothing changes, and the answer is false. After that `from` names what the caller is to remove:
/// the old file, or the new one; empty if there is nothing. Where the system cannot exchange
/// names, a file that comes to `to` in the very moment is lost. Throws as exchange().
bool replace(std::string& from, const std::string& to, int old, const std::string& what);

/// Whether the open file and the path are one file. False if there is no such path.
bool is_same_file(int fd, const std::string& path);

}  // namespace primebench
