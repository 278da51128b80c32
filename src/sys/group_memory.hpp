// How much memory the processes of one group hold together.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace primebench {

/// Descendants of the group's processes that have left it.
enum class Strays { kCount, kDoNotCount };

/// The sum over all processes of the group, and over strays that count, of their proportional set
/// sizes, in bytes: a page that n processes share counts as 1/n in each of them, those that are not
/// asked for included. First all are listed and then read one after the other. Those that end in
/// between count, if they are few, as the mean of the others without the group's leader: so it is
/// nearly the sum at the time of the listing. If they are many they do not count. None if no
/// process of the group can be read: all have ended, the kernel has no smaps_rollup (before 4.14),
/// or /proc is missing or closed.
///
/// Takes about a microsecond for each process of the machine, and some tens for each of the
/// group, which the kernel needs to walk through its pages; where strays count, about ten for each
/// process of the machine, whose parent is looked up.
std::optional<std::uint64_t> group_memory(pid_t group, Strays strays = Strays::kDoNotCount);

/// The bytes after "Pss:" in the text of a smaps_rollup file; none without it.
std::optional<std::uint64_t> parse_proportional_bytes(std::string_view smaps_rollup) noexcept;

}  // namespace primebench
