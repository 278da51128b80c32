#pragma once

#include <string>

namespace primebench::mpi {

/// As the machine calls itself, which is what Open MPI's messages name too.
std::string this_host();

}  // namespace primebench::mpi
