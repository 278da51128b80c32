// The program under fire: signals to it, to the measuring process and to workers. The
// store must stay as it was, nothing may be left behind, and nothing may hang.

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <csignal>
#include <random>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "modes/table.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::children;
using test::descendants;
using test::Process;
using test::TempDir;
using test::wait_until;

constexpr std::string_view kOld = "an earlier row,that must stay\n";

/// What a worker is doing when something happens to it.
struct Moment {
  std::string name;
  std::vector<std::string> arguments;
};

std::vector<Moment> moments() {
  // The scalar kernel divides for ten seconds here, so that there is time to strike.
  return {{"dividing", {"--prime", "18446744073709551557", "--kernel", "scalar", "--runs", "4"}},
          {"waiting", {"--prime", "17", "--io-delay", "5s", "--runs", "4"}}};
}

std::vector<std::string> command(const ModeSpec& mode, const std::vector<std::string>& more) {
  std::vector<std::string> all = {
      PRIMEBENCH_BINARY, "--mode", std::string(mode.name), "--pool", "3", "-o", "r.csv"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::size_t expected_workers(const ModeSpec& mode) {
  if (mode.family != Family::kProcesses)
    return 0;
  return mode.uses_pool ? 3 : 4;
}

/// Waits until the measuring process and all its workers exist.
bool wait_for_workers(pid_t program, const ModeSpec& mode) {
  return wait_until([&] { return descendants(program).size() >= 1 + expected_workers(mode); },
                    5'000);
}

/// The store has a row already; the test is about whether it stays.
void make_store(const TempDir& directory) {
  test::write_file(directory / "r.csv", csv_header() + "\n" + std::string(kOld));
}

void check_store_untouched(const TempDir& directory) {
  CHECK(test::read_file(directory / "r.csv") == csv_header() + "\n" + std::string(kOld));
  CHECK(directory.listing() == "err out r.csv");
}

bool none_alive(const std::vector<pid_t>& pids) {
  return std::none_of(pids.begin(), pids.end(), test::is_alive);
}

template <typename Check>
void for_every_mode_and_moment(Check check) {
  // Orphans come to this process instead of init, and show as its children.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (const ModeSpec* mode : mode_table()) {
    for (const Moment& moment : moments()) {
      CAPTURE(mode->name);
      CAPTURE(moment.name);
      const TempDir directory;
      make_store(directory);
      Process program(command(*mode, moment.arguments), directory.path());
      REQUIRE(wait_for_workers(program.pid(), *mode));
      ::usleep(30'000);
      check(*mode, program, directory);
    }
  }
}

}  // namespace

TEST_CASE("the program dies of the signal that ends it, and so does everything it started") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    CAPTURE(signal);
    for_every_mode_and_moment([&](const ModeSpec&, Process& program, const TempDir& directory) {
      const std::vector<pid_t> below = descendants(program.pid());
      program.signal(signal);
      CHECK(program.wait(500) == 128 + signal);
      CHECK(none_alive(below));
      CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // No orphan, not even a dead one.
      CHECK(test::read_file(directory / "err").empty());
      check_store_untouched(directory);
    });
  }
}

TEST_CASE("when the program is killed outright, everything it started dies too") {
  for_every_mode_and_moment([](const ModeSpec&, Process& program, const TempDir& directory) {
    const std::vector<pid_t> below = descendants(program.pid());
    program.signal(SIGKILL);
    CHECK(program.wait(500) == 128 + SIGKILL);
    CHECK(wait_until([&] { return none_alive(below); }, 500));
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    check_store_untouched(directory);
  });
}

