// Whom this process ends: those that it has started, and those that these have left behind.

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "support/process.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

pid_t fork_idle() {
  const pid_t child = ::fork();
  if (child == 0) {
    for (;;)
      ::pause();
  }
  return child;
}

}  // namespace

TEST_CASE("children from before are spared, and are not waited for") {
  const pid_t before = fork_idle();
  spare_children();
  const pid_t own = fork_idle();
  CHECK_FALSE(wait_for_children(20));
  CHECK(end_children());
  CHECK(test::is_alive(before));
  CHECK_FALSE(test::is_alive(own));
  CHECK(wait_for_children(0));
  ::kill(before, SIGKILL);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(before), &info, WEXITED | WNOWAIT);
  CHECK(wait_for_children(0));  // Now it is reaped: its number may become another one's.
  CHECK(::waitpid(before, nullptr, WNOHANG) == -1);
}

TEST_CASE("without children from before all children are ended") {
  spare_children();
  const pid_t own = fork_idle();
  CHECK(end_children());
  CHECK_FALSE(test::is_alive(own));
}

}  // namespace primebench
