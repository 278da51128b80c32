// The processes of a batch that runs on the hosts of a test.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "mpi/network.hpp"

#ifdef PRIMEBENCH_MPI_PROGRAM

namespace primebench::test {

/// The parent of a rank on a host; 0: there is none yet.
pid_t find_parent(const Network& network, std::size_t host);
/// A rank on a host: the process that works, whose parent is one of the same name and group.
pid_t find_worker(const Network& network, std::size_t host);
/// The launcher, as it is called before and from version 5 of Open MPI on.
pid_t find_launcher(const Network& network);

/// Of one process: to `kill`, 0 would be all of our group.
void kill_found(pid_t process);

/// Whether the rank on a host divides: it has used more CPU time than its start takes.
bool divides(const Network& network, std::size_t host);

}  // namespace primebench::test

#endif
