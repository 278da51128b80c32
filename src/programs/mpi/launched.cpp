#include "programs/mpi/launched.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "programs/mpi/conversation.hpp"
#include "programs/mpi/launch_failure.hpp"

namespace primebench::mpi {
namespace {

constexpr std::size_t kMostWords = 1 << 16;
constexpr std::size_t kMostPassedOn = 1 << 18;  // primebench takes four times that.

/// What can be read now; at the end `fd` is closed.
std::string_view read_some(Fd& fd, std::array<char, 16384>& buffer) {
  const ssize_t got = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
  if (got > 0)
    return {buffer.data(), static_cast<std::size_t>(got)};
  if (got == 0)
    fd.reset();
  return {};
}

}  // namespace

Launched::Connection::Connection(const std::vector<std::string>& command) {
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  for (const Fd* ours : {&in.write_end, &out.read_end, &err.read_end})
    ::fcntl(ours->get(), F_SETFL, O_NONBLOCK);
  child = ChildProcess::execute(command, in.read_end.get(), out.write_end.get(),
                                err.write_end.get(), ChildProcess::Group::kInherited, -1);
  input = std::move(in.write_end);
  output = std::move(out.read_end);
  errors = std::move(err.read_end);
}

Launched::Launched(const std::vector<std::string>& command, std::string host, std::string limits)
    : host_(std::move(host)), limits_(std::move(limits)), to_(command), watch_(to_.child) {}

std::string Launched::next_line(std::int64_t deadline_ns) {
  std::string line;
  while (true) {
    while (lines_.next(line)) {
      // From version 5 on Open MPI now and then puts what a rank says on standard error there.
      if (const std::size_t own = line.find(kOwnLine); own != std::string::npos) {
        note(std::string_view(line).substr(0, own));
        return line.substr(own + kOwnLine.size());
      }
      note(line.append("\n"));
    }
    if (ended_ && !read_output())
      fail();
    if (deadline_ns != 0 && now_ns() >= deadline_ns)
      return "";
    if (!ended_)
      advance(deadline_ns == 0 ? -1 : 50);
  }
}

void Launched::finish() {
  while (!ended_) {
    if (unsent_.empty())
      to_.input.reset();
    advance(-1);
  }
  if (ProcessExit exit = to_.child.wait(); !exit.clean())
    throw Error(reason_in(words_, exit.describe(), host_, limits_));
}

void Launched::advance(int patience_ms) {
  std::array<pollfd, 4> ready = {{{ended_ ? -1 : watch_.fd(), POLLIN, 0},
                                  {to_.output.get(), POLLIN, 0},
                                  {to_.errors.get(), POLLIN, 0},
                                  {unsent_.empty() ? -1 : to_.input.get(), POLLOUT, 0}}};
  ::poll(ready.data(), ready.size(), patience_ms);
  if (ready[0].revents != 0)
    ended_ = watch_.ended();
  if (ready[1].revents != 0)
    read_output();
  if (ready[2].revents != 0)
    read_errors();
  if (ready[3].revents != 0)
    send_more();
}

void Launched::send_more() {
  const ssize_t sent = ::write(to_.input.get(), unsent_.data(), unsent_.size());
  if (sent >= 0)
    unsent_.remove_prefix(static_cast<std::size_t>(sent));
  else if (errno != EAGAIN && errno != EINTR)
    unsent_ = {};  // It reads no more; its end will tell why.
}

bool Launched::read_output() {
  std::array<char, 16384> buffer;  // NOLINT: is written before it is read.
  const std::string_view bytes = read_some(to_.output, buffer);
  lines_.add(bytes);
  return !bytes.empty();
}

void Launched::read_errors() {
  std::array<char, 16384> buffer;  // NOLINT: is written before it is read.
  const std::string_view bytes = read_some(to_.errors, buffer);
  note(bytes);
}

void Launched::note(std::string_view bytes) {
  words_.append(bytes.substr(0, kMostWords - std::min(kMostWords, words_.size())));
  const std::string_view shown = bytes.substr(0, kMostPassedOn - passed_on_);
  passed_on_ += shown.size();
  write_all(STDERR_FILENO, shown, "standard error");
}

void Launched::fail() {
  for (int i = 0; to_.errors && i < 100; ++i) {  // What it has left there, at most.
    const std::size_t before = words_.size();
    read_errors();
    if (words_.size() == before)
      break;
  }
  throw Error(reason_in(words_, to_.child.wait().describe(), host_, limits_));
}

}  // namespace primebench::mpi
