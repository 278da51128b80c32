#include "modes/chunks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

namespace primebench {

TEST_CASE("chunks cover all tasks once, and their sizes differ by at most one") {
  for (std::size_t tasks = 1; tasks < 120; ++tasks) {
    for (std::size_t chunks = 1; chunks < 40; ++chunks) {
      std::size_t next = 0;
      std::size_t largest = 0;
      std::size_t smallest = SIZE_MAX;
      for (const Chunk& chunk : split(tasks, chunks)) {
        REQUIRE(chunk.first == next);
        next += chunk.count;
        largest = std::max(largest, chunk.count);
        smallest = std::min(smallest, chunk.count);
      }
      REQUIRE(next == tasks);
      REQUIRE(largest - smallest <= 1);
      REQUIRE(smallest >= 1);
    }
  }
}

TEST_CASE("tasks are cut into chunks of a size, the last of what is left") {
  for (const std::size_t tasks : {1U, 9U, 10U, 11U}) {
    const std::vector<Chunk> chunks = cut(tasks, 5);
    std::size_t next = 0;
    for (const Chunk& chunk : chunks) {
      CHECK(chunk.first == next);
      CHECK(chunk.count == std::min<std::size_t>(5, tasks - next));
      next += chunk.count;
    }
    CHECK(next == tasks);
  }
}

TEST_CASE("workers that take four chunks each in turn end within one task of the ideal") {
  for (std::size_t workers = 1; workers < 9; ++workers) {
    for (std::size_t tasks = 1; tasks < 200; ++tasks) {
      std::vector<std::size_t> busy_until(workers, 0);
      for (const Chunk& chunk : split(tasks, workers * 4))
        *std::min_element(busy_until.begin(), busy_until.end()) += chunk.count;
      REQUIRE(*std::max_element(busy_until.begin(), busy_until.end()) ==
              (tasks + workers - 1) / workers);
    }
  }
}

}  // namespace primebench
