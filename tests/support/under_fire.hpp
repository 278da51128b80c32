// What the tests of signals and of deaths share: the program at work in every mode.

#pragma once

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "modes/table.hpp"
#include "results/row.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {

inline constexpr std::string_view kOld = "an earlier row,that must stay\n";

/// What a worker is doing when something happens to it.
struct Moment {
  std::string name;
  std::vector<std::string> arguments;
};

inline std::vector<Moment> moments() {
  // The scalar kernel divides for ten seconds here, so that there is time to strike.
  return {{"dividing", {"--prime", "18446744073709551557", "--kernel", "scalar", "--runs", "4"}},
          {"waiting", {"--prime", "17", "--io-delay", "5s", "--runs", "4"}}};
}

inline std::vector<std::string> command(const ModeSpec& mode,
                                        const std::vector<std::string>& more) {
  std::vector<std::string> all = {PRIMEBENCH_BINARY, "--mode", std::string(mode.name), "-o",
                                  "r.csv"};
  if (mode.uses_pool())
    all.insert(all.end(), {"--pool", "3"});
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

inline std::size_t expected_workers(const ModeSpec& mode) {
  if (mode.shares_memory)
    return 0;
  return mode.uses_pool() ? 3 : 4;
}

/// Waits until the measuring process and all its workers exist.
inline bool wait_for_workers(pid_t program, const ModeSpec& mode) {
  return wait_until([&] { return descendants(program).size() >= 1 + expected_workers(mode); },
                    5'000);
}

/// The store has a row already; the test is about whether it stays.
inline void make_store(const TempDir& directory) {
  write_file(directory / "r.csv", csv_header() + "\n" + std::string(kOld));
}

inline void check_store_untouched(const TempDir& directory) {
  CHECK(read_file(directory / "r.csv") == csv_header() + "\n" + std::string(kOld));
  CHECK(directory.listing() == "err out r.csv");
}

inline bool none_alive(const std::vector<pid_t>& pids) {
  return std::none_of(pids.begin(), pids.end(), is_alive);
}

template <typename Check>
void for_every_mode_and_moment(Check check) {
  // Orphans come to this process instead of init, and show as its children.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (const ModeSpec* mode : mode_table()) {
    for (const Moment& moment : moments()) {
      CAPTURE(mode->name);
      CAPTURE(moment.name);
      const TempDir directory;
      make_store(directory);
      Process program(command(*mode, moment.arguments), directory.path());
      REQUIRE(wait_for_workers(program.pid(), *mode));
      ::usleep(30'000);
      check(*mode, program, directory);
    }
  }
}

}  // namespace primebench::test
