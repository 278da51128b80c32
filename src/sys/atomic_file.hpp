// A file that is replaced by a new version in one step, or not at all.

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sys/fd.hpp"

namespace primebench {

/// A new version of the file `path`, written under another name in the same
/// directory. Without commit() it disappears with this object.
class AtomicFile {
 public:
  /// Looks at a regular file, open for reading, that is about to be replaced, and throws
  /// to keep it. Called when writing begins, so that no work is in vain, and once more
  /// immediately before the file is replaced.
  using Veto = std::function<void(int fd)>;

  /// Throws Error or std::system_error, with `path`, if it cannot become or replace
  /// a regular file, and what `veto` throws. Symbolic links are followed.
  AtomicFile(const std::string& path, Veto veto);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where to write, and to read what was written.
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

  /// Puts the new version in the place of the old one and makes both the file and its
  /// entry in the directory durable. A file that another program has locked, as the
  /// writers of results stores do, or that `veto` wants to keep is not replaced, whenever
  /// it came there. Throws what the constructor throws; the old version then remains,
  /// unless only the directory could not be flushed, which the message says.
  void commit();

 private:
  bool put_in_place();
  void remove_temporary() noexcept;

  std::string path_;
  std::string target_;
  std::string temporary_;  ///< To be removed: the new version, then the old one; or empty.
  Veto veto_;
  Fd fd_;
};

}  // namespace primebench
