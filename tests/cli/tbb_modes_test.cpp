// The modes of primebench-mode-tbb, and how a program of ours talks.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "results/trace_reader.hpp"
#include "support/cases.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

constexpr int kPatienceMs = 50'000;
constexpr std::string_view kTbbModes[] = {"work-stealing", "std-execution"};

bool has_tbb() {
#ifdef PRIMEBENCH_TBB_PROGRAM
  return true;
#else
  not_run("this build has no oneTBB (Debian package libtbb-dev)");
  return false;
#endif
}

std::vector<Row> measured(const TempDir& directory, const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"-o", "r.csv", "-q", "--timeout", "50s"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const CommandResult result = run_primebench(arguments, directory.path());
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  std::vector<Row> rows;
  read_rows(directory / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

/// primebench compares count and sum, and the log with "each task once"; a row is there only if
/// they are right.
void check_answers(const std::string& mode) {
  const TempDir directory;
  CHECK(measured(directory, {"--mode", mode, "--prime", "0,1,2,4,9,1009,1018081,1000003", "--runs",
                             "1,7,1000", "--pool", "1,3"})
            .size() == 48);
  CHECK(measured(directory,
                 {"--mode", mode, "--prime", "10007", "--runs", "40", "--mix", "exponential"})
            .size() == 49);
  write_file(directory / "numbers", "4\n9\n1009\n1018081\n91\n");
  CHECK(measured(directory, {"--mode", mode, "--numbers", "numbers"}).size() == 50);
  CHECK(measured(directory, {"--mode", mode, "--prime", "17", "--runs", "3,50", "--payload",
                             "1,4KiB,100001", "--pool", "1,3"})
            .size() == 62);
}

/// A pool may be larger than the machine, and the tasks of the log are those of the batch.
void check_waits(const std::string& mode) {
  const TempDir directory;
  for (const char* lock : {"--gil", "--progress=never"}) {
    const std::vector<Row> rows =
        measured(directory, {"--mode", mode, "--prime", "1009", "--runs", "8", "--pool", "8",
                             "--io-delay", "20ms", "--trace", "t.csv", lock});
    const Row& row = rows.back();
    CHECK(row.run_ns.value_or(0) >= 4 * 20'000'000);
    CHECK(row.workers.value_or(0) >= 2);
    CHECK(row.workers.value_or(0) <= 8);
    CHECK(row.pool == 8);
    CHECK(row.task_p50_ns.value_or(0) >= 4 * 20'000'000);
    CHECK(row.max_parallel.value_or(0) >= 2);
    CHECK_FALSE(row.kernel.empty());
    std::size_t tasks = 0;
    const TraceFacts facts = read_trace(
        directory / "t.csv", [&](const TaskTrace&, std::span<const TaskPause>) { ++tasks; });
    CHECK(tasks == 8);
    CHECK_FALSE(facts.knows_pauses);
  }
}

void check_pool(const std::string& mode) {
  const TempDir directory;
  for (const Row& row : measured(directory, {"--mode", mode, "--prime", "1009", "--runs", "200",
                                             "--pool", "1,2", "--io-delay", "100us"})) {
    CHECK(row.workers.value_or(0) <= row.pool.value_or(0));
    CHECK(row.max_parallel.value_or(0) <= row.pool.value_or(0));
  }
}

/// Starts a batch that waits for long, and sends this signal to primebench or to its program.
void strike(const std::string& mode, int signal, bool to_program, int status,
            const std::vector<std::string>& more = {}) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const TempDir directory;
  std::vector<std::string> command = {PRIMEBENCH_BINARY, "--mode",     mode,     "--prime", "7",
                                      "--runs",          "3",          "--pool", "3",       "-o",
                                      "r.csv",           "--io-delay", "15s"};
  command.insert(command.end(), more.begin(), more.end());
  Process program(command, directory.path());
  pid_t worker = -1;
  const std::string end = '\0' + mode + '\0';
  REQUIRE(wait_until(
      [&] {
        for (const pid_t pid : descendants(program.pid())) {
          if (told_of(pid, "cmdline").find(end) != std::string::npos &&
              told_of(pid, "comm").starts_with("primebench-mode"))
            worker = pid;
        }
        return worker > 0;
      },
      kPatienceMs));
  ::usleep(100'000);
  const std::vector<pid_t> below = descendants(program.pid());
  if (to_program)
    ::kill(worker, signal);
  else
    program.signal(signal);
  CHECK(program.wait(kPatienceMs) == status);
  CHECK(
      wait_until([&] { return std::none_of(below.begin(), below.end(), is_alive); }, kPatienceMs));
  CHECK_FALSE(std::filesystem::exists(directory / "r.csv"));
  if (to_program && signal == SIGKILL)
    CHECK(read_file(directory / "err").find("was killed by signal 9") != std::string::npos);
}

template <typename Check>
void add_check(std::string_view mode, std::string_view name, Check check) {
  add_case(fmt::format("{} {}", mode, name), [mode = std::string(mode), check] {
    if (has_tbb())
      check(mode);
  });
}

bool add_modes() {
  for (const std::string_view mode : kTbbModes) {
    add_check(mode, "answers rightly: equal tasks, unequal ones, given numbers", check_answers);
    add_check(mode, "waits four times, on a pool larger than the machine, and fills the log",
              check_waits);
    add_check(mode, "never has more workers than its pool", check_pool);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGKILL})
      add_check(mode, fmt::format("leaves nothing behind after signal {}", signal),
                [signal](const std::string& name) { strike(name, signal, false, 128 + signal); });
    add_check(mode, "is an error when its program is killed",
              [](const std::string& name) { strike(name, SIGKILL, true, 1); });
    add_check(mode, "does not outlive the timeout when its program is stopped",
              [](const std::string& name) {
                strike(name, SIGSTOP, true, 124, {"--timeout", "8s"});
              });
  }
  return true;
}

