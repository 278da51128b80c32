// What the environment could do to the OpenMP modes, and does not.

#include <doctest/doctest.h>

#include "modes/table.hpp"
#include "results/reader.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

TEST_CASE("OpenMP's variables in the environment change nothing") {
  if (const auto obstacle = find_mode("openmp")->unavailable()) {
    test::not_run(describe(*obstacle));
    return;
  }
  const test::TempDir directory;
  const test::CommandResult run = test::run_shell(
      "OMP_THREAD_LIMIT=1 OMP_NUM_THREADS=1 OMP_DYNAMIC=true OMP_WAIT_POLICY=active "
      "GOMP_SPINCOUNT=infinity OMP_DISPLAY_ENV=verbose OMP_CANCELLATION=nonsense "
      "$PRIMEBENCH -q --mode openmp,openmp-tasks --pool 3 --runs 12 --prime 17 --io-delay 20ms "
      "-o r.csv",
      directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  std::size_t rows = 0;
  read_rows((directory / "r.csv").string(), {}, [&](const Row& row) {
    CHECK(row.workers == 3);
    ++rows;
  });
  CHECK(rows == 2);
}

TEST_CASE("OpenMP's variables reach programs that are modes, all of them and once") {
  const test::TempDir directory;
  test::write_file(directory / "primebench-mode-telling",
                   "#!/bin/sh\n"
                   "env | grep -E '^G?OMP_|^ZZ|^AA' | sort >told\n"
                   "[ \"$1\" = --describe ] && printf 'telling\\tbaseline\\tone\\tx\\n'\n");
  const test::CommandResult run = test::run_shell(
      "chmod +x primebench-mode-telling; env -i PATH=\"$PATH\" OMP_NUM_THREADS=3 AA=1 "
      "GOMP_SPINCOUNT=7 PRIMEBENCH_MODES=. OMP_DYNAMIC=true ZZ=2 $PRIMEBENCH --list-modes",
      directory.path());
  CHECK(run.status == 0);
  CHECK(test::read_file(directory / "told") ==
        "AA=1\nGOMP_SPINCOUNT=7\nOMP_DYNAMIC=true\nOMP_NUM_THREADS=3\nZZ=2\n");
}

}  // namespace primebench
