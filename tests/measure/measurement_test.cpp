#include "measure/measurement.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>

#include "core/clock.hpp"
#include "modes/table.hpp"
#include "support/kernels.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"
#include "sys/group_memory.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;

Configuration configuration(std::string_view mode, const Kernel& kernel = fastest_kernel()) {
  return {.mode = find_mode(mode),
          .prime = 17,
          .runs = 6,
          .pool = 2,
          .io_delay = std::chrono::nanoseconds(0),
          .kernel = &kernel};
}

std::string failure_of(const Configuration& what, const MeasureOptions& options = {}) {
  const Outcome outcome = measure(what, options);
  const auto* failure = std::get_if<Failure>(&outcome);
  return failure == nullptr ? "no failure" : failure->reason;
}

/// A table row for a mode of the test's own.
template <typename TestMode>
ModeSpec spec_of(std::string_view name) {
  ModeSpec spec;
  spec.name = name;
  spec.make = [](const Workload& workload, const ModeOptions&) -> std::unique_ptr<Mode> {
    return std::make_unique<TestMode>(workload);
  };
  return spec;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool no_children() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

}  // namespace

TEST_CASE("a measurement of every mode is complete") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    Configuration what = configuration(mode->name);
    what.io_delay = milliseconds(2);
    const Outcome outcome = measure(what, {});
    REQUIRE(std::holds_alternative<Measurement>(outcome));
    const auto& measurement = std::get<Measurement>(outcome);
    CHECK(measurement.timed.result == expected_result(what.batch()));
    CHECK(measurement.timed.run_ns >= 8'000'000);
    CHECK(measurement.wall_ns() >= measurement.timed.run_ns);
    CHECK(measurement.tasks.p50_ns >= 8'000'000);
    CHECK(measurement.tasks.max_ns >= measurement.tasks.p50_ns);
    CHECK(measurement.tasks.workers >= 1);
    CHECK(measurement.tasks.max_parallel.value() >= (mode->is_baseline() ? 1U : 2U));
    CHECK(measurement.resources.max_rss_bytes > 100'000);
    CHECK(measurement.resources.voluntary_switches > 0);
    CHECK(measurement.resources == measurement.timed.usage);
    CHECK(measurement.trace.empty());
    CHECK(no_children());
  }
}

TEST_CASE("the memory of all processes is looked for if asked, and is more than that of the mode") {
  for (const char* mode : {"threaded", "multiprocessing"}) {
    CAPTURE(mode);
    Configuration what = configuration(mode);
    what.io_delay = milliseconds(20);
    MeasureOptions options;
    CHECK_FALSE(std::get<Measurement>(measure(what, options)).total_bytes.has_value());
    options.total_memory = true;
    const auto total = std::get<Measurement>(measure(what, options)).total_bytes;
    if (!group_memory(::getpgrp()))
      return test::not_run("this kernel has no /proc/PID/smaps_rollup");
    CHECK(total.value_or(0) > 100'000);
    CHECK(no_children());
  }
}

TEST_CASE("whoever looks for memory has the priority from before again") {
  MeasureOptions options;
  options.total_memory = true;
  const int before = ::getpriority(PRIO_PROCESS, 0);
  REQUIRE(std::holds_alternative<Measurement>(measure(configuration("threaded"), options)));
  CHECK(::getpriority(PRIO_PROCESS, 0) == before);
}

TEST_CASE("counters are empty unless asked for, and then the mode's and its workers'") {
  MeasureOptions options;
  Configuration what = configuration("multiprocessing");
  what.prime = 1'000'000'000'039;
  CHECK_FALSE(std::get<Measurement>(measure(what, options)).counters.task_clock_ns.has_value());
  options.counters = true;
  const auto measurement = std::get<Measurement>(measure(what, options));
  if (!measurement.counters.task_clock_ns)
    return test::not_run("perf_event_open() is forbidden or missing here");
  CHECK(*measurement.counters.task_clock_ns > measurement.tasks.p50_ns);
}

TEST_CASE("a trace has every task, also of a batch that is otherwise sampled") {
  Configuration what = configuration("sequential");
  what.runs = 10'000;
  const Outcome outcome = measure(what, {.timeout = {}, .trace = true, .on_tick = nullptr});
  CHECK(std::get<Measurement>(outcome).trace.size() == 10'000);
}

TEST_CASE("wrong answers are an error, never a fast row") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    CHECK(contains(failure_of(configuration(mode->name, test::kDenying)),
                   "the tasks' answers are wrong: their checksum is 72, not 612"));
    Configuration composite = configuration(mode->name, test::kAgreeing);
    composite.prime = 91;
    CHECK(contains(failure_of(composite),
                   "the tasks' answers are wrong: their checksum is 3276, not 252"));
  }
}

