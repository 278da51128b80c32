// A directory for what a program keeps while it runs.

#pragma once

#include <string>

#include "sys/fd.hpp"

namespace primebench {

/// Its own, and removed with it. Whoever is killed cannot do that: the next to come removes what
/// processes of the same user have left that are no more. It is locked as long as this process, or
/// a child that was forked and runs no other program, lives: so nobody takes it for one of these,
/// whatever processes they can see.
class Scratch {
 public:
  /// In memory, where that can be; else in /tmp. Throws std::system_error.
  explicit Scratch(const std::string& name);
  /// Likewise, in the directory `parent`.
  Scratch(const std::string& name, const std::string& parent);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
  Fd lock_;
};

}  // namespace primebench
