#include "sys/counters.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <functional>
#include <thread>

#include "support/denied_call.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "sys/shared_memory.hpp"

namespace primebench {
namespace {

constexpr std::size_t kPages = 200;

/// Divides for some milliseconds of CPU time and touches new pages.
void burn() {
  const std::size_t size = kPages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  auto* const memory = static_cast<volatile char*>(
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  for (std::size_t i = 0; i < size; i += size / kPages)
    memory[i] = 1;
  volatile unsigned value = 1;
  for (unsigned i = 0; i < 20'000'000; ++i)
    value = value * 3 + i;
  ::munmap(const_cast<char*>(memory), size);
}

/// What a process counts that does `work`; each measurement has one of its own, too.
CounterValues counted(const std::function<void()>& before, const std::function<void()>& work) {
  const SharedArray<CounterValues> values(1);
  ChildProcess child = ChildProcess::fork([&] {
    before();
    Counters counters = Counters::open();
    counters.start();
    work();
    values[0] = counters.stop();
  });
  CHECK(child.wait().clean());
  return values[0];
}

void check_empty(const CounterValues& values) {
  CHECK_FALSE(values.task_clock_ns.has_value());
  CHECK_FALSE(values.migrations.has_value());
  CHECK_FALSE(values.page_faults.has_value());
  CHECK_FALSE(values.cycles.has_value());
  CHECK_FALSE(values.instructions.has_value());
  CHECK_FALSE(values.cache_misses.has_value());
  CHECK_FALSE(values.scaled);
  CHECK_FALSE(values.user_only);
}

void check_burnt(const CounterValues& values, std::size_t times) {
  if (!values.task_clock_ns.has_value())
    return test::not_run("perf_event_open() is forbidden or missing here");
  CHECK(*values.task_clock_ns > times * 1'000'000);
  CHECK(values.page_faults.value_or(0) >= times * kPages);
  CHECK(values.migrations.has_value() != values.user_only);
  if (values.instructions.has_value())
    CHECK(*values.instructions > times * 20'000'000);
  else
    MESSAGE("NOT RUN: this machine counts no instructions");
}

}  // namespace

TEST_CASE("a process that burns is counted") {
  check_burnt(counted([] {}, burn), 1);
}

TEST_CASE("threads and processes that have ended are counted too, dead ones included") {
  const auto work = [] {
    std::thread(burn).join();
    ChildProcess::fork(burn).wait();
    ChildProcess::fork([] {
      burn();
      ::raise(SIGKILL);
    }).wait();
  };
  check_burnt(counted([] {}, work), 3);
}

TEST_CASE("what runs before the start and after the stop is not counted") {
  const CounterValues values = counted([] { burn(); }, [] {});
  if (!values.page_faults.has_value())
    return test::not_run("perf_event_open() is forbidden or missing here");
  CHECK(*values.page_faults < kPages);
}

TEST_CASE("counters that are forbidden or unknown to the kernel are empty, and nothing fails") {
  for (const int error : {EPERM, EACCES, ENOSYS, ENOENT, EINVAL}) {
    CAPTURE(error);
    const SharedArray<bool> was_denied(1);
    const CounterValues values =
        counted([&] { was_denied[0] = test::deny(test::Call::kPerfEventOpen, error); }, burn);
    if (!was_denied[0])
      return test::not_run("this kernel has no seccomp filters");
    check_empty(values);
  }
}

TEST_CASE("a user without privileges counts what the system lets him") {
  if (::geteuid() != 0)
    return test::not_run("this test must be root to become the user nobody");
  const CounterValues values = counted([] { CHECK(::setresuid(65534, 65534, 65534) == 0); }, burn);
  if (values.task_clock_ns.has_value())
    check_burnt(values, 1);
  else
    check_empty(values);
}

}  // namespace primebench
