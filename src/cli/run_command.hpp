// The measuring command: plans, measures in rounds, stores rows, sums up.

#pragma once

#include "cli/options.hpp"
#include "core/exit_status.hpp"

namespace primebench {

/// Carries the options out. Returns kExitFailure if a configuration failed, and
/// kExitTimeout if nothing worse happened than a timeout; the other configurations
/// are measured and stored all the same. Throws if rows cannot be stored.
ExitStatus run_command(const RunOptions& options);

}  // namespace primebench
