#include "measure/sampling.hpp"

#include <doctest/doctest.h>

#include "modes/builtin.hpp"
#include "workload/task_log.hpp"

namespace primebench {
namespace {

std::size_t records_of(const ModeSpec& mode, std::uint64_t prime, std::size_t runs,
                       std::chrono::nanoseconds io_delay = std::chrono::nanoseconds(0)) {
  const Configuration configuration = {.mode = &mode,
                                       .prime = prime,
                                       .runs = runs,
                                       .pool = 2,
                                       .io_delay = io_delay,
                                       .kernel = &fastest_kernel()};
  return TaskLog::record_count(runs, sampling_bits(configuration));
}

constexpr std::uint64_t kTiny = 17;
constexpr std::uint64_t kMicroseconds = 1000003;
constexpr std::uint64_t kMilliseconds = 834238027356431;

}  // namespace

TEST_CASE("every task of a small batch is recorded, however short it is") {
  for (const std::size_t runs : {1U, 2U, 8U, 31U, 32U})
    CHECK(records_of(sequential, kTiny, runs) == runs);
  CHECK(records_of(sequential, kTiny, 33) < 33);
}

TEST_CASE("every one of up to 4096 long or waiting tasks is recorded, and a share of more") {
  for (const std::size_t runs : {33U, 100U, 4096U}) {
    CHECK(records_of(sequential, kMilliseconds, runs) == runs);
    CHECK(records_of(asyncio, kTiny, runs, std::chrono::milliseconds(1)) == runs);
    CHECK(records_of(threaded, kTiny, runs) == runs);
    CHECK(records_of(multiprocessing, kMilliseconds, runs) == runs);
  }
  CHECK(records_of(sequential, kMilliseconds, 4097) == 2049);
  CHECK(records_of(sequential, kMilliseconds, 10'000'000) > 2048);
  CHECK(records_of(sequential, kMilliseconds, 10'000'000) <= 4096);
}

TEST_CASE("the records of short tasks cost one percent of the batch at most") {
  constexpr double kRecordNs = 100;
  for (const std::size_t runs : {1'000U, 4'096U, 100'000U, 1'000'000U}) {
    CAPTURE(runs);
    const auto most = [&](double task_ns) { return task_ns * static_cast<double>(runs) * 0.01; };
    const auto cost = [&](std::uint64_t prime) {
      return kRecordNs * static_cast<double>(records_of(sequential, prime, runs));
    };
    if (runs >= 100'000)
      CHECK(cost(kTiny) <= most(10));
    CHECK(cost(kMicroseconds) <= std::max(most(250), 32 * kRecordNs));
  }
}

TEST_CASE("of short tasks with a process each one in ten is recorded, each costing page faults") {
  CHECK(records_of(multiprocessing, kTiny, 1000) <= 100);
  CHECK(records_of(multiprocessing, kTiny, 1000) >= 50);
}

TEST_CASE("a composite counts as short") {
  CHECK(records_of(sequential, 1'000'000'000'000, 4096) == records_of(sequential, kTiny, 4096));
}

}  // namespace primebench
