// A system call that fails from now on, as in a sandbox or on an older kernel.

#pragma once

namespace primebench::test {

enum class Call { kPidfdOpen, kMemfdCreate, kPerfEventOpen, kBecomeSubreaper };

/// Makes the call fail with `error_number` in this process and all that it starts, for good:
/// to be called in a child. Returns false if the kernel has no seccomp filters.
bool deny(Call call, int error_number) noexcept;

}  // namespace primebench::test
