// Many writers at once: every row arrives whole and once, under one header.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <vector>

#include "proof/store_census.hpp"
#include "results/store.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::test {

TEST_CASE("8 shell loops of 500 appends leave 4000 rows and one header") {
  if (not_run_with_sanitizers("4000 processes"))
    return;
  constexpr int kLoops = 8;
  constexpr int kAppends = 500;
  for (const Place& place : places()) {
    const TempDir dir(place.path);
    const CommandResult result =
        run_shell(fmt::format("for loop in $(seq {}); do for i in $(seq {}); do "
                              "'{}' r.csv $loop-$i 1 >> stored.$loop || exit; done & done; wait; "
                              "cat stored.*",
                              kLoops, kAppends, PRIMEBENCH_APPEND_ROWS),
                  dir.path());
    // Over FUSE each of them warns, or waits for longer than a second.
    CHECK((result.err.empty() || place.kind == "FUSE"));
    CHECK(result.err.find("error") == std::string::npos);
    std::vector<std::string> labels;
    labels.reserve(kLoops * kAppends);
    for (int loop = 1; loop <= kLoops; ++loop) {
      for (int i = 1; i <= kAppends; ++i)
        labels.push_back(fmt::format("{}-{}-1", loop, i));
    }
    const Census census = take_census(dir / "r.csv");
    MESSAGE(place.kind, ": ", census.total, " rows, ", census.headers, " header, ", census.skipped,
            " incomplete, ", census.damaged, " damaged");
    CHECK(census.total == kLoops * kAppends);
    CHECK(not_exactly_once(census, labels).empty());
    CHECK(census.headers == 1);
    CHECK(census.skipped == 0);
    CHECK(census.damaged == 0);
  }
}

TEST_CASE("of 8 writers that find no file one writes the header, 200 times out of 200") {
  constexpr int kTrials = 200;
  constexpr int kWriters = 8;
  for (const Place& place : places()) {
    int wrong = 0;
    const TempDir dir(place.path);
    for (int trial = 0; trial < kTrials; ++trial) {
      const std::string path = dir / fmt::format("{}.csv", trial);
      Pipe start = make_pipe();
      std::vector<ChildProcess> writers;
      for (int writer = 0; writer < kWriters; ++writer) {
        writers.push_back(ChildProcess::fork([&] {
          start.write_end.reset();
          char go = 0;
          read_full(start.read_end.get(), &go, 1, "the start");  // Ends when it is closed.
          ResultsStore(path).append(numbered_row(fmt::format("w-{}", writer)));
        }));
      }
      start.write_end.reset();
      bool clean = true;
      for (ChildProcess& writer : writers)
        clean = writer.wait().clean() && clean;
      const Census census = take_census(path);
      const bool right = clean && census.total == kWriters && census.rows.size() == kWriters &&
                         census.headers == 1 && census.skipped == 0 && census.damaged == 0 &&
                         read_file(path).starts_with(csv_header() + "\n");
      wrong += right ? 0 : 1;
    }
    MESSAGE(place.kind, ": ", kTrials, " trials of ", kWriters, " writers, ", wrong, " wrong");
    CHECK(wrong == 0);
  }
}

}  // namespace primebench::test
