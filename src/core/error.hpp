// What the program throws. Text is for the person at the terminal: one line that
// names the flag, file or call, what is wrong with it and what to do.

#pragma once

#include <stdexcept>
#include <string>

namespace primebench {

/// A command line that cannot be carried out. main() ends with kExitUsage.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Anything else that prevents the work: main() ends with kExitFailure.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws std::system_error for the present errno; `what` says what was tried,
/// as in "cannot open 'results.csv'". The system's own reason is appended.
[[noreturn]] void throw_errno(const std::string& what);

/// Likewise for an error number that some functions return instead.
[[noreturn]] void throw_errno(int error_number, const std::string& what);

}  // namespace primebench
