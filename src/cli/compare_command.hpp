// `primebench compare`: what became of old measurements in new ones.

#pragma once

#include <span>
#include <string>

#include "core/exit_status.hpp"

namespace primebench {

/// `arguments` are those after the word "compare". Returns kExitSlower if a configuration is
/// slower by more than --fail-over allows and that is certain. Throws what main() reports.
ExitStatus compare_command(std::span<const std::string> arguments);

/// The text of `primebench compare --help`.
std::string compare_help();

}  // namespace primebench
