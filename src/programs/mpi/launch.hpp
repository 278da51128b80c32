// How the ranks are started: the command line of mpirun, or of another launcher.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "modes/machines.hpp"

namespace primebench::mpi {

/// What a launch depends on beside the batch.
struct Surroundings {
  std::string own_file;  ///< primebench-mode-mpi, with its directory.
  std::string host;      ///< This machine's name.
  std::string agent;     ///< The user's remote shell, as the environment names it; or empty.
  unsigned version = 4;  ///< Of Open MPI, the first number.
  bool is_root = false;
};

/// The words of a launcher, or of a remote shell: cut at blanks.
std::vector<std::string> words_of(std::string_view text);

/// Whether the launcher is Open MPI's, by its name; an empty one is.
bool is_open_mpi(std::string_view launcher);

/// The first number of what "mpirun --version" prints. Throws Error if it is not Open MPI's.
unsigned version_in(std::string_view text);

/// Whether all ranks are on this machine.
bool stays_here(const Machines& machines, const std::string& host);

/// "host pbB", or the first of several that are not this machine.
std::string other_hosts(const Machines& machines, const std::string& host);

/// The command that starts `ranks` ranks, spread over the hosts one by one. Of another launcher
/// than Open MPI's nothing is known but that -n says how many.
std::vector<std::string> launch_command(const Machines& machines, std::size_t ranks,
                                        const Surroundings& where);

/// Whoever is asked to reach other hosts with ssh gives up in time, and asks nobody.
inline constexpr std::string_view kUsualAgent = "ssh -o BatchMode=yes -o ConnectTimeout=4";

}  // namespace primebench::mpi
