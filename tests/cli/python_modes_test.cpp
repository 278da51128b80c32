// The modes of primebench-mode-python, in the Python that is there.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "support/cases.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

constexpr int kPatienceMs = 50'000;

struct PythonMode {
  std::string_view name;
  bool has_pool = false;
  bool forks = false;
};
constexpr auto kPythonModes = std::to_array<PythonMode>({
    {"python-sequential"},
    {"python-threaded"},
    {"python-thread-pool", true},
    {"python-asyncio"},
    {"python-multiprocessing", false, true},
    {"python-multiprocessing-pool", true, true},
    {"python-process-pool-executor", true, true},
});

bool has_python() {
  const TempDir directory;
  if (run_shell("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'", directory.path())
          .status == 0)
    return true;
  not_run("there is no Python 3.9 or later (Debian package python3)");
  return false;
}

std::vector<Row> measured(const std::vector<std::string>& more) {
  const TempDir directory;
  std::vector<std::string> arguments = {"-o", "r.csv", "-q", "--timeout", "50s"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const CommandResult result = run_primebench(arguments, directory.path());
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  std::vector<Row> rows;
  read_rows(directory / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

/// primebench compares count and sum; a row is there only if they are right.
void check_answers(const PythonMode& mode) {
  if (!has_python())
    return;
  const std::string name(mode.name);
  CHECK(measured({"--mode", name, "--prime", "0,1,2,4,9,1009,1018081,1000003", "--runs", "1,7",
                  "--pool", "3"})
            .size() == 16);
  CHECK(measured({"--mode", name, "--prime", "10007", "--runs", "20", "--pool", "3", "--mix",
                  "exponential"})
            .size() == 1);
}

void check_waits(const PythonMode& mode) {
  if (!has_python())
    return;
  const std::vector<Row> rows = measured({"--mode", std::string(mode.name), "--prime", "4,1009",
                                          "--runs", "4", "--pool", "2", "--io-delay", "20ms"});
  REQUIRE(rows.size() == 2);
  for (const Row& row : rows) {
    const std::uint64_t rounds = mode.name == "python-sequential" ? 4 : (mode.has_pool ? 2 : 1);
    CHECK(row.run_ns.value_or(0) >= rounds * 4 * 20'000'000);
    CHECK(row.kernel.starts_with("cpython-3."));
    CHECK(row.workers.value_or(0) >= 1);
    CHECK(row.workers.value_or(0) <= (mode.has_pool ? 2U : 4U));
    CHECK(row.pool.has_value() == mode.has_pool);
  }
}

/// The processes that run the mode, the first before its workers: python3 may be a script that
/// has children of its own until it becomes Python, and --describe has none of these. From 3.14 on
/// there is a server between them, which forks the workers.
std::vector<pid_t> at_work(const Process& program, const PythonMode& mode) {
  std::vector<pid_t> found;
  const std::string end = '\0' + std::string(mode.name) + '\0';
  for (const pid_t pid : descendants(program.pid())) {
    const bool server = !found.empty() && !children(pid).empty();
    if (told_of(pid, "cmdline").ends_with(end) && !server)
      found.push_back(pid);
  }
  return found;
}

/// Starts a batch that waits for long, and does this to it when its workers are there.
template <typename Deed>
void strike(const PythonMode& mode, int status, Deed deed,
            const std::vector<std::string>& more = {}) {
  if (!has_python())
    return;
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const TempDir directory;
  std::vector<std::string> command = {
      PRIMEBENCH_BINARY, "--mode", std::string(mode.name), "--prime", "7",  "--runs", "3",
      "--pool",          "3",      "--io-delay",           "15s",     "-o", "r.csv"};
  command.insert(command.end(), more.begin(), more.end());
  Process program(command, directory.path());
  const std::size_t wanted = 1 + (mode.forks ? 3U : 0U);
  REQUIRE(wait_until([&] { return at_work(program, mode).size() >= wanted; }, kPatienceMs));
  ::usleep(100'000);
  const std::vector<pid_t> below = descendants(program.pid());
  deed(program, at_work(program, mode));
  const int ended = program.wait(kPatienceMs);
  const std::string err = read_file(directory / "err");
  CAPTURE(err);
  CHECK(ended == status);
  CHECK(
      wait_until([&] { return std::none_of(below.begin(), below.end(), is_alive); }, kPatienceMs));
  CHECK_FALSE(std::filesystem::exists(directory / "r.csv"));
  if (status == 1)
    CHECK(err.find("error: " + std::string(mode.name) + ": ") != std::string::npos);
}

bool add_modes() {
  for (const PythonMode& mode : kPythonModes) {
    add_case(fmt::format("{} answers rightly, equal tasks and unequal ones", mode.name),
             [mode] { check_answers(mode); });
    add_case(fmt::format("{} waits four times", mode.name), [mode] { check_waits(mode); });
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL})
      add_case(fmt::format("nothing of {} is left after SIG{}", mode.name, ::sigabbrev_np(signal)),
               [mode, signal] {
                 strike(mode, 128 + signal,
                        [signal](const Process& program, const std::vector<pid_t>&) {
                          program.signal(signal);
                        });
               });
    if (mode.forks || mode.name == "python-threaded")  // Where nothing forks, all is one process.
      add_case(fmt::format("what is stopped of {} does not outlive the timeout", mode.name),
               [mode] {
                 strike(mode, 124,
                        [](const Process&, const std::vector<pid_t>& below) {
                          ::kill(below.back(), SIGSTOP);
                        },
                        {"--timeout", "12s"});
               });
    if (mode.forks)
      add_case(fmt::format("a dead worker of {} is an error", mode.name), [mode] {
        strike(mode, 1, [](const Process&, const std::vector<pid_t>& below) {
          ::kill(below.back(), SIGKILL);
        });
      });
  }
  return true;
}

const bool added = add_modes();

}  // namespace

TEST_CASE("Python's modes refuse a lock beside their own") {
  if (!has_python())
    return;
  const TempDir directory;
  const CommandResult result =
      run_primebench({"--mode", "python-threaded", "--gil", "--no-store", "-q"}, directory.path());
  CHECK(result.status == 1);
  CHECK(result.err.find("--gil emulates what Python has") != std::string::npos);
}

TEST_CASE("PYTHON names the interpreter, and one that is not there is said") {
  const TempDir directory;
  const CommandResult result =
      run_primebench({"--mode", "python-threaded"}, directory.path(), {"PYTHON=python3.99"});
  CHECK(result.status == 2);
  CHECK(result.err.find("python-threaded cannot run here: primebench-mode-python: --describe "
                        "exited with status 127") != std::string::npos);
  CHECK(result.err.find("python3.99: not found") != std::string::npos);
}

}  // namespace primebench
