// The program behind main(): which command is meant, and carrying it out.

#pragma once

#include <span>
#include <string>

#include "core/exit_status.hpp"

namespace primebench {

/// Runs the command that `arguments` (without the program's name) ask for. Throws
/// UsageError for a command line that makes no sense, anything else derived from
/// std::exception for a failure.
ExitStatus run_program(std::span<const std::string> arguments);

}  // namespace primebench
