#include "modes/call_queue.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <vector>

namespace primebench {
namespace {

void push(CallQueue<int>& queue, int value) {
  queue.emplace(value);
  queue.publish();
}

}  // namespace

TEST_CASE("a queue of calls gives them back in order, across its blocks") {
  CallQueue<int> queue;
  std::vector<int> taken;
  const auto keep = [&](int value) { taken.push_back(value); };
  CHECK(queue.take(1, keep) == 0);
  for (int value = 0; value < 5000; ++value)
    push(queue, value);
  CHECK(queue.size() == 5000);
  CHECK(queue.take(3000, keep) == 3000);
  CHECK(queue.take(9000, keep) == 2000);
  CHECK(queue.take(1, keep) == 0);
  REQUIRE(taken.size() == 5000);
  for (int value = 0; value < 5000; ++value)
    REQUIRE(taken[static_cast<std::size_t>(value)] == value);
}

TEST_CASE("a value that was emplaced cannot be taken before it is published") {
  CallQueue<int> queue;
  queue.emplace(1);
  CHECK(queue.take(1, [](int) {}) == 0);
  queue.publish();
  CHECK(queue.take(1, [](int) {}) == 1);
}

TEST_CASE("each call is taken once by one of several threads, in order by each") {
  constexpr int kValues = 200'000;
  CallQueue<int> queue;
  std::vector<std::vector<int>> taken(3);
  {
    std::vector<std::jthread> takers;
    takers.reserve(taken.size());
    for (std::vector<int>& mine : taken) {
      takers.emplace_back([&queue, &mine] {
        for (bool more = true; more;)
          queue.take(1, [&](int value) {
            more = value >= 0;
            mine.push_back(value);
          });
      });
    }
    for (int value = 0; value < kValues; ++value)
      push(queue, value);
    for (std::size_t end = 0; end < taken.size(); ++end)
      push(queue, -1);
  }
  std::vector<int> times(kValues);
  for (const std::vector<int>& mine : taken) {
    int last = -1;
    for (const int value : mine) {
      if (value < 0)
        continue;
      REQUIRE(value > last);
      last = value;
      ++times[static_cast<std::size_t>(value)];
    }
  }
  for (const int count : times)
    REQUIRE(count == 1);
}

TEST_CASE("a queue of calls destroys each value once, taken or not") {
  const auto counted = std::make_shared<int>();
  {
    CallQueue<std::shared_ptr<int>> queue;
    for (int i = 0; i < 2000; ++i) {
      queue.emplace(counted);
      queue.publish();
    }
    queue.take(500, [](const std::shared_ptr<int>&) {});
    CHECK(counted.use_count() == 1501);
  }
  CHECK(counted.use_count() == 1);
}

}  // namespace primebench
