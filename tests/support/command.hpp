// Runs a program as a person or a script would, and keeps what it printed.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace primebench::test {

struct CommandResult {
  int status = 0;  ///< Exit status; 128 + n if signal n ended it.
  std::string out;
  std::string err;
};

/// Runs `arguments[0]` (looked up in PATH) in `directory`, standard input empty, and
/// waits for its end. `environment` is added to this process's ("NAME=value").
/// Fails the test if it takes longer than a minute.
CommandResult run_command(const std::vector<std::string>& arguments,
                          const std::filesystem::path& directory,
                          const std::vector<std::string>& environment = {});

/// Likewise for the primebench that was built, with these arguments.
CommandResult run_primebench(const std::vector<std::string>& arguments,
                             const std::filesystem::path& directory,
                             const std::vector<std::string>& environment = {});

/// Likewise for a shell command line, in which $PRIMEBENCH is the binary.
CommandResult run_shell(const std::string& line, const std::filesystem::path& directory,
                        const std::vector<std::string>& environment = {});

}  // namespace primebench::test
