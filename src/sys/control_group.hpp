// Which control groups this process is in, in either version, and where their files are.

#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace primebench {

struct ControlGroups {
  /// The directories of this process's group and of its ancestors, innermost first, as far
  /// as they can be seen from here.
  std::vector<std::filesystem::path> directories;
  bool unified = false;  ///< Version 2.
  /// Whether these are all that there are. If not, a limit may be set where no one can
  /// see it from here: outside of a container, or in a hierarchy that is not mounted.
  bool complete = false;
};

/// The groups that limit what `controller` ("cpu", "memory", "pids") gives to this process.
/// A kernel without control groups, or without this controller, has none, and they are
/// complete. Files are looked up below `root`, which is "/" but for tests.
///
/// Mounts and memberships of "/" are read once: a process that is moved to another group
/// later is not noticed.
///
/// In a control group namespace the mounted tree may begin above the namespace, whose own
/// place in it the kernel does not tell; it is then looked for by this process's number.
ControlGroups control_groups(std::string_view controller, const std::filesystem::path& root = "/");

}  // namespace primebench
