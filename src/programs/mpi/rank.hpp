// A process that mpirun started: rank 0 hands out the tasks and runs some, the others run them.

#pragma once

namespace primebench::mpi {

/// All of it, from MPI_Init on. Returns the exit status. What goes wrong is written on standard
/// error with this host's name, and ends all ranks.
int run_rank();

}  // namespace primebench::mpi
