#include "programs/mpi/agent.hpp"

#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "programs/mpi/conversation.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::mpi {
namespace {

/// The host's name stands behind the shell's own words: "ssh", flags, and what a flag of one
/// letter takes, such as "-o" and "BatchMode=yes".
std::string_view host_in(std::span<const std::string> command) {
  constexpr std::string_view kTakesValue = "BbcDEeFIiJLlmOopQRSWw";  // ssh(1)
  std::size_t i = 1;
  while (i < command.size() && command[i].starts_with('-')) {
    const bool separate =
        command[i].size() == 2 && kTakesValue.find(command[i][1]) != kTakesValue.npos;
    i += separate ? 2 : 1;
  }
  return i < command.size() ? std::string_view(command[i]) : "?";
}

/// Hands on what `from` says until its end, and returns the last line.
std::string passed_on(const Fd& from) {
  std::string last;
  std::string line;
  std::array<char, 4096> buffer;  // NOLINT: is written before it is read.
  for (ssize_t got = 0; (got = ::read(from.get(), buffer.data(), buffer.size())) > 0;) {
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    std::cerr << bytes << std::flush;
    for (const char c : bytes) {
      if (c != '\n' && c != '\r' && line.size() < 200)
        line += c;
      else if (c == '\n' && !line.empty())
        last = std::exchange(line, "");
    }
  }
  return line.empty() ? last : line;
}

/// The batch as Open MPI 5 names it, "prterun-HOST-PID@0"; empty if the daemon is told of none, or
/// of one that shells would read in a way of their own.
std::string batch_in(std::span<const std::string> command) {
  auto name = std::find(command.begin(), command.end(), "ess_base_nspace");
  if (name == command.end() || ++name == command.end())
    return "";
  std::string batch = *name;
  std::erase(batch, '"');
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("@._-").find(c) != std::string_view::npos;
  };
  return std::all_of(batch.begin(), batch.end(), plain) ? batch : "";
}

}  // namespace

std::vector<std::string> with_tidying(std::span<const std::string> command) {
  std::vector<std::string> result(command.begin(), command.end());
  // Only the directories that are of this batch: another one's daemon may be at work beside it.
  if (const std::string batch = batch_in(command); !batch.empty())
    result.push_back(
        fmt::format("|| sh -c 'for f in \"${{TMPDIR:-/tmp}}\"/prted.*/pmix.*.{}; do "
                    "if test -e \"$f\"; then rm -rf -- \"${{f%/*}}\"; fi; done; exit 1'",
                    batch));
  return result;
}

int run_agent(std::span<const std::string> command) {
  Pipe errors = make_pipe();
  ChildProcess shell =
      ChildProcess::execute(with_tidying(command), STDIN_FILENO, STDOUT_FILENO,
                            errors.write_end.get(), ChildProcess::Group::kInherited, -1);
  errors.write_end.reset();
  const std::string words = passed_on(errors.read_end);
  const ProcessExit exit = shell.wait();
  if (exit.clean())
    return EXIT_SUCCESS;
  std::cerr << fmt::format("{}{}: cannot be reached: {} {}{}\n", kOwnWords, host_in(command),
                           command.front(), exit.describe(),
                           words.empty() ? "" : ": " + printable(words, 200))
            << std::flush;
  return WIFEXITED(exit.status) ? WEXITSTATUS(exit.status) : EXIT_FAILURE;
}

}  // namespace primebench::mpi
