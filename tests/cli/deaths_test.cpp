// Deaths of the measuring process and of workers: an error, and no row.

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <random>
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

/// A sanitizer turns SIGSEGV into a report and an exit status.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::array kDeadlySignals = {SIGKILL, SIGTERM};
#else
constexpr std::array kDeadlySignals = {SIGKILL, SIGSEGV, SIGTERM};
#endif

/// Whether it has, as a zombie that is still to be waited for.
bool has_ended(const Process& program) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(program.pid()), &state, WEXITED | WNOHANG | WNOWAIT) ==
             0 &&
         state.si_pid != 0;
}

void kill_the_idle_worker(const ModeSpec& mode, std::size_t victim) {
  const TempDir directory;
  make_store(directory);
  // One task for three workers: two have not had one and will not get any.
  Process program(command(mode, {"--prime", "17", "--io-delay", "15s", "--runs", "1"}),
                  directory.path());
  REQUIRE(wait_for_workers(program.pid(), mode));
  ::usleep(30'000);
  ::kill(children(children(program.pid()).front()).at(victim), SIGKILL);
  CHECK(program.wait(kPatienceMs) == 1);
  CHECK(test::read_file(directory / "err").find("was killed by signal 9") != std::string::npos);
  check_store_untouched(directory);
}

bool add_deaths() {
  for (const int signal : kDeadlySignals) {
    add_for_modes_and_moments(
        fmt::format("{} to the measuring process is an error, and its workers go with it",
                    signal_name(signal)),
        every_mode, [signal](const ModeSpec&, Process& program, const TempDir& directory) {
          const std::vector<pid_t> below = descendants(program.pid());
          ::kill(below.front(), signal);
          CHECK(program.wait(kPatienceMs) == 1);
          CHECK(none_alive(below));
          CHECK(test::read_file(directory / "err")
                    .find("the measuring process was killed by signal " + std::to_string(signal)) !=
                std::string::npos);
          check_store_untouched(directory);
        });
    add_for_modes_and_moments(
        fmt::format("{} to a worker is an error that says which and of what", signal_name(signal)),
        forks, [signal](const ModeSpec&, Process& program, const TempDir& directory) {
          const std::vector<pid_t> below = descendants(program.pid());
          ::kill(children(below.front()).back(), signal);
          CHECK(program.wait(kPatienceMs) == 1);
          CHECK(none_alive(below));
          const std::string err = test::read_file(directory / "err");
          CAPTURE(err);
          CHECK(err.find("worker ") != std::string::npos);
          CHECK(err.find("was killed by signal " + std::to_string(signal)) != std::string::npos);
          check_store_untouched(directory);
        });
  }
  for (const ModeSpec* mode : available_modes()) {
    for (std::size_t victim = 0; victim < 3 && forks(*mode) && mode->uses_pool(); ++victim)
      add_case(fmt::format("killing worker {} of 3 that has little to do is an error too: {}",
                           victim + 1, mode->name),
               [=] { kill_the_idle_worker(*mode, victim); });
  }
  return true;
}

const bool added = add_deaths();

}  // namespace

TEST_CASE("whenever a worker is killed among tiny tasks, there is an error or a complete row") {
  std::mt19937 random(20260131);
  for (const ModeSpec* mode : available_modes()) {
    if (mode->shares_memory)
      continue;
    // Long enough for the kill to come while tasks run, on a fast machine too.
    // Programs that are started take milliseconds each.
    const char* const per_task = mode->inherits_memory ? "500" : "100";
    const char* const runs = mode->uses_pool() ? "1000000" : per_task;
    for (int attempt = 0; attempt < 12; ++attempt) {
      CAPTURE(mode->name);
      const TempDir directory;
      make_store(directory);
      Process program(command(*mode, {"-q", "--prime", "1000003", "--runs", runs}),
                      directory.path());
      wait_until([&] { return descendants(program.pid()).size() >= 2 || has_ended(program); },
                 kPatienceMs);
      ::usleep(static_cast<useconds_t>(random() % 20'000));
      const std::vector<pid_t> below = descendants(program.pid());
      if (below.size() >= 2)
        ::kill(below.back(), SIGKILL);
      const int status = program.wait(30'000);
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
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    const TempDir directory;
    make_store(directory);
    Process program(
        command(*mode, {"--prime", "17", "--runs", "4", "--io-delay", "400ms", "--timeout", "2s"}),
        directory.path());
    REQUIRE(wait_for_workers(program.pid(), *mode));
    const std::vector<pid_t> below = descendants(program.pid());
    ::kill(below.back(), SIGSTOP);
    CHECK(program.wait(kPatienceMs) == 124);
    CHECK(none_alive(below));
    CHECK(test::read_file(directory / "err").find("took longer than 2.00 s") != std::string::npos);
    check_store_untouched(directory);
  }
}

}  // namespace primebench
