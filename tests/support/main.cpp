// The main() of every test program: doctest's, with an exit status for "not run".

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

#include "modes/spawned_worker.hpp"
#include "support/kernels.hpp"
#include "support/not_run.hpp"

namespace {

/// The shipped kernels and those of tests.
const primebench::Kernel* find_any_kernel(std::string_view name) {
  using namespace primebench::test;
  for (const primebench::Kernel* kernel :
       {&kAgreeing, &kDenying, &kThrowing, &kSuicidal, &kParricidal, &kLeaving, &kLookingAround}) {
    if (kernel->name == name)
      return kernel;
  }
  return primebench::find_kernel(name);
}

}  // namespace

int main(int argc, char** argv) {
  primebench::run_if_spawned(argc, argv, find_any_kernel);
  // What the user's own runs remember is not for tests, nor theirs for him.
  ::setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
  doctest::Context context(argc, argv);
  const int status = context.run();
  if (status == 0 && primebench::test::something_was_not_run())
    return primebench::test::kNotRunStatus;
  return status;
}
