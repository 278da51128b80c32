// What happens when the system refuses threads, processes, memory or descriptors, and
// when the program is started in a strange state.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "modes/table.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;
using test::CommandResult;
using test::run_shell;
using test::TempDir;

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A directory that user nobody may write to, with a copy of the binary there.
class NobodysPlace {
 public:
  NobodysPlace() {
    fs::permissions(directory_.path(), fs::perms::all);
    fs::copy_file(PRIMEBENCH_BINARY, directory_ / "primebench");
  }

  /// Runs a shell line as nobody, after `limits`.
  CommandResult run(const std::string& limits, const std::string& arguments) {
    const std::string line = limits + "; ./primebench -o r.csv " + arguments;
    return test::run_command({"setpriv", "--reuid", "nobody", "--clear-groups", "bash", "-c", line},
                             directory_.path());
  }
  [[nodiscard]] bool has_rows() const { return fs::exists(directory_ / "r.csv"); }

 private:
  TempDir directory_;
};

bool can_become_nobody() {
  if (::geteuid() == 0)
    return true;
  test::not_run("this test must be root to become the user nobody");
  return false;
}

void check_refused(const CommandResult& result, const NobodysPlace& place,
                   std::string_view message) {
  CAPTURE(result.err);
  CHECK(result.status == 1);
  CHECK(contains(result.err, message));
  CHECK((contains(result.err, "use fewer --runs or --mode ") ||
         contains(result.err, "use a smaller --pool, or fewer --runs ")));
  CHECK_FALSE(place.has_rows());
}

}  // namespace

TEST_CASE("more workers than the limit allows are refused before one is started") {
  if (!can_become_nobody())
    return;
  NobodysPlace place;
  check_refused(place.run("ulimit -u 50", "--mode multiprocessing --runs 100"), place,
                "100 processes are more than the limit of 50 (ulimit -u)");
  check_refused(place.run("ulimit -u 50", "--mode threaded --runs 100"), place,
                "100 threads are more than the limit of 50 (ulimit -u)");
}

TEST_CASE("a refusal half way says how many of how many were started, and by which limit") {
  if (!can_become_nobody())
    return;
  // Shell, program and measuring process count too, so 50 cannot all be started.
  NobodysPlace place;
  check_refused(place.run("ulimit -u 50", "--mode multiprocessing --runs 50 --io-delay 1s"), place,
                " of 50 processes could be started: Resource temporarily unavailable (lowest known "
                "limit: ulimit -u 50)");
  check_refused(place.run("ulimit -u 50", "--mode threaded --runs 50 --io-delay 1s"), place,
                " of 50 threads could be started: ");
  check_refused(place.run("ulimit -u 50", "--mode multiprocessing-pool --pool 50"), place,
                " of 50 processes could be started: ");
  check_refused(place.run("ulimit -u 50", "--mode process-pool-executor --pool 50"), place,
                " of 50 processes could be started: ");
  for (const ModeSpec* mode : available_modes()) {
    if (mode->uses_pool() && mode->shares_memory) {
      const CommandResult result =
          place.run("ulimit -u 50", fmt::format("--mode {} --pool 50", mode->name));
      check_refused(result, place, " of 50 threads could be started: ");
      CHECK(result.err.find("--mode") == std::string::npos);  // It is such a mode.
    }
  }
}

TEST_CASE("threads that do not fit into the address space are an ordinary error") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  test::not_run("a sanitizer needs more address space than this test leaves");
#else
  const TempDir directory;
  const CommandResult result =
      run_shell("ulimit -v 300000; $PRIMEBENCH --mode threaded --runs 1000 --io-delay 1s -o r.csv",
                directory.path());
  CAPTURE(result.err);
  CHECK(result.status == 1);
  CHECK(contains(result.err, " of 1000 threads could be started: "));
  CHECK(contains(result.err, "ulimit -v 300000"));
  CHECK(directory.listing().empty());
#endif
}

TEST_CASE("a control group's limit on processes is named") {
  const fs::path top = "/sys/fs/cgroup/pids";
  const fs::path group = top / ("primebench-test-" + std::to_string(::getpid()));
  std::error_code error;
  if (::geteuid() != 0 || !fs::exists(top / "cgroup.procs") ||
      !fs::create_directory(group, error)) {
    test::not_run("this machine lets no pids control group be made");
    return;
  }
  test::write_file(group / "pids.max", "30");
  const TempDir directory;
  const std::string enter = "echo $$ > " + (group / "cgroup.procs").string() + "; ";
  const CommandResult before =
      run_shell(enter + "$PRIMEBENCH --mode multiprocessing --runs 40 -o r.csv", directory.path());
  CHECK(before.status == 1);
  CHECK(contains(before.err, "40 processes are more than the limit of 30 (" +
                                 (group / "pids.max").string() + ")"));
  const CommandResult half_way =
      run_shell(enter + "$PRIMEBENCH --mode multiprocessing --runs 30 --io-delay 1s -o r.csv",
                directory.path());
  CHECK(half_way.status == 1);
  CHECK(contains(half_way.err, " of 30 processes could be started: "));
  CHECK(directory.listing().empty());
  fs::remove(group, error);
}

