// A store that an older version wrote, or that has lost its header, becomes one of this
// version: a converted copy takes its place in one step.

#pragma once

#include <cstdint>
#include <string>

#include "results/store_file.hpp"
#include "results/store_header.hpp"
#include "sys/signals.hpp"

namespace primebench {

/// Puts a copy of `old`, the store at `path`, which is locked, has `size` bytes and begins
/// with `start` (kOlder or kHeaderless), in its place, with this version's header and no row lost,
/// and says so. The copy is made in the same directory and is on the disk before it is renamed; it
/// gets the permissions, the owner and the extended attributes of the old file as far as allowed.
/// Symbolic links to the store stay; other hard links keep the old file. Whatever happens
/// meanwhile, `path` names the old file or the whole copy, and the latter is locked until its name
/// is on the disk. If other programs replace or change the file meanwhile, nothing is done. In
/// either case the caller opens `path` again. Throws Error or std::system_error with the path, and
/// Interrupted.
void take_over(const StoreFile& old, std::uint64_t size, StoreStart start, const std::string& path,
               const SignalGuard& guard);

/// Throws Error if take_over() could not make its copy beside the file.
void require_room_for_copy(const std::string& path);

}  // namespace primebench