const bool added = add_modes();

}  // namespace

#ifdef PRIMEBENCH_TBB_PROGRAM

namespace {

/// What the program says to these lines, which a shell prints.
CommandResult told(const std::string& lines, const std::string& before = "") {
  const TempDir directory;
  return run_shell(fmt::format("head -c 64 /dev/zero >zeros; printf '{}' | {} {} work-stealing",
                               lines, before, PRIMEBENCH_TBB_PROGRAM),
                   directory.path());
}

constexpr const char* kBatch =
    "primebench-batch 1\\nmode work-stealing\\ntasks 2\\npool 2\\nkernel scalar\\nnumbers "
    "1\\n91\\nend\\n";

}  // namespace

TEST_CASE("threads that the system refuses to oneTBB are an error that names the limit") {
  if (!has_tbb() || not_run_with_sanitizers("a limit on the address space"))
    return;
  const TempDir directory;
  for (const std::string_view mode : kTbbModes) {
    CAPTURE(mode);
    const CommandResult result = run_shell(
        fmt::format("ulimit -v 400000; $PRIMEBENCH --mode {} --prime 17 --io-delay 10ms --runs 256 "
                    "--pool 200 --no-store -q",
                    mode),
        directory.path());
    CAPTURE(result.err);
    CHECK(result.status == 1);
    CHECK(result.err.find(" of 200 threads could be started") != std::string::npos);
    CHECK(result.err.find("ulimit -v 400000") != std::string::npos);
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  }
}

TEST_CASE("a program of ours answers a batch by hand, without a log too") {
  const CommandResult result = told(kBatch + std::string("go\\nend\\n"));
  CHECK(result.status == 0);
  CHECK((result.out == "ready kernel=scalar\ndone 2 28 1\n" ||
         result.out == "ready kernel=scalar\ndone 2 28 2\n"));
}

TEST_CASE("a program of ours says what is wrong with what it is told, and ends") {
  const auto check = [](const std::string& lines, std::string_view said,
                        const std::string& before = "") {
    CAPTURE(lines);
    const CommandResult result = told(lines, before);
    CAPTURE(result.out);
    CHECK(result.status == 1);
    CHECK(result.out.find(said) != std::string::npos);
  };
  check("", "error standard input has ended\n");
  check("hello\\n", "error a batch begins with primebench-batch 1, not with 'hello'\n");
  check(std::string(kBatch) + "stop\\n", "error expected go, not 'stop'\n");
  check("primebench-batch 1\\nmode std-execution\\ntasks 1\\nnumbers 1\\n91\\nend\\n",
        "error a batch for 'std-execution', not for work-stealing\n");
  check(
      "primebench-batch 1\\nmode work-stealing\\ntasks 1\\nkernel abacus\\nnumbers "
      "1\\n91\\nend\\n",
      "error there is no kernel 'abacus' here\n");
  check(kBatch, "error PRIMEBENCH_LOG_FD is not a descriptor: 'x'\n", "PRIMEBENCH_LOG_FD=x");
  check(kBatch, "error PRIMEBENCH_LOG_FD is not a descriptor: '77'\n", "PRIMEBENCH_LOG_FD=77");
  check(kBatch, "error the task log is empty\n", "3<>empty PRIMEBENCH_LOG_FD=3");
  check(kBatch, "error the task log is that of another version", "3<>zeros PRIMEBENCH_LOG_FD=3");
}

TEST_CASE("whoever starts a program of ours by hand is told whose it is") {
  const TempDir directory;
  for (const char* arguments : {"", "unknown", "work-stealing more"}) {
    const CommandResult result =
        run_shell(fmt::format("{} {}", PRIMEBENCH_TBB_PROGRAM, arguments), directory.path());
    CHECK(result.status == 2);
    CHECK(result.err.find("see primebench --list-modes") != std::string::npos);
  }
}

#endif

}  // namespace primebench