TEST_CASE("few descriptors are enough, too few are an ordinary error") {
  const TempDir directory;
  const CommandResult enough = run_shell(
      "ulimit -n 20; $PRIMEBENCH -q --mode all --runs 30 --prime 17 -o r.csv", directory.path());
  CHECK(enough.status == 0);
  CHECK(enough.err.empty());
  const CommandResult too_few =
      run_shell("ulimit -n 6; $PRIMEBENCH -q --mode multiprocessing-pool --prime 17 -o few.csv",
                directory.path());
  CHECK(too_few.status == 1);
  CHECK(contains(too_few.err, "Too many open files"));
  const CommandResult advised = run_shell(
      "ulimit -n 12; $PRIMEBENCH -q --mode multiprocessing --runs 40 --pool 8 --prime 17 -o "
      "few.csv",
      directory.path());
  CHECK(advised.status == 1);
  CHECK(contains(advised.err, "within ulimit -n 12 (raise it, or use a smaller --pool)"));
  CHECK(directory.listing() == "r.csv");
}

TEST_CASE("one mode that cannot start does not keep the others from being measured") {
  if (!can_become_nobody())
    return;
  NobodysPlace place;
  const CommandResult result =
      place.run("ulimit -u 50", "--mode sequential,threaded,thread-pool --runs 60 --prime 17");
  CHECK(result.status == 1);
  CHECK(place.has_rows());
  CHECK(contains(result.out, "Failed: threaded: 60 threads are more than the limit of 50"));
  CHECK(contains(result.err, "threaded: 60 threads"));
}

TEST_CASE("closed descriptors, ignored and blocked signals make no difference") {
  const std::string measure = "$PRIMEBENCH -q --mode all --prime 17 --runs 6 -o r.csv";
  for (const std::string& line :
       {measure + " <&-", measure + " >&-", measure + " 2>&-", measure + " <&- >&- 2>&-",
        "trap '' CHLD; " + measure, "trap '' PIPE; " + measure, "trap '' INT HUP; " + measure,
        std::string("python3 -c 'import signal,os; "
                    "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); "
                    "os.execv(os.environ[\"PRIMEBENCH\"], "
                    "\"primebench -q --mode all --prime 17 --runs 6 -o r.csv\".split())'")}) {
    CAPTURE(line);
    const TempDir directory;
    const CommandResult result = run_shell(line, directory.path());
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    const std::string content = test::read_file(directory / "r.csv");
    CHECK(static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')) ==
          1 + available_modes().size());
    CHECK(content.starts_with(csv_header() + "\n"));
    CHECK(directory.listing() == "r.csv");
  }
}

TEST_CASE("the program is small when it forks") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  test::not_run("a sanitizer makes every program large");
#else
  const TempDir directory;
  const test::Process program(
      {PRIMEBENCH_BINARY, "--mode", "sequential", "--prime", "17", "--io-delay", "5s"},
      directory.path());
  REQUIRE(test::wait_until([&] { return !test::children(program.pid()).empty(); }, 5'000));
  const std::string status = test::read_file("/proc/" + std::to_string(program.pid()) + "/status");
  const std::size_t peak = status.find("VmHWM:");
  REQUIRE(peak != std::string::npos);
  CHECK(std::stoul(status.substr(peak + 6)) < 10 * 1024);  // KiB
#endif
}

TEST_CASE("between the clock's ends nobody opens anything, or writes but to other workers") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    const TempDir directory;
    const CommandResult run = run_shell(
        "strace -f -qq -y -e trace=write,openat,getrusage -o log $PRIMEBENCH -q --mode " +
            std::string(mode->name) + " --pool 2 --prime 17 --runs 6 --io-delay 1ms -o r.csv",
        directory.path());
    if (run.status != 0 && contains(run.err, "strace")) {
      test::not_run("strace does not work here: " + run.err);
      return;
    }
    REQUIRE(run.status == 0);
    // The usage is read just before the first reading of the clock and just after the last.
    const std::string log = test::read_file(directory / "log");
    const std::size_t begin = log.find("getrusage(RUSAGE_SELF");
    const std::size_t end = log.rfind("getrusage(RUSAGE_SELF");
    REQUIRE(begin != std::string::npos);
    REQUIRE(begin < end);
    std::istringstream timed(log.substr(begin, end - begin));
    for (std::string line; std::getline(timed, line);) {
      CAPTURE(line);
      // A worker that is a fresh program opens what its libraries look at when they begin. And once
      // in its life malloc() asks how memory is given, when a heap of a thread shrinks.
      const bool of_malloc = contains(line, "\"/proc/sys/vm/overcommit_memory\"");
      CHECK((!mode->inherits_memory || of_malloc || !contains(line, "openat(")));
      const bool to_worker = contains(line, "<pipe:") || contains(line, "<anon_inode:");
      const bool of_sanitizer = contains(line, "</tmp/tsan.");  // In a fresh program, as it begins.
      CHECK((to_worker || of_sanitizer || !contains(line, "write(")));
    }
  }
}

}  // namespace primebench
