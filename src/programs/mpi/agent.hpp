// The remote shell, with a name for what goes wrong.

#pragma once

#include <span>
#include <string>
#include <vector>

namespace primebench::mpi {

/// The command, which ends with what a shell of the host is given: the daemon of a launcher. That
/// of Open MPI 5, if it cannot reach the launcher, ends without taking away the directory that it
/// has made, so then the host's shell does. Commands for other daemons stay as they are.
std::vector<std::string> with_tidying(std::span<const std::string> command);

/// Runs `command`, a remote shell with the host's name and the rest behind it, as Open MPI calls
/// it; `shell_words` are its own words before the host. Input and output pass through. If it
/// fails, a line on standard error says for which host. Returns its exit status.
int run_agent(std::span<const std::string> command);

}  // namespace primebench::mpi
