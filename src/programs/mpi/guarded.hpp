// A rank is two processes: one that works, and one that says how it died.

#pragma once

#include <functional>

namespace primebench::mpi {

/// Runs `body` in a child of this process, which must have one thread, and returns the exit
/// status. If a signal kills the child, it says so on standard error with this host's name, and
/// returns EXIT_FAILURE.
///
/// A launcher ends all ranks when one has been killed, and its message may name another than
/// the first. Open MPI sends SIGTERM to a rank's group before it kills: this process dies of
/// that in silence, so that only the rank that died by itself speaks. Throws std::system_error
/// if the system allows no other process.
int run_guarded(const std::function<void()>& body);

}  // namespace primebench::mpi
