#include "modes/parcel_pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace primebench {

namespace {

/// What comes before an output.
struct Header {
  std::size_t task;
  Answer answer;
};

int lock(int file, short kind) {
  struct flock whole {};
  whole.l_type = kind;
  whole.l_whence = SEEK_SET;
  return ::fcntl(file, F_SETLKW, &whole);
}

}  // namespace

SharedTurn::Hold::Hold(int file) : file_(file) {
  while (lock(file, F_WRLCK) != 0) {
    if (errno != EINTR)
      throw_errno("cannot wait for a turn");
  }
}

SharedTurn::Hold::~Hold() { lock(file_, F_UNLCK); }

void send_parcels(const ParcelWay& way, std::size_t first, std::span<const Answer> answers,
                  std::span<const std::byte> outputs) {
  const std::size_t bytes = outputs.size() / answers.size();
  const SharedTurn::Hold hold(way.turn);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Header header = {.task = first + i, .answer = answers[i]};
    const std::span<const std::byte> output = outputs.subspan(i * bytes, bytes);
    write_all(way.pipe, {reinterpret_cast<const char*>(&header), sizeof header},
              "the results' pipe");
    write_all(way.pipe, {reinterpret_cast<const char*>(output.data()), output.size()},
              "the results' pipe");
  }
}

ParcelPipe::ParcelPipe(std::size_t bytes) : arriving_(sizeof(Header) + bytes) {
  ::fcntl(pipe_.read_end.get(), F_SETFL, O_NONBLOCK);
}

void ParcelPipe::receive(const Take& take) {
  for (;;) {
    const ssize_t bytes =
        ::read(pipe_.read_end.get(), arriving_.data() + arrived_, arriving_.size() - arrived_);
    if (bytes < 0 && errno == EINTR)
      continue;
    if (bytes < 0 && errno != EAGAIN)
      throw_errno("cannot read the results' pipe");
    if (bytes <= 0)
      return;
    arrived_ += static_cast<std::size_t>(bytes);
    if (arrived_ < arriving_.size())
      continue;
    arrived_ = 0;
    Header header;
    std::memcpy(&header, arriving_.data(), sizeof header);
    take(header.task, header.answer, std::span(arriving_).subspan(sizeof header));
  }
}

}  // namespace primebench
