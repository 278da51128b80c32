// The measuring command: plans, measures in rounds, stores rows, sums up.

#pragma once

#include <span>
#include <string>

#include "core/exit_status.hpp"

namespace primebench {

/// Carries out what `arguments` ask for. Returns kExitFailure if a configuration failed, and
/// kExitTimeout if nothing worse happened than a timeout; the other configurations
/// are measured and stored all the same. Throws UsageError, and if rows cannot be stored.
ExitStatus run_command(std::span<const std::string> arguments);

}  // namespace primebench
