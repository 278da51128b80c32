#include "sys/scratch.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "support/temp_dir.hpp"

namespace primebench {

TEST_CASE("a directory goes with its owner, and what an earlier process left is removed") {
  namespace fs = std::filesystem;
  std::string path;
  {
    const Scratch scratch("primebench-test");
    path = scratch.path();
    CHECK(fs::is_directory(path));
    test::write_file(path + "/file", "x");
  }
  CHECK_FALSE(fs::exists(path));
  // Of one that was killed and had this process's number, as in a container that restarts.
  fs::create_directory(path);
  test::write_file(path + "/old", "x");
  {
    const Scratch scratch("primebench-test");
    CHECK(scratch.path() == path);
    CHECK(fs::is_empty(path));
  }
  CHECK_FALSE(fs::exists(path));
}

}  // namespace primebench
