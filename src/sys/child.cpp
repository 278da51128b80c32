#include "sys/child.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "core/log.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

/// First thing in a child. If the parent died before prctl() took effect, the
/// signal would never come: getppid() then no longer names it.
void die_with_parent(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent)
    ::_exit(1);
}

[[noreturn]] void run_body(const std::function<void()>& body) noexcept {
  try {
    body();
  } catch (...) {  // A process boundary: there is no caller left to tell.
    ::_exit(1);
  }
  ::_exit(0);
}

/// In the child: `fd` becomes descriptor `target`, and survives exec.
bool install(int fd, int target) {
  if (fd == target)
    return ::fcntl(fd, F_SETFD, 0) == 0;
  return ::dup2(fd, target) == target;
}

}  // namespace

bool ProcessExit::clean() const { return WIFEXITED(status) && WEXITSTATUS(status) == 0; }

std::string ProcessExit::describe() const { return describe_wait_status(status); }

std::string describe_wait_status(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return fmt::format("was killed by signal {} ({})", signal, ::strsignal(signal));
  }
  return fmt::format("exited with status {}", WEXITSTATUS(status));
}

ChildProcess::~ChildProcess() { kill_and_reap(); }

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), group_(other.group_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    kill_and_reap();
    pid_ = std::exchange(other.pid_, -1);
    group_ = other.group_;
  }
  return *this;
}

ChildProcess ChildProcess::fork(const std::function<void()>& body, Group group) {
  ChildProcess child = try_fork(body, group);
  if (!child)
    throw_errno("cannot start a process");
  return child;
}

ChildProcess ChildProcess::try_fork(const std::function<void()>& body, Group group) noexcept {
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    die_with_parent(parent);
    if (group == Group::kOwn)
      ::setpgid(0, 0);
    run_body(body);
  }
  if (pid > 0 && group == Group::kOwn)
    ::setpgid(pid, pid);  // In both, so that whoever is first sees the group.
  return {pid, group};
}

ChildProcess ChildProcess::execute(const std::vector<std::string>& arguments, int input, int output,
                                   int error) {
  return execute(arguments, input, output, error, Group::kOwn, -1);
}

ChildProcess ChildProcess::execute(const std::vector<std::string>& arguments, int input, int output,
                                   int error, Group group, int kept) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  // Close-on-exec: closes by itself when exec succeeds, else carries its errno.
  Pipe failure = make_pipe();
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0)
    throw_errno("cannot start " + arguments.front());
  if (pid == 0) {
    die_with_parent(parent);
    if (group == Group::kOwn)
      ::setpgid(0, 0);
    reset_signals_for_exec();
    if (install(input, STDIN_FILENO) && install(output, STDOUT_FILENO) &&
        install(error, STDERR_FILENO) && (kept < 0 || ::fcntl(kept, F_SETFD, 0) == 0))
      ::execvp(argv[0], argv.data());
    const int reason = errno;
    [[maybe_unused]] const ssize_t ignored =
        ::write(failure.write_end.get(), &reason, sizeof reason);
    ::_exit(127);
  }
  if (group == Group::kOwn)
    ::setpgid(pid, pid);
  ChildProcess child(pid, group);
  failure.write_end.reset();
  int reason = 0;
  if (read_full(failure.read_end.get(), &reason, sizeof reason, "a pipe") == sizeof reason)
    throw_errno(reason, "cannot run " + arguments.front());
  return child;
}

ProcessExit ChildProcess::wait() {
  ProcessExit exit;
  while (::wait4(pid_, &exit.status, 0, &exit.usage) < 0) {
    if (errno != EINTR)
      throw_errno("cannot wait for a child process");
  }
  pid_ = -1;
  return exit;
}

std::optional<ProcessExit> ChildProcess::try_wait() {
  ProcessExit exit;
  const pid_t got = ::wait4(pid_, &exit.status, WNOHANG, &exit.usage);
  if (got < 0 && errno != EINTR)
    throw_errno("cannot wait for a child process");
  if (got <= 0)
    return std::nullopt;
  pid_ = -1;
  return exit;
}

void ChildProcess::kill_and_reap() noexcept {
  if (pid_ <= 0)
    return;
  if (group_ == Group::kOwn) {
    kill_group(pid_);
    reap_group(pid_);
  } else {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  pid_ = -1;
}

ChildWatch::ChildWatch(const ChildProcess& child)
    // By number: the header of glibc 2.36 declares pidfd_open() for C only.
    : pid_(child.pid()), fd_(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))) {
  if (fd_)
    return;
  log::debug("no pidfd_open() here ({}): waiting for SIGCHLD instead", std::strerror(errno));
  sigset_t child_ended;
  ::sigemptyset(&child_ended);
  ::sigaddset(&child_ended, SIGCHLD);
  fd_ = Fd(::signalfd(-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd_)
    throw_errno("cannot watch the measuring process");
  ::sigprocmask(SIG_BLOCK, &child_ended, &before_);
  by_signal_ = true;
  ::raise(SIGCHLD);  // The child's own may have come before: so the first poll() asks ended().
}

ChildWatch::~ChildWatch() {
  if (by_signal_)
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool ChildWatch::ended() noexcept {
  // The signal first: a child that ends between the two is announced by a new one.
  signalfd_siginfo taken{};
  while (by_signal_ && ::read(fd_.get(), &taken, sizeof taken) > 0) {
  }
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid_;
}

bool become_subreaper() noexcept {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 || ::getpid() == 1)
    return true;
  log::debug("cannot become the reaper of orphaned processes here ({})", std::strerror(errno));
  return false;
}

void kill_group(pid_t group) noexcept { ::kill(-group, SIGKILL); }

void reap_group(pid_t group) noexcept {
  while (::waitpid(-group, nullptr, 0) > 0 || errno == EINTR) {
  }
  // For a subreaper none is left. Elsewhere what was killed dies at once, but some systems
  // have nobody who reaps it, and the dead cannot be told from the living by this call.
  constexpr int kPatienceMs = 200;
  for (int i = 0; i < kPatienceMs && ::kill(-group, 0) == 0; ++i)
    ::poll(nullptr, 0, 1);
}

}  // namespace primebench
