#include "modes/program_process.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <variant>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostErrors = 1 << 20;
constexpr std::size_t kLongestWords = 200;

void make_nonblocking(const Fd& fd) {
  if (::fcntl(fd.get(), F_SETFL, O_NONBLOCK) != 0)
    throw_errno("cannot talk to a program");
}

/// What can be read now, at most what fits; at the end `fd` is closed.
template <std::size_t size>
std::string_view read_some(Fd& fd, std::array<char, size>& buffer) {
  if (!fd)
    return {};
  const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
  if (got > 0)
    return {buffer.data(), static_cast<std::size_t>(got)};
  if (got == 0 || (errno != EAGAIN && errno != EINTR))
    fd.reset();
  return {};
}

}  // namespace

ProgramProcess::Connection::Connection(const std::string& file, const std::string& argument,
                                       int kept) {
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  for (const Fd* ours : {&in.write_end, &out.read_end, &err.read_end})
    make_nonblocking(*ours);
  child = ChildProcess::execute({file, argument}, in.read_end.get(), out.write_end.get(),
                                err.write_end.get(), ChildProcess::Group::kInherited, kept);
  input = std::move(in.write_end);
  output = std::move(out.read_end);
  errors = std::move(err.read_end);
}

ProgramProcess::ProgramProcess(const std::string& file, const std::string& argument, int kept)
    : file_(file), to_(file, argument, kept), watch_(to_.child) {}

Reply ProgramProcess::ask(std::string_view text, std::string_view awaited) {
  read_output();
  if (std::string line; take_line(line) || lines_.has_rest())
    fail(fmt::format("wrote more than it was asked for: {}", in_quotes(line)));
  unsent_ = text;
  send_more();
  std::string line;
  while (!take_line(line)) {
    if (ended_ || !to_.output)
      fail_early(awaited);
    advance(-1);
  }
  Reply reply;
  try {
    reply = parse_reply(line);
  } catch (const Error& error) {  // Only here it is known whose line it is.
    fail(fmt::format("wrote {}", error.what()));
  }
  if (const auto* const error = std::get_if<ErrorReply>(&reply))
    throw Error(error->text.empty() ? "the program says that it failed" : error->text);
  return reply;
}

void ProgramProcess::finish(std::string_view text, bool patient,
                            const std::function<bool(std::string_view)>& take) {
  constexpr std::int64_t kMs = 1'000'000;
  const std::int64_t deadline = now_ns() + kPatienceMs * kMs;
  const auto patience_ms = [&] {
    const std::int64_t left = std::max<std::int64_t>(deadline - now_ns(), 0);
    return patient ? -1 : static_cast<int>((left + kMs - 1) / kMs);
  };
  unsent_ = text;
  send_more();
  const auto take_lines = [&] {
    for (std::string line; take_line(line);) {
      bool taken = false;
      try {
        taken = take(line);
      } catch (const Error& error) {  // Only here it is known whose line it is.
        fail(fmt::format("wrote {}", error.what()));
      }
      if (!taken)
        fail(fmt::format("wrote more than it was asked for: {}", in_quotes(line)));
    }
  };
  while (!ended_) {
    if (unsent_.empty())
      to_.input.reset();
    if (patience_ms() == 0)
      fail(fmt::format("did not end within {} ms of \"end\"; --timeout gives it more time",
                       kPatienceMs));
    advance(patience_ms());
    take_lines();
  }
  while (read_output())
    take_lines();
  if (lines_.has_rest())
    fail("wrote more than it was asked for, without a line end");
  if (const ProcessExit exit = to_.child.wait(); !exit.clean())
    fail(fmt::format("{} when its work was done", exit.describe()));
  if (!wait_for_children(patient ? std::numeric_limits<int>::max() : patience_ms()))
    fail(fmt::format("left processes behind that did not end within {} ms", kPatienceMs));
}

void ProgramProcess::fail(std::string_view did) {
  read_errors();
  const std::string& words = error_line_.empty() ? last_words_ : error_line_;
  const std::string also = words.empty() ? ""
                                         : fmt::format("; its standard error ends with {}",
                                                       in_quotes(words, kLongestWords));
  throw Error(fmt::format("the program {} {}{}", in_quotes(file_, kLongestWords), did, also));
}

void ProgramProcess::fail_early(std::string_view awaited) {
  const std::int64_t deadline = now_ns() + std::int64_t{kPatienceMs} * 1'000'000;
  while (!ended_ && now_ns() < deadline)
    advance(10);
  if (!ended_)
    fail(fmt::format("closed its standard output before it said \"{}\"", awaited));
  fail(fmt::format("{} before it said \"{}\"", to_.child.wait().describe(), awaited));
}

bool ProgramProcess::take_line(std::string& line) {
  try {
    return lines_.next(line);
  } catch (const Error& error) {  // Only here it is known whose line it is.
    fail(fmt::format("wrote {}", error.what()));
  }
}

void ProgramProcess::advance(int patience_ms) {
  std::array<pollfd, 4> ready = {{{watch_.fd(), POLLIN, 0},
                                  {to_.output.get(), POLLIN, 0},
                                  {to_.errors.get(), POLLIN, 0},
                                  {unsent_.empty() ? -1 : to_.input.get(), POLLOUT, 0}}};
  ::poll(ready.data(), ready.size(), patience_ms);
  // The end first: what was written before it can then be read.
  if (ready[0].revents != 0)
    ended_ = watch_.ended();
  if (ready[1].revents != 0 || ended_)
    read_output();
  if (ready[2].revents != 0)
    read_errors();
  if (ready[3].revents != 0)
    send_more();
}

void ProgramProcess::send_more() {
  while (!unsent_.empty()) {
    const ssize_t sent = to_.input ? ::write(to_.input.get(), unsent_.data(), unsent_.size()) : -1;
    if (sent < 0 && to_.input && errno == EINTR)
      continue;
    if (sent < 0 && to_.input && errno == EAGAIN)
      return;
    if (sent < 0) {  // It reads no more; its answer or its end will tell why.
      to_.input.reset();
      unsent_ = {};
      return;
    }
    unsent_.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool ProgramProcess::read_output() {
  std::array<char, 4096> buffer;  // NOLINT: is written before it is read.
  const std::string_view bytes = read_some(to_.output, buffer);
  lines_.add(bytes);
  return !bytes.empty();
}

void ProgramProcess::read_errors() {
  std::array<char, 16384> buffer;  // NOLINT: is written before it is read.
  std::string_view bytes = read_some(to_.errors, buffer);
  error_bytes_ += bytes.size();
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    error_line_ += bytes.substr(0, std::min(end, kLongestWords + 1 - error_line_.size()));
    if (end == bytes.size())
      break;
    if (!error_line_.empty()) {
      log::debug("{}: {}", file_, printable(error_line_, kLongestWords));
      last_words_.swap(error_line_);
    }
    error_line_.clear();
    bytes.remove_prefix(end + 1);
  }
  if (error_bytes_ > kMostErrors) {
    error_bytes_ = 0;  // To be said once.
    fail(fmt::format("wrote more than {} KiB on standard error", kMostErrors / 1024));
  }
}

}  // namespace primebench
