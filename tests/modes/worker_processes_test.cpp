#include "modes/worker_processes.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

#include "core/error.hpp"
#include "modes/workers.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

/// What join() throws, without the process id in it.
std::string failure_of(std::size_t count, const WorkerProcesses::Body& body) {
  WorkerProcesses workers(count, body);
  try {
    workers.join();
  } catch (const Error& error) {
    const std::string message = error.what();
    const std::size_t open = message.find(" (process ");
    REQUIRE(open != std::string::npos);
    return message.substr(0, open) + message.substr(message.find(')', open) + 1);
  }
  return "";
}

TEST_CASE("joining tells what the workers returned, each under its own number") {
  constexpr Answer kLarge = 0xfedcba9876543210;
  // More than even a large pipe holds before anybody reads.
  for (const std::size_t count : {0U, 1U, 7U, 5'000U}) {
    WorkerProcesses workers(count, [](std::size_t worker) { return kLarge + worker; });
    BatchResult expected;
    for (std::size_t worker = 0; worker < count; ++worker)
      expected.add(worker, kLarge + worker);
    CHECK(workers.join() == expected);
  }
}

TEST_CASE("a worker's exception is the message, whoever else failed and how long it is") {
  CHECK(failure_of(3, [](std::size_t worker) -> Answer {
          if (worker == 1)
            throw Error("no air");
          return Answer{1};
        }) == "worker 2 of 3 exited with status 1: no air");

  // More failures than the pipe holds texts, and longer ones than it takes.
  const std::string message = failure_of(400, [](std::size_t worker) -> Answer {
    throw Error(fmt::format("I am {} {}", worker + 1, std::string(1000, 'x')));
  });
  const std::string who = message.substr(7, message.find(" of 400") - 7);
  CHECK(message.starts_with(
      fmt::format("worker {} of 400 exited with status 1: I am {} xxx", who, who)));
}

TEST_CASE("a worker that ends without having returned is an error") {
  CHECK(failure_of(2, [](std::size_t worker) {
          if (worker == 1)
            ::_exit(0);  // As a library may do.
          return Answer{1};
        }) == "worker 2 of 2 exited with status 0 before its work was done");
  CHECK(failure_of(2, [](std::size_t worker) {
          if (worker == 0)
            ::kill(::getpid(), SIGKILL);
          return Answer{1};
        }) == "worker 1 of 2 was killed by signal 9 (Killed)");
}

TEST_CASE("a worker that has returned while all are meant to run is an error") {
  WorkerProcesses workers(1, [](std::size_t) { return Answer{1}; });
  std::string message;
  while (message.empty()) {
    try {
      workers.require_all_running();
    } catch (const Error& error) {
      message = error.what();
    }
  }
  CHECK(message.starts_with("worker 1 of 1 (process "));
  CHECK(message.ends_with(") ended before its work was done"));
}

TEST_CASE("why a library ends the process is told at its exit even if no thread can be counted") {
  if (test::not_run_with_sanitizers("a process without descriptors: their checks open a pipe"))
    return;
  Pipe pipe = make_pipe();
  ChildProcess child = ChildProcess::fork([&] {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_NOFILE, &none);  // No directory can be opened.
    const ThreadsToCome threads(7);
    write_all(pipe.write_end.get(), why_a_library_exits() + "\n", "a pipe");
  });
  pipe.write_end.reset();
  CHECK(child.wait().clean());
  CHECK(read_to_end(pipe.read_end.get(), 4096, "a pipe") ==
        "a library of the mode ended the process while it started 7 threads; use a smaller "
        "--pool\n");
}

TEST_CASE("memory that is kept from children is not in them, and stays in the parent") {
  const SharedArray<int> memory(1);
  const SharedArray<int> shared(1);
  memory[0] = 17;
  memory.keep_from_children();
  ChildProcess child = ChildProcess::fork([&] {
    unsigned char resident = 0;
    const bool there = ::mincore(&memory[0], sizeof(int), &resident) == 0;
    shared[0] = there ? -1 : errno;
  });
  REQUIRE(child.wait().clean());
  CHECK(shared[0] == ENOMEM);
  CHECK(memory[0] == 17);
}

}  // namespace
}  // namespace primebench
