// The main() of every test program: doctest's, with an exit status for "not run".

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

#include "support/not_run.hpp"

int main(int argc, char** argv) {
  // What the user's own runs remember is not for tests, nor theirs for him.
  ::setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
  doctest::Context context(argc, argv);
  const int status = context.run();
  if (status == 0 && primebench::test::something_was_not_run())
    return primebench::test::kNotRunStatus;
  return status;
}
