// What a worker of multiprocessing-spawn is told, and what it gets beside that.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "modes/table.hpp"
#include "support/command.hpp"
#include "support/kernels.hpp"
#include "support/temp_dir.hpp"
#include "sys/fd.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;

/// How many descriptors a program gets that this process starts.
std::uint64_t inheritable_descriptors() {
  std::uint64_t count = 0;
  for (int fd = 0; fd < 1024; ++fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    count += flags >= 0 && (flags & FD_CLOEXEC) == 0 ? 1U : 0U;
  }
  return count;
}

std::string error_of(std::string_view told) {
  ToldRun run;
  try {
    run_told_task(told, find_kernel, run);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a task that is told in words has the answer of the task itself, and tells its times") {
  const Workload workload({1009 * 1013, 3, milliseconds(1)}, fastest_kernel());
  for (const std::size_t task : {0U, 2U}) {
    ToldRun run;
    CHECK(run_told_task(workload.tell(task), find_kernel, run) == 1009);
    std::int64_t last = run.start_ns;
    for (const TaskPause& wait : run.waits) {
      CHECK(wait.start_ns >= last);
      CHECK(wait.end_ns - wait.start_ns >= 1'000'000);
      last = wait.end_ns;
    }
    CHECK(run.end_ns >= last);
  }
}

TEST_CASE("a task that does not wait tells no waits") {
  ToldRun run;
  const Workload workload({17, 1, milliseconds(0)}, fastest_kernel());
  CHECK(run_told_task(workload.tell(0), find_kernel, run) == 17);
  CHECK(run.waits == ToldRun().waits);
  CHECK(run.end_ns >= run.start_ns);
}

TEST_CASE("words that tell no task are an error that quotes them") {
  for (const char* told : {"", "17", "17,0,0,0", "17,x,0,0,scalar", "-1,0,0,0,scalar"}) {
    CAPTURE(told);
    CHECK(error_of(told).find("a task is told as") == 0);
  }
  CHECK(error_of("17,0,0,0,abacus") == "there is no kernel 'abacus'");
}

TEST_CASE("a spawned worker has two pipes and nothing else that its starter has opened or knows") {
  ::setenv("PRIMEBENCH_TEST_SECRET", "secret", 1);
  const Pipe open = make_pipe();  // As the store, the log and the report are.
  std::uint64_t variables = 0;
  for (char** variable = ::environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.starts_with("LD_") || text.find("SAN_OPTIONS=") != std::string_view::npos)
      ++variables;
  }
  const Workload workload({17, 1, milliseconds(0)}, test::kLookingAround);
  const BatchResult result = find_mode("multiprocessing-spawn")->make(workload, {.pool = 1})->run();
  constexpr std::uint64_t kPipes = 2;
  constexpr std::uint64_t kItsLook = 1;
  CHECK(result.sum == 1000 * variables + inheritable_descriptors() + kPipes + kItsLook);
}

TEST_CASE("whoever types a worker's command is told which mode it belongs to") {
  const test::TempDir directory;
  const test::CommandResult result =
      test::run_primebench({"run-spawned-task", "17"}, directory.path());
  CHECK(result.status == 2);
  CHECK(result.err.find("--mode multiprocessing-spawn") != std::string::npos);
}

}  // namespace primebench
