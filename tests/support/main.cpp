// The main() of every test program: doctest's, with an exit status for "not run".

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "support/not_run.hpp"

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  const int status = context.run();
  if (status == 0 && primebench::test::something_was_not_run())
    return primebench::test::kNotRunStatus;
  return status;
}
