// A file that is replaced by a new version in one step, or not at all.

#pragma once

#include <string>
#include <string_view>

#include "sys/fd.hpp"

namespace primebench {

/// A new version of the file `path`, written under another name in the same
/// directory. Without commit() it disappears with this object.
class AtomicFile {
 public:
  /// Throws Error or std::system_error, with `path`, if it cannot become or replace
  /// a regular file. Symbolic links are followed.
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where to write, and to read what was written.
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

  /// Makes the new version durable and puts it in the place of the old one.
  /// Throws std::system_error; the old one then remains.
  void commit();

 private:
  std::string path_;
  std::string target_;
  std::string temporary_;
  Fd fd_;
};

}  // namespace primebench
