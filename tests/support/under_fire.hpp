// What the tests of signals and of deaths share: the program at work in every mode.

#pragma once

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "modes/table.hpp"
#include "results/row.hpp"
#include "support/cases.hpp"
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
                    20'000);
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

/// How long anything may take that should take some milliseconds: these tests run beside
/// others on a machine that may be busy.
inline constexpr int kPatienceMs = 20'000;

/// A test case for every mode that is `wanted` and every moment, called "<what>: <mode>,
/// <moment>". `check` gets the mode, the program at work, and its directory.
template <typename Wanted, typename Check>
void add_for_modes_and_moments(const std::string& what, Wanted wanted, Check check) {
  for (const ModeSpec* mode : available_modes()) {
    if (!wanted(*mode))
      continue;
    for (const Moment& moment : moments()) {
      add_case(fmt::format("{}: {}, {}", what, mode->name, moment.name), [=] {
        // Orphans come to this process instead of init, and show as its children.
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        const TempDir directory;
        make_store(directory);
        Process program(command(*mode, moment.arguments), directory.path());
        REQUIRE(wait_for_workers(program.pid(), *mode));
        ::usleep(30'000);
        check(*mode, program, directory);
      });
    }
  }
}

inline bool every_mode(const ModeSpec&) { return true; }
inline bool forks(const ModeSpec& mode) { return mode.family == Family::kProcesses; }

/// "SIGTERM"
inline std::string signal_name(int signal) { return fmt::format("SIG{}", ::sigabbrev_np(signal)); }

}  // namespace primebench::test
