#include "sys/file_system.hpp"

#include <sys/vfs.h>

#include <array>

namespace primebench {

std::string_view shared_file_system(int fd) {
  struct statfs status {};
  if (::fstatfs(fd, &status) != 0)
    return {};
  return shared_file_system_name(static_cast<std::uint32_t>(status.f_type));
}

std::string_view shared_file_system_name(std::uint64_t magic) {
  struct Known {
    std::uint64_t magic;
    std::string_view name;
  };
  // From linux/magic.h and statfs(2), where the names differ between versions, and, for
  // those that are not part of the kernel, from their own sources.
  static constexpr auto kKnown = std::to_array<Known>({{0x6969, "NFS"},
                                                       {0x65735546, "FUSE"},
                                                       {0x517B, "SMB"},
                                                       {0xFF534D42, "CIFS"},
                                                       {0xFE534D42, "SMB2"},
                                                       {0x01021997, "9P"},
                                                       {0x00C36400, "Ceph"},
                                                       {0x5346414F, "AFS"},
                                                       {0x6B414653, "AFS"},
                                                       {0x0BD00BD0, "Lustre"},
                                                       {0x47504653, "GPFS"},
                                                       {0x19830326, "BeeGFS"},
                                                       {0x01161970, "GFS2"},
                                                       {0x7461636F, "OCFS2"}});
  for (const Known& known : kKnown) {
    if (known.magic == magic)
      return known.name;
  }
  return {};
}

}  // namespace primebench
