// Programs that are modes and do everything wrong: one clear error, nothing left of them, no
// row, and little memory.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/cases.hpp"
#include "support/command.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

/// What it does once it has read the batch: eight tasks of 7, whose sum is 448.
struct Hostile {
  std::string does;
  std::string script;
  std::string message;
  std::vector<std::string> more{};
  int status = 1;
  std::string family = "threads";
};

/// However much it writes. A sanitizer's own memory is more than that.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr long kMostKib = 1024 * 1024;
#else
constexpr long kMostKib = 64 * 1024;
#endif

constexpr std::string_view kDescribe =
    "[ \"$1\" = --describe ] && {{ printf 'hostile\\t{}\\tone\\tx\\n'; exit; }}\n";
constexpr std::string_view kBatch = "while read -r line; do [ \"$line\" = end ] && break; done\n";
constexpr std::string_view kDone = "echo ready; read -r go; echo done 8 448 1; ";

void write_program(const std::filesystem::path& file, std::string_view script) {
  write_file(file, fmt::format("#!/bin/sh\n{}\n", script));
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

std::string in_lines(std::string_view text, std::string_view wanted) {
  std::istringstream lines{std::string(text)};
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(wanted) != std::string::npos)
      found += line + '\n';
  }
  return found;
}

/// Of the processes whose numbers the program wrote into the file "pids".
bool is_any_alive(const std::filesystem::path& pids) {
  std::istringstream numbers(std::filesystem::exists(pids) ? read_file(pids) : "");
  for (pid_t pid = 0; numbers >> pid;) {
    if (is_alive(pid))
      return true;
  }
  return false;
}

/// The largest process that has ended so far, in KiB; a shell is smaller than 8 MiB.
long largest_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss;
}

void check(const Hostile& hostile) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // What is left behind comes to this process.
  const TempDir directory;
  std::filesystem::create_directory(directory / "modes");
  write_program(directory / "modes/primebench-mode-hostile",
                fmt::format(kDescribe, hostile.family) + std::string(kBatch) + hostile.script);
  std::vector<std::string> arguments = {"--mode", "hostile", "--prime", "7", "--runs",
                                        "8",      "-o",      "r.csv",   "-q"};
  arguments.insert(arguments.end(), hostile.more.begin(), hostile.more.end());
  const CommandResult result =
      run_primebench(arguments, directory.path(), {"PRIMEBENCH_MODES=modes"});
  CAPTURE(result.err);
  CHECK(result.status == hostile.status);
  const std::string errors = in_lines(result.err, "error: ");
  CHECK(std::count(errors.begin(), errors.end(), '\n') == 1);
  CHECK(errors.starts_with("primebench: error: hostile: "));
  CHECK(errors.find(hostile.message) != std::string::npos);
  CHECK(descendants(::getpid()).empty());
  CHECK_FALSE(is_any_alive(directory / "pids"));
  const std::string store =
      std::filesystem::exists(directory / "r.csv") ? read_file(directory / "r.csv") : "";
  CHECK(store.find("hostile") == std::string::npos);
  CHECK(largest_kib() < kMostKib);
}

