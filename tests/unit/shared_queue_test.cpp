#include "sys/shared_queue.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

namespace primebench {

TEST_CASE("a shared queue gives back what was put in, in order, and knows full from empty") {
  SharedQueue<int> queue(3);  // Rounded up to a power of two.
  CHECK(queue.capacity() == 4);
  int value = 0;
  CHECK_FALSE(queue.try_pop(value));
  for (int lap = 0; lap < 10; ++lap) {
    for (int i = 0; i < 4; ++i)
      CHECK(queue.try_push(i));
    CHECK_FALSE(queue.try_push(9));
    for (int i = 0; i < 4; ++i) {
      CHECK(queue.try_pop(value));
      CHECK(value == i);
    }
    CHECK_FALSE(queue.try_pop(value));
  }
}

TEST_CASE("no value is lost or doubled between many producers and consumers") {
  constexpr std::size_t kEach = 20'000;
  SharedQueue<std::size_t> queue(64);
  std::vector<std::atomic<int>> taken(2 * kEach);
  {
    std::vector<std::jthread> threads;
    for (std::size_t producer = 0; producer < 2; ++producer) {
      threads.emplace_back([&queue, producer] {
        for (std::size_t i = 0; i < kEach; ++i) {
          while (!queue.try_push(producer * kEach + i))
            std::this_thread::yield();
        }
      });
      threads.emplace_back([&queue, &taken] {
        std::size_t value = 0;
        for (std::size_t i = 0; i < kEach; ++i) {
          while (!queue.try_pop(value))
            std::this_thread::yield();
          ++taken[value];
        }
      });
    }
  }
  for (const std::atomic<int>& count : taken)
    REQUIRE(count == 1);
}

}  // namespace primebench
