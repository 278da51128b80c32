#include "cli/progress.hpp"

#include <doctest/doctest.h>

namespace primebench {
namespace {

ProgressState state() {
  return {.measurement = 3,
          .measurements = 14,
          .round = 1,
          .rounds = 2,
          .name = "multiprocessing-pool",
          .tasks_done = 4,
          .tasks = 8,
          .elapsed = std::chrono::milliseconds(2500)};
}

}  // namespace

TEST_CASE("the progress line says what is running, how far it is and how long it will take") {
  CHECK(progress_text(state(), 100) ==
        "[3/14] multiprocessing-pool round 1/2 4.0/8 tasks 2.50 s, 11.5 s left");
}

TEST_CASE("the progress line fits into any terminal") {
  for (std::size_t columns = 1; columns < 120; ++columns)
    CHECK(progress_text(state(), columns).size() < columns);
  CHECK(progress_text(state(), 41) == "[3/14] multiprocessing-pool 4.0/8 tasks");
  CHECK(progress_text(state(), 0).empty());
}

TEST_CASE("nothing is said about the rest before anything is done") {
  ProgressState begin = state();
  begin.measurement = 1;
  begin.tasks_done = 0;
  CHECK(progress_text(begin, 100).find("left") == std::string::npos);
}

TEST_CASE("where the number of rounds is unknown the line names no end") {
  const ProgressState state{.measurement = 5,
                            .measurements = 0,
                            .round = 3,
                            .rounds = 0,
                            .name = "a",
                            .tasks_done = 1,
                            .tasks = 2,
                            .elapsed = std::chrono::seconds(2)};
  CHECK(progress_text(state, 80) == "[5] a round 3 1.0/2 tasks 2.00 s");
}

}  // namespace primebench
