// The remote shell, with a name for what goes wrong.

#pragma once

#include <span>
#include <string>

namespace primebench::mpi {

/// Runs `command`, a remote shell with the host's name and the rest behind it, as Open MPI calls
/// it; `shell_words` are its own words before the host. Input and output pass through. If it
/// fails, a line on standard error says for which host. Returns its exit status.
int run_agent(std::span<const std::string> command);

}  // namespace primebench::mpi
