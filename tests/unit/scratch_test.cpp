#include "sys/scratch.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

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

TEST_CASE("a directory goes though somebody still puts files there") {
  namespace fs = std::filesystem;
  constexpr int kFiles = 20'000;
  auto scratch = std::make_unique<Scratch>("primebench-test");
  const std::string path = scratch->path();
  ChildProcess late = ChildProcess::fork([&] {
    for (int i = 0; i < kFiles; ++i)
      const Fd made(::open(fmt::format("{}/{}", path, i).c_str(), O_CREAT | O_WRONLY, 0600));
  });
  while (fs::is_empty(path))
    std::this_thread::yield();
  scratch.reset();
  CHECK(late.wait().clean());
  CHECK_FALSE(fs::exists(path));
}

}  // namespace primebench
