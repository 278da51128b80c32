// What the code under test says on standard error.

#pragma once

#include <string>

#include "support/temp_dir.hpp"
#include "sys/fd.hpp"

namespace primebench::test {

/// Standard error goes to a file while one exists. Not for parallel use.
class CapturedStderr {
 public:
  CapturedStderr();
  ~CapturedStderr();
  CapturedStderr(const CapturedStderr&) = delete;
  CapturedStderr& operator=(const CapturedStderr&) = delete;

  /// All of it so far.
  [[nodiscard]] std::string text() const;

 private:
  TempDir directory_;
  Fd before_;
};

}  // namespace primebench::test
