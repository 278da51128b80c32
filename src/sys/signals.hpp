// Signals: a sane state at the start, and clean-up before the program dies of one.

#pragma once

#include <sys/types.h>

#include <csignal>
#include <exception>

#include "sys/fd.hpp"

namespace primebench {

/// First thing in main(): descriptors 0, 1 and 2 exist, SIGCHLD is at its default
/// and SIGPIPE and SIGXFSZ are ignored (the calls then fail with EPIPE and EFBIG),
/// whatever the parent left behind. SIGINT, SIGTERM, SIGHUP and SIGQUIT are
/// unblocked; where the parent ignores one (nohup, `&` in a script), so do we.
void sanitise_process();

/// In a forked child that goes on with our code: what a SignalGuard of the parent
/// has blocked is unblocked.
void unblock_all_signals() noexcept;

/// In a forked child that is about to execute another program: likewise, and the
/// signals that sanitise_process() ignored are back at their defaults.
void reset_signals_for_exec() noexcept;

/// Thrown by code that waits under a SignalGuard when a signal has come. It only
/// unwinds the stack: the program dies when the guard goes out of scope.
class Interrupted : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "interrupted by a signal"; }
};

/// While one exists, SIGINT, SIGTERM, SIGHUP and SIGQUIT wait: its owner sees them
/// as a readable descriptor, unwinds (which kills children and removes temporary
/// files), and the process then dies of the very signal when the guard is
/// destroyed, so that a shell loop around it stops too. Construct it before
/// whatever must be cleaned up. Guards may nest. Single-threaded use.
class SignalGuard {
 public:
  SignalGuard();
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

  /// Readable (as poll() means it) once a signal is waiting. Never read from it.
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  /// Throws Interrupted if a signal is waiting.
  void check() const;
  /// Sleeps, at most `milliseconds`. Throws Interrupted as soon as a signal comes.
  void sleep(int milliseconds) const;

 private:
  sigset_t before_{};
  Fd fd_;
};

}  // namespace primebench
