// What a measurement says of CPU time, page faults and context switches: the mode's, all
// of its workers', and nobody else's.

#include "measure/timed_run.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

#include "measure/measurement.hpp"
#include "modes/table.hpp"
#include "modes/worker_processes.hpp"
#include "support/not_run.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

constexpr std::size_t kWorkers = 3;
constexpr std::int64_t kBurntNs = 60'000'000;  ///< By each worker.
constexpr std::size_t kPages = 400;            ///< That each worker touches.

/// Until the calling thread has used that much CPU time, whatever that takes.
void burn() {
  timespec used{};
  do
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  while (used.tv_sec * 1'000'000'000 + used.tv_nsec < kBurntNs);
}

/// Writes to so many pages that nobody has touched before.
void touch_pages() {
  const std::size_t bytes = kPages * 4096;
  void* const memory =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ::madvise(memory, bytes, MADV_NOHUGEPAGE);
  for (std::size_t page = 0; page < kPages; ++page)
    static_cast<volatile char*>(memory)[page * 4096] = 1;
  ::munmap(memory, bytes);
}

void work_as_known() {
  touch_pages();
  burn();
}

/// Modes that answer nothing and work as known, in threads and in processes.
class BurningThreads final : public Mode {
 public:
  BatchResult run() override {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kWorkers; ++i)
      threads.emplace_back(work_as_known);
    return {};
  }
};

class BurningProcesses final : public Mode {
 public:
  BatchResult run() override {
    WorkerProcesses workers(kWorkers, [](std::size_t) {
      work_as_known();
      return Answer{0};
    });
    return workers.join();
  }
};

template <typename Burning>
ModeSpec burning() {
  ModeSpec spec;
  spec.name = "burning";
  spec.make = [](const Workload&, const ModeOptions&) -> std::unique_ptr<Mode> {
    return std::make_unique<Burning>();
  };
  return spec;
}

/// The usage of a run in a process of its own, which has used much before.
Usage usage_of(const ModeSpec& mode) {
  const SharedArray<Usage> usage(1);
  const Workload workload({17, 1}, fastest_kernel());
  ChildProcess child = ChildProcess::fork([&] {
    work_as_known();
    ChildProcess::fork(work_as_known).wait();
    usage[0] = timed_run(mode, workload, {.pool = kWorkers}).usage;
  });
  REQUIRE(child.wait().clean());
  return usage[0];
}

void check_known(const Usage& usage) {
  const auto cpu_ns = static_cast<std::int64_t>(usage.user_ns + usage.system_ns);
  const std::int64_t burnt_ns = kWorkers * kBurntNs;
  CHECK(cpu_ns > burnt_ns * 8 / 10);
  CHECK(cpu_ns < burnt_ns * 12 / 10);
  CHECK(usage.minor_faults >= kWorkers * kPages);
  CHECK(usage.minor_faults < kWorkers * kPages * 3 / 2);
}

/// Whether this build can tell; if not, says so.
bool usage_is_known() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  test::not_run("a sanitizer takes CPU time and memory of its own");
  return false;
#else
  return true;
#endif
}

}  // namespace

TEST_CASE("the CPU time and page faults of threads are theirs, and of nothing before") {
  if (usage_is_known())
    check_known(usage_of(burning<BurningThreads>()));
}

TEST_CASE("the CPU time and page faults of processes are theirs, and of nothing before") {
  if (usage_is_known())
    check_known(usage_of(burning<BurningProcesses>()));
}

TEST_CASE("a batch of next to nothing has used next to nothing, and not what surrounds it") {
  const Configuration what = {
      .mode = find_mode("sequential"), .prime = 17, .runs = 8, .kernel = &fastest_kernel()};
  // The kernel counts in microseconds, and the readings themselves take some.
  constexpr std::uint64_t kReadingNs = 30'000;
  bool seen = false;
  for (int attempt = 0; attempt < 20 && !seen; ++attempt) {
    const Measurement measurement = std::get<Measurement>(measure(what, {}));
    const Resources& used = measurement.resources;
    seen = used.user_ns + used.system_ns <= 2 * measurement.wall_ns() + kReadingNs &&
           used.minor_faults < 30;
  }
  CHECK(seen);
}

}  // namespace primebench