TEST_CASE("a killed measuring process is an error within a second, and its workers go with it") {
  for (const int signal : {SIGKILL, SIGSEGV, SIGTERM}) {
    CAPTURE(signal);
    for_every_mode_and_moment([&](const ModeSpec&, Process& program, const TempDir& directory) {
      const std::vector<pid_t> below = descendants(program.pid());
      ::kill(below.front(), signal);
      CHECK(program.wait(1'000) == 1);
      CHECK(none_alive(below));
      CHECK(test::read_file(directory / "err")
                .find("the measuring process was killed by signal " + std::to_string(signal)) !=
            std::string::npos);
      check_store_untouched(directory);
    });
  }
}

TEST_CASE("a killed worker is an error within a second that says which and of what") {
  for (const int signal : {SIGKILL, SIGSEGV, SIGTERM}) {
    CAPTURE(signal);
    for_every_mode_and_moment(
        [&](const ModeSpec& mode, Process& program, const TempDir& directory) {
          if (mode.family != Family::kProcesses)
            return;
          const std::vector<pid_t> below = descendants(program.pid());
          ::kill(children(below.front()).back(), signal);
          CHECK(program.wait(1'000) == 1);
          CHECK(none_alive(below));
          const std::string err = test::read_file(directory / "err");
          CAPTURE(err);
          CHECK(err.find("worker ") != std::string::npos);
          CHECK(err.find("was killed by signal " + std::to_string(signal)) != std::string::npos);
          check_store_untouched(directory);
        });
  }
}

TEST_CASE("a worker that is killed while it has nothing to do is an error too") {
  for (const ModeSpec* mode : mode_table()) {
    if (mode->family != Family::kProcesses || !mode->uses_pool)
      continue;
    for (std::size_t victim = 0; victim < 3; ++victim) {
      CAPTURE(mode->name);
      CAPTURE(victim);
      const TempDir directory;
      make_store(directory);
      // One task for three workers: two have not had one and will not get any.
      Process program(command(*mode, {"--prime", "17", "--io-delay", "5s", "--runs", "1"}),
                      directory.path());
      REQUIRE(wait_for_workers(program.pid(), *mode));
      ::usleep(30'000);
      ::kill(children(children(program.pid()).front()).at(victim), SIGKILL);
      CHECK(program.wait(1'000) == 1);
      CHECK(test::read_file(directory / "err").find("was killed by signal 9") != std::string::npos);
      check_store_untouched(directory);
    }
  }
}

TEST_CASE("whenever a worker is killed among tiny tasks, there is an error or a complete row") {
  std::mt19937 random(20260131);
  for (const ModeSpec* mode : mode_table()) {
    if (mode->family != Family::kProcesses)
      continue;
    for (int attempt = 0; attempt < 12; ++attempt) {
      CAPTURE(mode->name);
      const TempDir directory;
      make_store(directory);
      Process program(
          command(*mode, {"-q", "--prime", "1000003", "--runs", mode->uses_pool ? "20000" : "500"}),
          directory.path());
      wait_until([&] { return descendants(program.pid()).size() >= 2; }, 1'000);
      ::usleep(static_cast<useconds_t>(random() % 20'000));
      const std::vector<pid_t> below = descendants(program.pid());
      if (below.size() >= 2)
        ::kill(below.back(), SIGKILL);
      const int status = program.wait(5'000);
      const std::string store = test::read_file(directory / "r.csv");
      const std::string before = csv_header() + "\n" + std::string(kOld);
      CHECK((status == 0 || status == 1));
      CHECK(store.starts_with(before));
      CHECK((store.size() > before.size()) == (status == 0));
      if (status == 0)
        CHECK(store.ends_with(",ok\n"));
    }
  }
}

TEST_CASE("a stopped worker does not outlive the timeout") {
  for (const ModeSpec* mode : mode_table()) {
    CAPTURE(mode->name);
    const TempDir directory;
    make_store(directory);
    Process program(
        command(*mode, {"--prime", "17", "--runs", "4", "--io-delay", "400ms", "--timeout", "2s"}),
        directory.path());
    REQUIRE(wait_for_workers(program.pid(), *mode));
    const std::vector<pid_t> below = descendants(program.pid());
    ::kill(below.back(), SIGSTOP);
    CHECK(program.wait(4'000) == 124);
    CHECK(none_alive(below));
    CHECK(test::read_file(directory / "err").find("took longer than 2.00 s") != std::string::npos);
    check_store_untouched(directory);
  }
}

TEST_CASE("rows that were finished before the signal stay") {
  const TempDir directory;
  Process program({PRIMEBENCH_BINARY, "--mode", "sequential", "--prime", "17", "--io-delay", "10ms",
                   "--runs", "1", "--repeat", "1000", "-o", "r.csv"},
                  directory.path());
  const auto lines = [&] {
    const std::string content = test::read_file(directory / "r.csv");
    return std::count(content.begin(), content.end(), '\n');
  };
  REQUIRE(wait_until([&] { return lines() >= 4; }, 5'000));
  program.signal(SIGINT);
  CHECK(program.wait(500) == 128 + SIGINT);
  CHECK(lines() >= 4);
  CHECK(test::read_file(directory / "r.csv").ends_with(",ok\n"));
}

TEST_CASE("Ctrl-C stops a shell loop around the program") {
  const TempDir directory;
  Process shell({"bash", "-c",
                 "for i in 1 2 3; do " PRIMEBENCH_BINARY
                 " -q --mode threaded --prime 17 --io-delay 10s -o r.csv; echo next; done"},
                directory.path());
  REQUIRE(wait_until([&] { return descendants(shell.pid()).size() >= 2; }, 5'000));
  ::usleep(50'000);
  ::kill(-shell.pid(), SIGINT);  // As the terminal does: to the whole group.
  CHECK(shell.wait(1'000) == 128 + SIGINT);
  CHECK(test::read_file(directory / "out").empty());
  CHECK(directory.listing() == "err out");
}

TEST_CASE("the other modes are measured when one takes too long, and the table names it") {
  const TempDir directory;
  const test::CommandResult run = test::run_primebench(
      {"-q", "--mode", "sequential,threaded,asyncio", "--prime", "17", "--runs", "40", "--io-delay",
       "20ms", "--timeout", "1s", "--repeat", "2", "-o", "r.csv"},
      directory.path());
  CHECK(run.status == 124);
  CHECK(run.out.find("Failed: sequential: took longer than 1.00 s") != std::string::npos);
  const std::string content = test::read_file(directory / "r.csv");
  CHECK(std::count(content.begin(), content.end(), '\n') == 5);
  CHECK(content.find(",sequential,") == std::string::npos);
}

}  // namespace primebench