std::vector<Hostile> hostile_programs() {
  const std::string done(kDone);
  return {
      {"answers a wrong sum", "echo ready; read -r go; echo done 8 449 1; read -r end",
       "the tasks' answers are wrong: their checksum is 449, not 448"},
      {"answers too few tasks", "echo ready; read -r go; echo done 7 448 1; read -r end",
       "7 of 8 tasks have an answer"},
      {"counts no workers", "echo ready; read -r go; echo done 8 448 0; read -r end",
       "counted 0 workers for 8 tasks"},
      {"counts more workers than tasks", "echo ready; read -r go; echo done 8 448 9; read -r end",
       "counted 9 workers for 8 tasks"},
      {"is ready twice at once", "printf 'ready\\nready\\n'; read -r go; sleep 100",
       "wrote more than it was asked for: 'ready'"},
      {"is ready twice", "echo ready; read -r go; echo ready; sleep 100", "said \"ready\" twice"},
      {"is done before it is ready", "echo done 8 448 1; sleep 100",
       "was done before it was ready"},
      {"goes on before it is told to", "printf 'ready\\ndone 8 448 1\\n'; sleep 100",
       "wrote more than it was asked for: 'done 8 448 1'"},
      {"writes an unknown line", "echo hello; sleep 100", "a line that makes no sense: 'hello'"},
      {"writes binary noise", "printf '\\001\\377\\000ready\\n'; sleep 100",
       "a line that makes no sense: '\\x01\\xff"},
      {"writes a megabyte without a line end", "head -c 1000000 /dev/zero | tr '\\0' x; sleep 100",
       "a line of more than 4096 bytes"},
      {"writes a line of 100 MB",
       "echo ready; read -r go; head -c 100000000 /dev/zero | tr '\\0' x; echo",
       "a line of more than 4096 bytes"},
      {"writes on standard error without end", "yes noise >&2",
       "wrote more than 1024 KiB on standard error"},
      {"says nothing", "sleep 100", "took longer than 500 ms", {"--timeout", "500ms"}, 124},
      {"closes its output", "exec >&-; sleep 100",
       "closed its standard output before it said \"ready\""},
      {"closes everything", "echo ready; exec <&- >&- 2>&-; sleep 100",
       "closed its standard output before it said \"done\""},
      {"ends at once", "exit 0", "exited with status 0 before it said \"ready\""},
      {"ends before it is done", "echo ready; read -r go; echo oops >&2; exit 3",
       "exited with status 3 before it said \"done\"; its standard error ends with 'oops'"},
      {"ends in the middle of a line", "echo ready; read -r go; printf 'done 8 448 1'",
       "exited with status 0 before it said \"done\""},
      {"is killed", "echo ready; read -r go; kill -9 $$", "was killed by signal 9 (Killed)"},
      {"says that it failed", "echo error there is no such mode; sleep 100",
       "hostile: there is no such mode"},
      {"ignores end", done + "exec sleep 100", "did not end within 1000 ms of \"end\""},
      {"ignores every signal that can be",
       "trap '' TERM INT HUP QUIT; " + done + "while :; do sleep 1; done",
       "did not end within 1000 ms of \"end\""},
      {"ends badly", done + "read -r end; exit 4", "exited with status 4 when its work was done"},
      {"goes on when it is done", done + "echo more; read -r end",
       "wrote more than it was asked for: 'more"},
      {"tells of hosts on one machine", done + "read -r end; echo host a workers=1",
       "wrote more than it was asked for: 'host a workers=1'"},
      {"tells of a host without sense",
       done + "read -r end; echo host a workers=many",
       "wrote a line that makes no sense: 'host a workers=many'",
       {},
       1,
       "machines"},
      {"tells of more workers on its hosts",
       done + "read -r end; echo host a workers=1; echo host b workers=1",
       "told of more workers on its hosts than the 1 before",
       {},
       1,
       "machines"},
      {"tells of fewer workers on its hosts",
       done + "read -r end; echo host a workers=0",
       "told of 0 workers on its hosts, and before of 1",
       {},
       1,
       "machines"},
      {"tells of fewer hosts",
       "echo ready hosts=2; read -r go; echo done 8 448 1; read -r end; echo host a workers=1",
       "told of 1 hosts, and before of 2",
       {},
       1,
       "machines"},
      {"leaves a process behind", done + "sleep 100 & echo $! >pids; read -r end",
       "left processes behind that did not end within 1000 ms"},
      {"leaves a daemon behind",
       "(setsid sh -c 'echo $$ >pids; exec sleep 100' &); " + done + "read -r end",
       "left processes behind that did not end within 1000 ms"},
      {"leaves a daemon behind and fails",
       "(setsid sh -c 'echo $$ >pids; exec sleep 100' &); while [ ! -s pids ]; do sleep 0.01; "
       "done; echo error gone",
       "hostile: gone"},
      {"leaves a daemon behind and takes too long",
       "(setsid sh -c 'echo $$ >pids; exec sleep 100' &); sleep 100",
       "took longer than 2.00 s",
       {"--timeout", "2s"},
       124},
      {"cuts the log",
       "exec python3 -c 'import os; os.ftruncate(int(os.environ[\"PRIMEBENCH_LOG_FD\"]), 0)'",
       "PermissionError"},
      {"fills the log with a lie",
       "echo ready; read -r go; printf '\\001\\001\\001\\001\\001\\001\\001\\001%.0s' 1 2 3 4 5 6 "
       "7 8 "
       "9 10 11 12 | dd of=/proc/self/fd/$PRIMEBENCH_LOG_FD conv=notrunc; echo done 8 448 1; read "
       "-r end",
       "task 0 was run 16843009 times"},
      {"cannot be traced",
       done + "read -r end",
       "its program keeps no log of its tasks, so there is nothing to trace",
       {"--trace", "t.csv"}},
  };
}

bool add_hostile() {
  for (const Hostile& hostile : hostile_programs())
    add_case(fmt::format("a program that {} is one error, and gone", hostile.does),
             [hostile] { check(hostile); });
  return true;
}

const bool added = add_hostile();

/// What `--mode hostile` says of a program that answers --describe like this.
std::string refusal_of(const std::string& script) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const TempDir directory;
  write_program(directory / "primebench-mode-hostile", script);
  const CommandResult result = run_primebench({"--mode", "hostile"}, directory.path(),
                                              {"PRIMEBENCH_MODES=" + directory.path().string()});
  CHECK(result.status == 2);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  CHECK(descendants(::getpid()).empty());
  CHECK_FALSE(is_any_alive(directory / "pids"));
  constexpr std::string_view kBegin =
      "primebench: error: --mode: hostile cannot run here: primebench-mode-hostile: ";
  CHECK(result.err.starts_with(kBegin));
  return result.err.substr(std::min(kBegin.size(), result.err.size()));
}

}  // namespace

TEST_CASE("a program that does not describe itself is an error that says why") {
  CHECK(refusal_of("echo no library >&2; exit 127") ==
        "--describe exited with status 127: no library\n");
  CHECK(refusal_of("") == "--describe printed nothing\n");
  CHECK(refusal_of("printf 'threaded\\tthreads\\tone\\tx\\n'") ==
        "its mode threaded is built in\n");
  CHECK(refusal_of("yes") == "--describe prints more than anyone can read\n");
  CHECK(refusal_of("yes >&2") == "--describe prints more than anyone can read\n");
  CHECK(refusal_of("echo what").find("'what'") != std::string::npos);
  CHECK(refusal_of("(setsid sh -c 'echo $$ >pids; exec sleep 100' &); sleep 100") ==
        "--describe took longer than 5 s\n");
}

}  // namespace primebench
