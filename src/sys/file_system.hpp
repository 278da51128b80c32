// What kind of file system a file is on.

#pragma once

#include <cstdint>
#include <string_view>

namespace primebench {

/// The kind of file system of an open file or directory if it is one on which several
/// machines, or a program of unknown quality, share files: "NFS", "FUSE", …; empty for a
/// local one and where that cannot be known.
std::string_view shared_file_system(int fd);

/// The name for a file system's magic number (statfs), as shared_file_system().
std::string_view shared_file_system_name(std::uint64_t magic);

}  // namespace primebench
