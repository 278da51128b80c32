#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "results/store.hpp"
#include "support/captured_stderr.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

using test::sample_line;
using test::sample_row;
using test::sample_store;
using test::TempDir;

/// Holds the lock of `path` as another program would.
Fd lock_of(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  REQUIRE(::flock(fd.get(), LOCK_EX) == 0);
  return fd;
}

}  // namespace

TEST_CASE("a lock that is not given up ends the append, and the row is shown") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, sample_store({"a"}));
  const Fd lock = lock_of(path);
  const test::CapturedStderr said;
  CHECK_THROWS_WITH_AS(ResultsStore(path, {.lock_timeout = std::chrono::milliseconds(1'200)})
                           .append(sample_row("b")),
                       doctest::Contains("has kept it locked for 1200 ms"), Error);
  CHECK(said.text().find("waiting for another program") != std::string::npos);
  CHECK(said.text().find(sample_line("b")) != std::string::npos);
  CHECK(test::read_file(path) == sample_store({"a"}));
}

TEST_CASE("a signal ends the wait for the lock, and the row is shown") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const Fd lock = lock_of(path);
  const test::CapturedStderr said;
  ChildProcess child = ChildProcess::fork([&] {
    ::signal(SIGINT, SIG_DFL);  // The test program handles it.
    ResultsStore(path).append(sample_row("b"));
  });
  ::usleep(300'000);
  ::kill(child.pid(), SIGINT);
  const std::int64_t before = now_ns();
  const ProcessExit exit = child.wait();
  CHECK(now_ns() - before < 500'000'000);
  CHECK(WIFSIGNALED(exit.status));
  CHECK(WTERMSIG(exit.status) == SIGINT);
  CHECK(said.text().find(sample_line("b")) != std::string::npos);
}

TEST_CASE("a file that is replaced while its lock is waited for does not get the row") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::string old = dir / "old.csv";
  for (const bool removed : {false, true}) {
    test::write_file(path, sample_store({"old"}));
    Fd lock = lock_of(path);
    ChildProcess child = ChildProcess::fork([&] {
      lock.reset();  // It would keep the lock alive.
      ResultsStore(path).append(sample_row("new"));
    });
    ::usleep(200'000);
    std::filesystem::rename(path, old);
    if (!removed)
      test::write_file(path, sample_store({"replacement"}));
    lock.reset();
    CHECK(child.wait().clean());
    CHECK(test::read_file(old) == sample_store({"old"}));
    CHECK(test::read_file(path) ==
          (removed ? sample_store({"new"}) : sample_store({"replacement", "new"})));
  }
}

TEST_CASE("two replacements after two long waits are no reason to give up") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::string next = dir / "next.csv";
  test::write_file(path, sample_store({"first"}));
  Fd lock = lock_of(path);
  ChildProcess child = ChildProcess::fork([&] {
    lock.reset();  // It would keep the lock alive.
    ResultsStore(path, {.lock_timeout = std::chrono::milliseconds(2'000)})
        .append(sample_row("new"));
  });
  for (const char* label : {"second", "third"}) {
    ::usleep(1'200'000);
    test::write_file(next, sample_store({label}));
    Fd next_lock = lock_of(next);
    std::filesystem::rename(next, path);
    lock = std::move(next_lock);
  }
  lock.reset();
  CHECK(child.wait().clean());
  CHECK(test::read_file(path) == sample_store({"third", "new"}));
}

}  // namespace primebench
