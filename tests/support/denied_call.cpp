#include "support/denied_call.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace primebench::test {
namespace {

std::uint32_t number_of(Call call) noexcept {
  switch (call) {
    case Call::kPidfdOpen:
      return SYS_pidfd_open;
    case Call::kMemfdCreate:
      return SYS_memfd_create;
    case Call::kPerfEventOpen:
      return SYS_perf_event_open;
    case Call::kBecomeSubreaper:
      break;
  }
  return SYS_prctl;
}

}  // namespace

bool deny(Call call, int error_number) noexcept {
  constexpr std::uint32_t kNumber = offsetof(seccomp_data, nr);
  constexpr std::uint32_t kFirstArgument = offsetof(seccomp_data, args);  // Its lower half.
  const auto error = static_cast<std::uint32_t>(error_number);
  // Loads the call's number and, for prctl(), its option; jumps count instructions.
  const std::uint8_t to_end = call == Call::kBecomeSubreaper ? 3 : 1;
  std::array<sock_filter, 6> filter = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kNumber),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number_of(call), 0, to_end),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kFirstArgument),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_CHILD_SUBREAPER, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  std::size_t size = filter.size();
  if (call != Call::kBecomeSubreaper) {
    filter[2] = filter[4];
    filter[3] = filter[5];
    size = 4;
  }
  const sock_fprog program = {.len = static_cast<unsigned short>(size), .filter = filter.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace primebench::test
