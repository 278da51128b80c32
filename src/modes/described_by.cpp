#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>

#include <array>
#include <cstdint>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/mode_programs.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::int64_t kPatienceNs = 5'000'000'000;
constexpr std::size_t kMostBytes = 1 << 19;

/// What a program writes, one of its two outputs.
struct Stream {
  Pipe pipe = make_pipe();
  std::string text;
};

/// Reads once, without waiting; at the end the reading end is closed.
void read_once(Stream& stream) {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::read(stream.pipe.read_end.get(), buffer.data(), buffer.size());
  if (got <= 0)
    stream.pipe.read_end.reset();
  else
    stream.text.append(buffer.data(), static_cast<std::size_t>(got));
  if (stream.text.size() > kMostBytes)
    throw Error("--describe prints more than anyone can read");
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos)
    return "";
  const std::size_t begin = text.find_last_of('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1, end - begin);
}

/// Reads both outputs until the program has ended.
void read_all(const ChildProcess& child, const SignalGuard& guard, Stream& out, Stream& err) {
  const std::int64_t deadline = now_ns() + kPatienceNs;
  ChildWatch watch(child);
  bool ended = watch.ended();
  for (bool more = true; more;) {
    const std::int64_t left_ms = (deadline - now_ns()) / 1'000'000;
    if (left_ms <= 0)
      throw Error("--describe took longer than 5 s");
    std::array<pollfd, 4> ready = {{{guard.fd(), POLLIN, 0},
                                    {ended ? -1 : watch.fd(), POLLIN, 0},
                                    {out.pipe.read_end.get(), POLLIN, 0},
                                    {err.pipe.read_end.get(), POLLIN, 0}}};
    // What has been written before the end can be read at once.
    ::poll(ready.data(), ready.size(), ended ? 0 : static_cast<int>(left_ms));
    if (ready[0].revents != 0)
      throw Interrupted();
    if (ready[2].revents != 0)
      read_once(out);
    if (ready[3].revents != 0)
      read_once(err);
    more = !ended || ready[2].revents != 0 || ready[3].revents != 0;
    if (ready[1].revents != 0)
      ended = watch.ended();
  }
}

/// Ends what the program has left behind, in whatever group.
struct LeftBehind {
  LeftBehind() { become_subreaper(); }
  ~LeftBehind() { end_children(); }
  LeftBehind(const LeftBehind&) = delete;
  LeftBehind& operator=(const LeftBehind&) = delete;
};

}  // namespace

std::vector<ProgramDescription> described_by(const std::string& file) {
  const SignalGuard guard;  // First: what follows is cleaned up before a signal takes effect.
  const LeftBehind left_behind;
  Stream out;
  Stream err;
  const Fd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  ChildProcess child = ChildProcess::execute({file, "--describe"}, nothing.get(),
                                             out.pipe.write_end.get(), err.pipe.write_end.get());
  out.pipe.write_end.reset();
  err.pipe.write_end.reset();
  read_all(child, guard, out, err);
  kill_group(child.pid());
  if (const ProcessExit exit = child.wait(); !exit.clean()) {
    const std::string words = last_line(err.text);
    throw Error(fmt::format("--describe {}{}", exit.describe(),
                            words.empty() ? "" : fmt::format(": {}", printable(words, 200))));
  }
  return parse_descriptions(out.text);
}

}  // namespace primebench
