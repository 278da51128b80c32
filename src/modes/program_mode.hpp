// A mode that is a program: what a ModeSpec with a program starts.

#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "modes/mode.hpp"

namespace primebench {

/// A program that was found, as `primebench-mode-NAME`.
struct ModeProgram {
  std::string name;  ///< What stands behind "primebench-mode-".
  std::string file;  ///< With its directory.
};

/// The variable that tells a program which descriptor is the task log's memory.
inline constexpr const char* kLogVariable = "PRIMEBENCH_LOG_FD";

/// The variable that names a directory for what the program keeps while it runs, if it may span
/// machines: the launchers of such are killed with much left behind.
inline constexpr const char* kScratchVariable = "PRIMEBENCH_SCRATCH";

/// Starts the program of `mode` and returns when its workers exist. Throws Error that says
/// what the program did wrong, and std::system_error if it cannot be started. The Mode's
/// close() expects that this process has no other children.
std::unique_ptr<Mode> start_program(const ModeSpec& mode, const Workload& workload,
                                    std::size_t pool, const ProgramMeans& means);

}  // namespace primebench
