#include "sys/signals.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/error.hpp"

namespace primebench {
namespace {

constexpr std::array kEnding = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr std::array kIgnored = {SIGPIPE, SIGXFSZ};

void set_disposition(int signal, void (*handler)(int)) noexcept {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) noexcept {
  struct sigaction action {};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

}  // namespace

void sanitise_process() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    // open() gives the lowest free number, which is the closed one. Standard output is
    // opened the wrong way round, so that data written to it is not lost in silence.
    const int mode = fd == STDOUT_FILENO ? O_RDONLY : O_RDWR;
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", mode) != fd)
      throw_errno("cannot open '/dev/null'");
  }
  set_disposition(SIGCHLD, SIG_DFL);
  for (const int signal : kIgnored)
    set_disposition(signal, SIG_IGN);
  unblock_all_signals();
}

void unblock_all_signals() noexcept {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void reset_signals_for_exec() noexcept {
  for (const int signal : kIgnored)
    set_disposition(signal, SIG_DFL);
  unblock_all_signals();
}

SignalGuard::SignalGuard() {
  sigset_t ending;
  ::sigemptyset(&ending);
  for (const int signal : kEnding) {
    // A blocked signal stays pending even where it is ignored, and would end us.
    if (!is_ignored(signal))
      ::sigaddset(&ending, signal);
  }
  fd_ = Fd(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd_)
    throw_errno("cannot watch for signals");
  ::sigprocmask(SIG_BLOCK, &ending, &before_);
}

SignalGuard::~SignalGuard() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

void SignalGuard::check() const { sleep(0); }

void SignalGuard::sleep(int milliseconds) const {
  pollfd entry{fd_.get(), POLLIN, 0};
  if (::poll(&entry, 1, milliseconds) > 0)
    throw Interrupted();
}

}  // namespace primebench
