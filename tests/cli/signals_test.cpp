// Signals to the program: the store stays as it was, nothing is left behind, nothing hangs.

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "support/command.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "support/under_fire.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

bool add_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    add_for_modes_and_moments(
        fmt::format("the program dies of {} with all that it started", signal_name(signal)),
        every_mode, [signal](const ModeSpec&, Process& program, const TempDir& directory) {
          const std::vector<pid_t> below = descendants(program.pid());
          program.signal(signal);
          CHECK(program.wait(kPatienceMs) == 128 + signal);
          CHECK(none_alive(below));
          CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // No orphan, not even a dead one.
          CHECK(test::read_file(directory / "err").empty());
          check_store_untouched(directory);
        });
  }
  add_for_modes_and_moments("when the program is killed outright, everything it started dies too",
                            every_mode,
                            [](const ModeSpec&, Process& program, const TempDir& directory) {
                              const std::vector<pid_t> below = descendants(program.pid());
                              program.signal(SIGKILL);
                              CHECK(program.wait(kPatienceMs) == 128 + SIGKILL);
                              CHECK(wait_until([&] { return none_alive(below); }, kPatienceMs));
                              while (::waitpid(-1, nullptr, WNOHANG) > 0) {
                              }
                              check_store_untouched(directory);
                            });
  return true;
}

const bool added = add_signals();

}  // namespace

TEST_CASE("rows that were finished before the signal stay") {
  const TempDir directory;
  Process program({PRIMEBENCH_BINARY, "--mode", "sequential", "--prime", "17", "--io-delay", "10ms",
                   "--runs", "1", "--repeat", "1000", "-o", "r.csv"},
                  directory.path());
  const auto lines = [&] {
    const std::string content = test::read_file(directory / "r.csv");
    return std::count(content.begin(), content.end(), '\n');
  };
  REQUIRE(wait_until([&] { return lines() >= 4; }, kPatienceMs));
  program.signal(SIGINT);
  CHECK(program.wait(kPatienceMs) == 128 + SIGINT);
  CHECK(lines() >= 4);
  CHECK(test::read_file(directory / "r.csv").ends_with(",ok\n"));
}

TEST_CASE("a signal that was blocked when the program started ends it all the same") {
  const TempDir directory;
  Process program(
      {"python3", "-c",
       "import signal, os; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); "
       "os.execv('" PRIMEBENCH_BINARY "', 'primebench --prime 17 --io-delay 5s -o r.csv'.split())"},
      directory.path());
  REQUIRE(wait_until([&] { return descendants(program.pid()).size() >= 1; }, kPatienceMs));
  program.signal(SIGTERM);
  CHECK(program.wait(kPatienceMs) == 128 + SIGTERM);
}

TEST_CASE("Ctrl-C stops a shell loop around the program") {
  const TempDir directory;
  Process shell({"bash", "-c",
                 "for i in 1 2 3; do " PRIMEBENCH_BINARY
                 " -q --mode threaded --prime 17 --io-delay 10s -o r.csv; echo next; done"},
                directory.path());
  REQUIRE(wait_until([&] { return descendants(shell.pid()).size() >= 2; }, kPatienceMs));
  ::usleep(50'000);
  ::kill(-shell.pid(), SIGINT);  // As the terminal does: to the whole group.
  CHECK(shell.wait(kPatienceMs) == 128 + SIGINT);
  CHECK(test::read_file(directory / "out").empty());
  CHECK(directory.listing() == "err out");
}

TEST_CASE("the other modes are measured when one takes too long, and the table names it") {
  const TempDir directory;
  const test::CommandResult run = test::run_primebench(
      {"-q", "--mode", "sequential,threaded,asyncio", "--prime", "17", "--runs", "60", "--io-delay",
       "20ms", "--timeout", "3s", "--repeat", "2", "-o", "r.csv"},
      directory.path());
  CHECK(run.status == 124);
  CHECK(run.out.find("Failed: sequential: took longer than 3.00 s") != std::string::npos);
  const std::string content = test::read_file(directory / "r.csv");
  CHECK(std::count(content.begin(), content.end(), '\n') == 5);
  CHECK(content.find(",sequential,") == std::string::npos);
}

}  // namespace primebench
