// What primebench starts and talks with: it starts the launcher, and hands on.

#pragma once

#include <string>

namespace primebench::mpi {

/// A measurement of `mode`, as docs/adding-a-mode.md has it, on standard input and output.
/// Returns the exit status. `own_file` is this program.
int run_front(const std::string& mode, const std::string& own_file);

}  // namespace primebench::mpi
