#include "programs/mpi/communicator.hpp"

#include <mpi.h>

#include <cstdlib>

#include "programs/mpi/patience.hpp"

namespace primebench::mpi {

Communicator::Communicator() {
  int granted = 0;  // Rank 0 divides in a second thread, which makes no calls.
  ::MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &granted);
  ::MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  ::MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

Communicator::~Communicator() { ::MPI_Finalize(); }

void Communicator::gather_bytes(const void* own, std::size_t size, void* all) const {
  const int bytes = static_cast<int>(size);
  ::MPI_Gather(own, bytes, MPI_BYTE, all, bytes, MPI_BYTE, 0, MPI_COMM_WORLD);
}

std::string Communicator::spread(const std::string& text) const {
  std::string all = text;
  unsigned long size = text.size();
  ::MPI_Bcast(&size, 1, MPI_UNSIGNED_LONG, 0, MPI_COMM_WORLD);
  all.resize(size);
  ::MPI_Bcast(all.data(), static_cast<int>(size), MPI_BYTE, 0, MPI_COMM_WORLD);
  return all;
}

std::optional<int> Communicator::sender(Tag tag) const {
  int there = 0;
  MPI_Status status;
  ::MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &there, &status);
  return there != 0 ? std::optional(status.MPI_SOURCE) : std::nullopt;
}

void Communicator::abort() {
  ::MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
  std::abort();
}

void Communicator::send_bytes(int to, Tag tag, const void* bytes, std::size_t size) const {
  ::MPI_Send(bytes, static_cast<int>(size), MPI_BYTE, to, tag, MPI_COMM_WORLD);
}

void Communicator::receive_bytes(int from, Tag tag, void* bytes, std::size_t size) const {
  Patience patience;
  int there = 0;
  while (::MPI_Iprobe(from, tag, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE), there == 0)
    patience.pause();
  take_bytes(from, tag, bytes, size);
}

void Communicator::take_bytes(int from, Tag tag, void* bytes, std::size_t size) const {
  ::MPI_Recv(bytes, static_cast<int>(size), MPI_BYTE, from, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

}  // namespace primebench::mpi
