// without_call NAME COMMAND...: runs the command where this system call fails as on a kernel
// that does not know it: pidfd_open, perf_event_open, subreaper (an option of prctl).
// Ends with 77 if the kernel has no seccomp filters.

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

#include "support/denied_call.hpp"

int main(int argc, char** argv) {
  using primebench::test::Call;
  const std::string_view name = argc > 2 ? argv[1] : "";
  bool denied = false;
  if (name == "pidfd_open")
    denied = primebench::test::deny(Call::kPidfdOpen, ENOSYS);
  else if (name == "perf_event_open")
    denied = primebench::test::deny(Call::kPerfEventOpen, ENOSYS);
  else if (name == "subreaper")
    denied = primebench::test::deny(Call::kBecomeSubreaper, EINVAL);
  else
    return std::fprintf(stderr, "usage: without_call NAME COMMAND...\n"), 2;
  if (!denied)
    return 77;
  ::execvp(argv[2], argv + 2);
  std::perror(argv[2]);
  return 1;
}
