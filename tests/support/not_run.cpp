#include "support/not_run.hpp"

#include <cstdio>
#include <string_view>

namespace primebench::test {
namespace {

bool happened = false;

}  // namespace

void not_run(const std::string& reason) {
  happened = true;
  std::fprintf(stderr, "NOT RUN: %s\n", reason.c_str());
}

bool something_was_not_run() { return happened; }

bool not_run_with_sanitizers(const std::string& what) {
  const std::string_view sanitizers = PRIMEBENCH_SANITIZERS;
  if (sanitizers.empty())
    return false;
  not_run(what + ": the build has sanitizers");
  return true;
}

}  // namespace primebench::test
