// Tests that need what the machine lacks say so, instead of passing in silence.

#pragma once

#include <string>

namespace primebench::test {

/// CTest's SKIP_RETURN_CODE: shown as "Skipped", not as "Passed".
inline constexpr int kNotRunStatus = 77;

/// Prints "NOT RUN: <reason>" and makes the program end with kNotRunStatus, unless a
/// test fails.
void not_run(const std::string& reason);

bool something_was_not_run();

}  // namespace primebench::test
