// The system's limits on threads and processes, for messages that name them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace primebench {

struct Limit {
  std::string name;  ///< As a person would look it up: "ulimit -u".
  std::size_t value = 0;
};

enum class WorkerKind { kThread, kProcess };

/// The lowest limit that the system sets on how many workers of this kind a process
/// may have: the user's (root is exempt), the kernel's, the control group's, and for
/// threads the number of memory mappings. None if nothing is known. Other processes
/// use the same allowance, so fewer may really be possible.
std::optional<Limit> worker_limit(WorkerKind kind);

/// The limit on this process's address space (ulimit -v), in KiB; none if unlimited.
std::optional<std::uint64_t> address_space_limit_kib();

/// The lower one of the limits on memory that a thread's stack counts for, in KiB: that of the
/// address space (ulimit -v) and that of data (ulimit -d). None if both are unlimited.
std::optional<Limit> stack_space_limit_kib();

/// What low limits may keep `processes` processes with several threads and files each from
/// being started: "ulimit -u 40, ulimit -n 64". Empty if none is near.
std::string low_limits(std::size_t processes);

/// The lowest limit on memory, in bytes, of this process's control group and of its
/// ancestors, named by its file; none if none is seen. Files are looked up below `root`.
std::optional<Limit> memory_limit(const std::filesystem::path& root = "/");

/// How many bytes of memory can be had without swapping: the least of what the system has left,
/// of what the limits of memory_limit() leave beside what is used, and of
/// address_space_limit_kib(), named by where it is read. None if
/// nothing is known. Files are looked up below `root`.
std::optional<Limit> available_memory(const std::filesystem::path& root = "/");

}  // namespace primebench