TEST_CASE("an exception in a task is a failure with its text") {
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    CHECK(contains(failure_of(configuration(mode->name, test::kThrowing)), "the kernel is broken"));
    CHECK(no_children());
  }
}

TEST_CASE("a killed worker or measuring process is a failure within a second") {
  become_subreaper();
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    const std::int64_t before = now_ns();
    const std::string reason = failure_of(configuration(mode->name, test::kSuicidal));
    CHECK(now_ns() - before < 1'000'000'000);
    CHECK(contains(reason, "was killed by signal 9 (Killed)"));
    CHECK(contains(reason, !mode->shares_memory ? "worker " : "measuring process"));
    CHECK(no_children());
  }
}

TEST_CASE("when the measuring process is killed, no worker of it is left, not even a dead one") {
  become_subreaper();
  for (const ModeSpec* mode : available_modes()) {
    if (mode->shares_memory)
      continue;
    CAPTURE(mode->name);
    CHECK(contains(failure_of(configuration(mode->name, test::kParricidal)),
                   "the measuring process was killed by signal 9"));
    CHECK(no_children());
  }
}

TEST_CASE("a process that ends in the middle as if all were well is a failure") {
  become_subreaper();
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    CHECK(failure_of(configuration(mode->name, test::kLeaving)) != "no failure");
    CHECK(no_children());
  }
}

TEST_CASE("a measurement that takes too long is ended with all its workers") {
  become_subreaper();
  for (const ModeSpec* mode : available_modes()) {
    CAPTURE(mode->name);
    Configuration what = configuration(mode->name);
    what.io_delay = std::chrono::seconds(20);
    const std::int64_t before = now_ns();
    const Outcome outcome =
        measure(what, {.timeout = milliseconds(100), .trace = false, .on_tick = nullptr});
    REQUIRE(std::holds_alternative<Failure>(outcome));
    CHECK(std::get<Failure>(outcome).timed_out);
    CHECK(std::get<Failure>(outcome).reason == "took longer than 100 ms");
    CHECK(now_ns() - before >= 100'000'000);
    CHECK(now_ns() - before < 2'000'000'000);
    CHECK(no_children());
  }
}

TEST_CASE("ticks tell how many tasks are done while they run") {
  Configuration what = configuration("sequential");
  what.runs = 4;
  what.io_delay = milliseconds(30);
  std::vector<double> seen;
  const Outcome outcome = measure(
      what, {.timeout = {}, .trace = false, .on_tick = [&](double n) { seen.push_back(n); }});
  REQUIRE(std::holds_alternative<Measurement>(outcome));
  REQUIRE(seen.size() >= 3);
  CHECK(seen.back() >= 2);
  CHECK(seen.back() <= 4);
}

TEST_CASE("ticks also show how far a long task has come") {
  Configuration what = configuration("sequential", *find_kernel("scalar"));
  what.prime = 18446744073709551557U;  // Some ten seconds.
  what.runs = 1;
  std::vector<double> seen;
  const auto note = [&](double done) { seen.push_back(done); };
  measure(what, {.timeout = milliseconds(900), .trace = false, .on_tick = note});
  REQUIRE(seen.size() >= 3);
  CHECK(seen.back() > 0);
  CHECK(seen.back() < 1);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
}

TEST_CASE("memory that one measurement uses does not show in the next") {
  const Kernel hungry = {
      .name = "hungry",
      .needs = "",
      .supported = test::always,
      .find_divisor = [](std::uint64_t, std::uint64_t, std::uint64_t) -> std::uint64_t {
        constexpr std::size_t kBytes = 64 << 20;
        void* memory = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        std::memset(memory, 1, kBytes);
        ::munmap(memory, kBytes);
        return 0;
      }};
  const auto rss = [](const Outcome& outcome) {
    return std::get<Measurement>(outcome).resources.max_rss_bytes;
  };
  const std::uint64_t before = rss(measure(configuration("sequential"), {}));
  const std::uint64_t large = rss(measure(configuration("sequential", hungry), {}));
  const std::uint64_t after = rss(measure(configuration("sequential"), {}));
  CHECK(large >= before + (60U << 20));
  CHECK(after < before + (4U << 20));
}

}  // namespace primebench
