#include "sys/child.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/error.hpp"
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
    ::setpgid(0, 0);
    reset_signals_for_exec();
    if (install(input, STDIN_FILENO) && install(output, STDOUT_FILENO) &&
        install(error, STDERR_FILENO))
      ::execvp(argv[0], argv.data());
    const int reason = errno;
    [[maybe_unused]] const ssize_t ignored =
        ::write(failure.write_end.get(), &reason, sizeof reason);
    ::_exit(127);
  }
  ::setpgid(pid, pid);
  ChildProcess child(pid, Group::kOwn);
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

void become_subreaper() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
    throw_errno("cannot become the reaper of orphaned processes");
}

void kill_group(pid_t group) noexcept { ::kill(-group, SIGKILL); }

void reap_group(pid_t group) noexcept {
  while (::waitpid(-group, nullptr, 0) > 0 || errno == EINTR) {
  }
}

}  // namespace primebench
