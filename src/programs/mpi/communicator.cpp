#include "programs/mpi/communicator.hpp"

#include <mpi.h>

#include <cstdlib>

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

// Open MPI 4.1 and 5.0 open that of all neighbours in MPI_Init; but whoever has sent a message has
// opened it for certain, since it writes there.
void Communicator::meet_neighbours() const {
  MPI_Comm here = MPI_COMM_NULL;
  ::MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &here);
  int count = 0;
  ::MPI_Comm_size(here, &count);
  const char greeting = 0;
  std::vector<char> greetings(static_cast<std::size_t>(count));
  std::vector<MPI_Request> requests(2 * greetings.size());
  for (int other = 0; other < count; ++other) {
    const auto place = static_cast<std::size_t>(other);
    ::MPI_Irecv(&greetings[place], 1, MPI_CHAR, other, 0, here, &requests[2 * place]);
    ::MPI_Isend(&greeting, 1, MPI_CHAR, other, 0, here, &requests[2 * place + 1]);
  }
  ::MPI_Waitall(2 * count, requests.data(), MPI_STATUSES_IGNORE);
  ::MPI_Comm_free(&here);
}

void Communicator::abort() {
  ::MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
  std::abort();
}

void Communicator::send_bytes(int to, Tag tag, const void* bytes, std::size_t size) const {
  ::MPI_Send(bytes, static_cast<int>(size), MPI_BYTE, to, tag, MPI_COMM_WORLD);
}

void Communicator::take_bytes(int from, Tag tag, void* bytes, std::size_t size) const {
  ::MPI_Recv(bytes, static_cast<int>(size), MPI_BYTE, from, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

struct Posted::Requests {
  std::vector<MPI_Request> all;
};

Posted::Posted(std::size_t most)
    : requests_(
          std::make_unique<Requests>(Requests{std::vector<MPI_Request>(most, MPI_REQUEST_NULL)})) {}

Posted::~Posted() {
  for (MPI_Request& request : requests_->all) {
    if (request != MPI_REQUEST_NULL)
      ::MPI_Request_free(&request);
  }
}

void Posted::send(int to, Tag tag, std::span<const std::byte> bytes) {
  MPI_Request& request = requests_->all[next_++ % requests_->all.size()];
  ::MPI_Wait(&request, MPI_STATUS_IGNORE);
  ::MPI_Isend(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, tag, MPI_COMM_WORLD,
              &request);
}

struct Expected::Request {
  MPI_Request request = MPI_REQUEST_NULL;
};

Expected::Expected(int from, Tag tag, std::size_t size)
    : from_(from == kAnyRank ? MPI_ANY_SOURCE : from),
      tag_(tag),
      bytes_(size),
      request_(std::make_unique<Request>()) {}

Expected::~Expected() {
  if (request_->request == MPI_REQUEST_NULL)
    return;
  ::MPI_Cancel(&request_->request);
  for (int ended = 0; ended == 0;)
    ::MPI_Test(&request_->request, &ended, MPI_STATUS_IGNORE);
}

bool Expected::came() {
  if (request_->request == MPI_REQUEST_NULL)
    ::MPI_Irecv(bytes_.data(), static_cast<int>(bytes_.size()), MPI_BYTE, from_, tag_,
                MPI_COMM_WORLD, &request_->request);
  int there = 0;
  MPI_Status status;
  ::MPI_Test(&request_->request, &there, &status);
  if (there != 0)
    sender_ = status.MPI_SOURCE;
  return there != 0;
}

}  // namespace primebench::mpi
