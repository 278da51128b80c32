#include "workload/payload.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "workload/workload.hpp"

namespace primebench {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::uint64_t kPoint = 0x9e3779b97f4a7c15;
constexpr std::uint64_t kReceipt = 0xd1342543de82ef95;

/// The polynomial, word by word, as payload.hpp describes it.
std::uint64_t plain_fold(std::span<const std::byte> data) {
  std::uint64_t result = 0;
  for (std::size_t at = 0; at < data.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, data.data() + at, std::min<std::size_t>(8, data.size() - at));
    result = result * kPoint + (word ^ (word >> 32U));
  }
  return result;
}

std::vector<std::size_t> sizes() { return {1, 7, 8, 9, 63, 64, 65, 128, 1000, 4096, 70'001}; }

}  // namespace

TEST_CASE("input and output of every task are folded as a polynomial of their words") {
  for (const std::size_t bytes : sizes()) {
    CAPTURE(bytes);
    const PayloadSource source(5, bytes, 3);
    for (std::size_t task = 0; task < 5; ++task) {
      Bytes output(bytes);
      const auto input = source.input(task, bytes);
      REQUIRE(input.size() == bytes);
      CHECK(source.exchange(task, input, output.data()) == plain_fold(input));
      CHECK(PayloadSource::receipt(output) == kReceipt * plain_fold(output));
    }
  }
}

TEST_CASE("what tasks must add to the checksum is what they do add") {
  for (const std::size_t bytes : sizes()) {
    CAPTURE(bytes);
    // Made for more and larger ones, as for a sweep.
    const PayloadSource source(300, 2 * bytes, 3);
    for (const std::size_t tasks : {1U, 2U, 300U}) {
      std::uint64_t sum = 0;
      Bytes output(bytes);
      for (std::size_t task = 0; task < tasks; ++task) {
        const std::uint64_t in = source.exchange(task, source.input(task, bytes), output.data());
        sum += (in + PayloadSource::receipt(output)) * (2 * std::uint64_t{task} + 1);
      }
      CHECK(source.expected_sum(tasks, bytes) == sum);
    }
  }
}

TEST_CASE("a task may write its output where its input was") {
  const PayloadSource source(2, 1003, 3);
  const auto input = source.input(1, 1003);
  Bytes apart(1003);
  Bytes same(input.begin(), input.end());
  CHECK(source.exchange(1, input, apart.data()) == source.exchange(1, same, same.data()));
  CHECK(apart == same);
}

TEST_CASE("tasks have inputs of their own, and others with another seed") {
  std::set<std::string> seen;
  for (const std::uint64_t seed : {1U, 2U}) {
    const PayloadSource source(100, 24, seed);
    for (std::size_t task = 0; task < 100; ++task) {
      std::string input;
      for (const std::byte byte : source.input(task, 24))
        input.push_back(static_cast<char>(byte));
      seen.insert(input);
    }
  }
  CHECK(seen.size() == 200);
}

TEST_CASE("ten million tasks need no more than some mebibytes of input, and begin anew in them") {
  const PayloadSource source(10'000'000, 1024, 3);
  const std::byte* const first = source.input(0, 1024).data();
  for (const std::size_t task : {1U, 1000U, 8191U, 9'999'999U}) {
    const std::byte* const at = source.input(task, 1024).data();
    CHECK(at >= first);
    CHECK(at - first <= (8 << 20));
  }
}

TEST_CASE("a byte that is lost, wrong or elsewhere changes what an output counts") {
  constexpr std::size_t kBytes = 200;
  const PayloadSource source(2, kBytes, 3);
  Bytes output(kBytes);
  static_cast<void>(source.exchange(0, source.input(0, kBytes), output.data()));
  const std::uint64_t right = PayloadSource::receipt(output);
  for (std::size_t at = 0; at < kBytes; ++at) {
    CAPTURE(at);
    Bytes wrong = output;
    wrong[at] ^= std::byte{1};
    CHECK(PayloadSource::receipt(wrong) != right);
    if (at + 1 < kBytes && output[at] != output[at + 1]) {
      wrong = output;
      std::swap(wrong[at], wrong[at + 1]);
      CHECK(PayloadSource::receipt(wrong) != right);
    }
    if (at + 8 < kBytes && output[at] != output[at + 8]) {
      wrong = output;
      std::swap(wrong[at], wrong[at + 8]);
      CHECK(PayloadSource::receipt(wrong) != right);
    }
    wrong = output;
    wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(at));
    wrong.push_back(std::byte{0});
    if (wrong != output)
      CHECK(PayloadSource::receipt(wrong) != right);
  }
}

TEST_CASE("a task with data answers the same whether a thread or a process runs it") {
  const PayloadSource source(3, 100, 5);
  TaskBatch batch{.number = 91, .tasks = 3};
  batch.payload_bytes = 100;
  batch.payload_source = &source;
  const Workload workload(batch, fastest_kernel());
  BatchResult by_threads;
  BatchResult by_processes;
  BatchResult carried;
  for (std::size_t task = 0; task < 3; ++task) {
    by_threads.add(task, workload.received(workload.run_task(task)));
    Bytes output(100);
    const Answer answer = workload.run_task(task, workload.input(task).data(), output.data());
    by_processes.add(task, workload.received(answer, output));
    carried.add(task, workload.received(workload.parcel(answer, output)));
  }
  CHECK(by_threads == expected_result(batch));
  CHECK(by_processes == by_threads);
  CHECK(carried == by_threads);
}

}  // namespace primebench
