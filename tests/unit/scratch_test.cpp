#include "sys/scratch.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

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

TEST_CASE("one that is locked is of somebody living, whatever processes can be seen") {
  namespace fs = std::filesystem;
  ChildProcess gone = ChildProcess::fork([] {});
  const pid_t process = gone.pid();
  gone.wait();
  const test::TempDir parent;
  const auto named = [&](pid_t pid) {
    return (parent / fmt::format("primebench-test.{}.{}", ::geteuid(), pid)).string();
  };
  std::vector<Fd> locks;
  for (const std::string& name : {named(process), named(process) + ".1", named(::getpid())}) {
    fs::create_directory(name);
    locks.emplace_back(::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(::flock(locks.back().get(), LOCK_EX) == 0);
  }
  {
    const Scratch scratch("primebench-test", parent.path().string());
    CHECK(scratch.path() == named(::getpid()) + ".1");
    CHECK(fs::is_directory(named(process)));
    CHECK(fs::is_directory(named(process) + ".1"));
    const Scratch second("primebench-test", parent.path().string());
    CHECK(second.path() == named(::getpid()) + ".2");
  }
  CHECK(fs::is_directory(named(::getpid())));
  locks.clear();
  { const Scratch scratch("primebench-test", parent.path().string()); }
  CHECK(parent.listing().empty());
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
