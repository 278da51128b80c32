// What is printed for people fits their screen, and has colours only where they want them.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::run_shell;
using test::TempDir;

constexpr std::size_t kColumns = 80;
constexpr char kEscape = '\x1b';

/// Columns of the longest line; a byte that continues a UTF-8 character takes none.
std::size_t width_of(const std::string& text) {
  std::size_t widest = 0;
  std::size_t width = 0;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    width = c == '\n' ? 0 : width + (continues ? 0 : 1);
    widest = std::max(widest, width);
  }
  return widest;
}

/// What a terminal with colours receives when primebench complains.
std::string on_terminal(const std::string& environment) {
  const TempDir directory;
  const std::string command =
      environment + " TERM=xterm script -qec '$PRIMEBENCH --mode banana' typescript >/dev/null; " +
      "grep 'unknown mode' typescript";
  return run_shell(command, directory.path()).out;
}

}  // namespace

TEST_CASE("help, lists, version and summary table fit into 80 columns") {
  const std::vector<std::vector<std::string>> commands = {
      {"--help"},
      {"plot", "--help"},
      {"--list-modes"},
      {"--version"},
      {"-q", "--mode", "all", "--repeat", "10", "--prime", "17", "-o", "r.csv"},
  };
  for (const std::vector<std::string>& arguments : commands) {
    CAPTURE(arguments.front());
    const TempDir directory;
    const CommandResult run = run_primebench(arguments, directory.path());
    CHECK(run.status == 0);
    CAPTURE(run.out);
    CHECK(width_of(run.out) > 40);
    CHECK(width_of(run.out) <= kColumns);
  }
}

TEST_CASE("each help is one screen, in groups, and ends with three examples") {
  constexpr auto kLines = 50;
  const TempDir directory;
  for (const std::string command : {"", "plot "}) {
    CAPTURE(command);
    const std::string help = run_shell("$PRIMEBENCH " + command + "--help", directory.path()).out;
    CHECK(std::count(help.begin(), help.end(), '\n') <= kLines);
    const std::string examples = help.substr(help.find("\nExamples:\n") + 1);
    CHECK(std::count(examples.begin(), examples.end(), '\n') == 4);
    CHECK(examples.find("\n  primebench " + command) != std::string::npos);
  }
}

TEST_CASE("log lines have colours on a terminal, unless NO_COLOR is set and not empty") {
  CHECK(on_terminal("").find(kEscape) != std::string::npos);
  CHECK(on_terminal("NO_COLOR=").find(kEscape) != std::string::npos);
  const std::string plain = on_terminal("NO_COLOR=1");
  CHECK(plain.find(kEscape) == std::string::npos);
  CHECK(plain.find("primebench: error: ") != std::string::npos);
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "banana"}, directory.path(), {"TERM=xterm", "COLORTERM=truecolor"});
  CHECK(run.err.find(kEscape) == std::string::npos);
}

}  // namespace primebench
