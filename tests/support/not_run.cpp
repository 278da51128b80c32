#include "support/not_run.hpp"

#include <cstdio>

namespace primebench::test {
namespace {

bool happened = false;

}  // namespace

void not_run(const std::string& reason) {
  happened = true;
  std::fprintf(stderr, "NOT RUN: %s\n", reason.c_str());
}

bool something_was_not_run() { return happened; }

}  // namespace primebench::test
