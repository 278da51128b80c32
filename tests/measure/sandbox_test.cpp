// Measurements where the kernel lacks what makes them simple.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <string>
#include <utility>

#include "measure/measurement.hpp"
#include "modes/table.hpp"
#include "support/denied_call.hpp"
#include "support/kernels.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;

Configuration configuration(const ModeSpec& mode, const Kernel& kernel = fastest_kernel()) {
  return {.mode = &mode,
          .prime = 17,
          .runs = 6,
          .pool = 2,
          .io_delay = std::chrono::nanoseconds(0),
          .kernel = &kernel};
}

/// Why measure() failed; "" if it did not.
std::string failure_of(const Configuration& what, milliseconds timeout = milliseconds(0)) {
  const Outcome outcome = measure(what, {.timeout = timeout, .trace = false, .on_tick = nullptr});
  const auto* failure = std::get_if<Failure>(&outcome);
  return failure == nullptr ? "" : failure->reason;
}

/// What went wrong in one mode, "" if nothing.
std::string find_fault(const ModeSpec& mode) {
  const auto killed = [](const std::string& reason) {
    return reason.find("was killed by signal 9 (Killed)") != std::string::npos;
  };
  std::string reason = failure_of(configuration(mode));
  if (!reason.empty())
    return "a plain measurement: " + reason;
  reason = failure_of(configuration(mode, test::kSuicidal));
  if (!killed(reason))
    return "a worker that kills itself: " + reason;
  if (mode.family == Family::kProcesses) {
    reason = failure_of(configuration(mode, test::kParricidal));
    if (!killed(reason))
      return "a worker that kills the measuring process: " + reason;
  }
  Configuration slow = configuration(mode);
  slow.io_delay = std::chrono::seconds(20);
  reason = failure_of(slow, milliseconds(50));
  return reason == "took longer than 50.0 ms" ? "" : "a timeout: " + reason;
}

/// Measures in every mode in a process in which `calls` fail. Every process that it starts
/// holds the write end of `held`, so that its end can be seen.
void check_without(std::initializer_list<std::pair<test::Call, int>> calls) {
  Pipe held = make_pipe();
  Pipe told = make_pipe();
  ChildProcess program = ChildProcess::fork([&] {
    for (const auto& [call, error] : calls) {
      if (!test::deny(call, error))
        ::_exit(test::kNotRunStatus);
    }
    become_subreaper();
    ::fcntl(held.read_end.get(), F_SETFL, O_NONBLOCK);
    for (const ModeSpec* mode : available_modes()) {
      std::string fault = find_fault(*mode);
      if (fault.empty() && ::waitpid(-1, nullptr, WNOHANG) >= 0)
        fault = "a child is left";
      if (!fault.empty())
        write_all(told.write_end.get(), std::string(mode->name) + ": " + fault + '\n', "a pipe");
    }
    held.write_end.reset();
    char byte = 0;
    if (::read(held.read_end.get(), &byte, 1) != 0)
      write_all(told.write_end.get(), "a process is left\n", "a pipe");
  });
  held.write_end.reset();
  told.write_end.reset();
  const std::string faults = read_to_end(told.read_end.get(), 65'536, "a pipe");
  const int status = program.wait().status;
  if (WIFEXITED(status) && WEXITSTATUS(status) == test::kNotRunStatus)
    return test::not_run("this kernel has no seccomp filters");
  CHECK(status == 0);
  CHECK(faults == "");
}

}  // namespace

TEST_CASE("without pidfd_open() ends, deaths and timeouts are noticed as ever") {
  check_without({{test::Call::kPidfdOpen, ENOSYS}});
}

TEST_CASE("without memfd_create() no mode lacks anything while tasks carry no data") {
  check_without({{test::Call::kMemfdCreate, ENOSYS}});
}

TEST_CASE("where this process cannot be a subreaper nothing is left behind either") {
  check_without({{test::Call::kBecomeSubreaper, EINVAL}});
}

TEST_CASE("without both measurements are the same too") {
  check_without({{test::Call::kBecomeSubreaper, EINVAL}, {test::Call::kPidfdOpen, EPERM}});
}

TEST_CASE("a group is waited for even where its orphans become somebody else's") {
  Pipe held = make_pipe();
  ChildProcess leader = ChildProcess::fork(
      [] {
        if (::fork() == 0)  // Goes to init: this program is no subreaper.
          ::poll(nullptr, 0, 20);
      },
      ChildProcess::Group::kOwn);
  held.write_end.reset();
  ::fcntl(held.read_end.get(), F_SETFL, O_NONBLOCK);
  const pid_t group = leader.pid();
  CHECK(leader.wait().clean());
  reap_group(group);
  char byte = 0;
  CHECK(::read(held.read_end.get(), &byte, 1) == 0);
}

TEST_CASE("a watch sees a child that ended before it") {
  for (const bool denied : {false, true}) {
    CAPTURE(denied);
    ChildProcess program = ChildProcess::fork([&] {
      if (denied && !test::deny(test::Call::kPidfdOpen, ENOSYS))
        ::_exit(test::kNotRunStatus);
      ChildProcess child = ChildProcess::fork([] {});
      siginfo_t info{};
      ::waitid(P_PID, static_cast<id_t>(child.pid()), &info, WEXITED | WNOWAIT);
      ChildWatch watch(child);
      pollfd ready = {watch.fd(), POLLIN, 0};
      const bool seen = ::poll(&ready, 1, 0) == 1 && watch.ended();
      ::_exit(seen && child.wait().clean() ? 0 : 1);
    });
    const int status = program.wait().status;
    if (WIFEXITED(status) && WEXITSTATUS(status) == test::kNotRunStatus)
      return test::not_run("this kernel has no seccomp filters");
    CHECK(status == 0);
  }
}

}  // namespace primebench
