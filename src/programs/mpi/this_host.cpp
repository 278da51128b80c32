#include "programs/mpi/this_host.hpp"

#include <unistd.h>

#include <array>

namespace primebench::mpi {

std::string this_host() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

}  // namespace primebench::mpi
