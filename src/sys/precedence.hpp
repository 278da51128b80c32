// Having one's turn among a thousand processes that all want to run.

#pragma once

#include <sys/types.h>

namespace primebench {

/// As long as it lives this thread comes before the processes of a group on the CPU: it gets the
/// highest priority where that is allowed (nice -20), and otherwise the group steps back (nice
/// 10, which it cannot leave). Where neither can be set nothing changes.
class Precedence {
 public:
  explicit Precedence(pid_t group) noexcept;
  ~Precedence();
  Precedence(const Precedence&) = delete;
  Precedence& operator=(const Precedence&) = delete;

 private:
  int before_ = 0;
  bool raised_ = false;
};

}  // namespace primebench
