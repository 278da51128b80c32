#include "sys/fd.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/error.hpp"

namespace primebench {
namespace {

/// Someone who shares the descriptor may have made it non-blocking.
void wait_until_writable(int fd) {
  pollfd entry{fd, POLLOUT, 0};
  ::poll(&entry, 1, -1);
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

int Fd::release() noexcept { return std::exchange(fd_, -1); }

void Fd::reset() noexcept {
  if (fd_ >= 0)
    ::close(std::exchange(fd_, -1));
}

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    rlimit files{};
    if (errno != EMFILE || ::getrlimit(RLIMIT_NOFILE, &files) != 0)
      throw_errno("cannot make a pipe");
    throw_errno(EMFILE, fmt::format("cannot make a pipe within ulimit -n {} (raise it, or use a "
                                    "smaller --pool)",
                                    files.rlim_cur));
  }
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

void write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      throw_errno("cannot write to " + name);
  }
}

std::size_t read_full(int fd, void* buffer, std::size_t size, const std::string& name) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(fd, static_cast<char*>(buffer) + done, size - done);
    if (got == 0)
      break;
    if (got > 0)
      done += static_cast<std::size_t>(got);
    else if (errno != EINTR)
      throw_errno("cannot read from " + name);
  }
  return done;
}

std::string read_at(int fd, std::uint64_t begin, std::size_t limit, const std::string& name) {
  std::string text(limit, '\0');
  std::size_t done = 0;
  while (done < limit) {
    const ssize_t got =
        ::pread(fd, text.data() + done, limit - done, static_cast<off_t>(begin + done));
    if (got == 0)
      break;
    if (got > 0)
      done += static_cast<std::size_t>(got);
    else if (errno != EINTR)
      throw_errno("cannot read " + name);
  }
  text.resize(done);
  return text;
}

std::string read_to_end(int fd, std::size_t limit, const std::string& name) {
  constexpr std::size_t kStep = 4096;
  std::string text;
  while (text.size() < limit) {
    const std::size_t before = text.size();
    const std::size_t wanted = std::min(kStep, limit - before);
    text.resize(before + wanted);
    text.resize(before + read_full(fd, text.data() + before, wanted, name));
    if (text.size() < before + wanted)
      break;
  }
  return text;
}

bool write_stdout(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EPIPE)
      return false;
    else if (errno == EAGAIN)
      wait_until_writable(STDOUT_FILENO);
    else if (errno != EINTR)
      throw_errno("cannot write to standard output");
  }
  return true;
}

bool stdout_is_writable() {
  const int flags = ::fcntl(STDOUT_FILENO, F_GETFL);
  return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

}  // namespace primebench
