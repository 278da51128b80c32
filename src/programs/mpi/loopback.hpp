// Debian's Open MPI, from Debian 14 on, which must not leave its machine unless it is told to.

#pragma once

#include <string_view>

namespace primebench::mpi {

/// Whether these settings, the text of Open MPI's files, the last assignment of which counts, have
/// ranks talk over the loopback interface alone: "btl_tcp_if_include = lo".
bool confines_to_loopback(std::string_view settings);

/// If the files of system and user do that, and the environment says nothing of it, sets there
/// that all interfaces are meant, for whatever is started from now on.
void use_all_interfaces();

}  // namespace primebench::mpi
