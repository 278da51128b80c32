// The file under a results store: opened for appending, locked, and changed by whole
// rows or not at all. store.cpp has the protocol; this has the system calls.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sys/fd.hpp"

namespace primebench {

/// A regular file that is open for appending. Move-only. Closing it, or the end of
/// the process, releases its lock. Every function throws Error or std::system_error
/// with the path.
class StoreFile {
 public:
  /// Opens `path`, following symbolic links; none if there is no such file. Anything
  /// but a regular file is refused, and never waited for.
  static std::optional<StoreFile> open_existing(const std::string& path);
  /// Likewise, but makes an empty file if there is none.
  static StoreFile open_or_create(const std::string& path);

  /// Takes the exclusive lock if nobody holds it; returns whether it did.
  [[nodiscard]] bool try_lock() const;
  void unlock() const noexcept;

  /// Whether the path still names this file: it may have been replaced or removed
  /// while the lock was waited for.
  [[nodiscard]] bool is_at_path() const;
  [[nodiscard]] std::uint64_t size() const;
  /// At most `limit` bytes from the start.
  [[nodiscard]] std::string beginning(std::size_t limit) const;
  /// Whether the file, of this size, ends in the middle of a line.
  [[nodiscard]] bool ends_in_line(std::uint64_t size) const;

  /// Appends `bytes` to the file, of this size, in a single write. If not all of them
  /// fit, the file gets its former size back or, where that is not possible, a line
  /// end after what was written. Call it under the lock.
  void append(std::uint64_t size, std::string_view bytes) const;
  /// Removes the file if it is still as empty as open_or_create() made it. Call it
  /// under the lock: whoever waits for the lock will see that the file is not
  /// is_at_path() any more, and make a new one.
  void remove_if_unused() const noexcept;

  /// Waits until what was appended is on the disk; with `entry`, the file's entry in
  /// its directory too.
  void sync(bool entry) const;
  /// Closes the file and reports a failure, which some file systems first show here.
  void close();

  /// The kind of file system if it is one on which several machines, or a program of
  /// unknown quality, share files: "NFS", "FUSE", …; empty for a local one.
  [[nodiscard]] std::string_view shared_file_system() const;

 private:
  StoreFile(std::string path, Fd fd, bool created);

  std::string path_;
  Fd fd_;
  bool created_ = false;
};

/// The name for a file system's magic number (statfs), as shared_file_system().
std::string_view shared_file_system_name(std::uint64_t magic);

}  // namespace primebench
