// The file under a results store: opened for appending, locked, and changed by whole
// rows or not at all. store.cpp has the protocol; this has the system calls.

#pragma once

#include <sys/stat.h>

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

  /// The size of the file if the path still names it: it may have been replaced or
  /// removed while the lock was waited for.
  [[nodiscard]] std::optional<std::uint64_t> size_at_path() const;
  [[nodiscard]] std::uint64_t size() const;
  /// At most `limit` bytes from the start.
  [[nodiscard]] std::string beginning(std::size_t limit) const;
  /// Whether the file, of this size, ends in the middle of a line; none if it is smaller
  /// by now.
  [[nodiscard]] std::optional<bool> ends_in_line(std::uint64_t size) const;

  /// Makes sync() wait for the file's entry in its directory too. To be called before a row
  /// is written: later, the path may be another file's or nobody's. Returns false if it is
  /// already.
  [[nodiscard]] bool sync_entry_too();
  /// Appends `bytes` to the file, of this size, in a single write. If not all of them
  /// fit, the file gets its former size back or, where that is not possible, a line
  /// end after what was written. Returns false if `bytes` are not in the file: nothing of
  /// them, if another program has cut or removed the file meanwhile, or a damaged line, if a
  /// shared file system has lost some of them. Call it under the lock.
  [[nodiscard]] bool append(std::uint64_t size, std::string_view bytes) const;
  /// Makes the file empty. Call it under the lock.
  void clear() const;
  /// Removes the file if it is still as empty as open_or_create() made it. Call it
  /// under the lock: whoever waits for the lock will see that the file is not at its path
  /// any more, and make a new one.
  void remove_if_unused() const noexcept;

  /// Waits until what was appended is on the disk.
  void sync() const;
  /// Closes the file and reports a failure, which some file systems first show here.
  void close();

  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

 private:
  StoreFile(std::string path, Fd fd, std::string created);
  enum class CutOff { kDone, kNotThere, kFailed };
  [[nodiscard]] CutOff cut_off(std::string_view ours) const;
  [[nodiscard]] struct stat status() const;
  [[nodiscard]] bool has_arrived(std::uint64_t size, std::string_view ours) const;

  std::string path_;
  Fd fd_;
  Fd directory_;         ///< Where the file's entry is, if sync() is to wait for that.
  std::string created_;  ///< The file, links followed, if this object has made it; else empty.
  bool shared_ = false;  ///< Between machines, or mounts: what the kernel knows may be old.
};

}  // namespace primebench
