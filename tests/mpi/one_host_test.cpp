// The mode mpi on this machine alone.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <filesystem>
#include <string>
#include <vector>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

/// Says so if there is nothing to test.
bool has_mpi() {
#ifdef PRIMEBENCH_MPI_PROGRAM
  return true;
#else
  not_run("the mode mpi: there is no Open MPI here, or a sanitizer");
  return false;
#endif
}

std::vector<Row> rows_in(const TempDir& directory) {
  std::vector<Row> rows;
  read_rows(directory / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

TEST_CASE("a batch of mpi is checked and has a row like any other") {
  if (!has_mpi())
    return;
  const TempDir directory;
  for (const char* pool : {"1", "2", "3"}) {
    CAPTURE(pool);
    const CommandResult result =
        run_primebench({"--mode", "sequential,thread-pool,mpi", "--pool", pool, "--prime",
                        "1000003", "--runs", "30", "-o", "r.csv", "--timeout", "50s", "-q"},
                       directory.path());
    CAPTURE(result.err);
    CHECK(result.status == 0);
  }
  std::size_t found = 0;
  for (const Row& row : rows_in(directory)) {
    if (row.mode != "mpi")
      continue;
    ++found;
    CHECK(row.hosts == 1U);
    CHECK(row.workers.value_or(0) >= 1);
    CHECK(row.workers.value_or(99) <= row.pool.value_or(0));
    CHECK(row.task_p50_ns.value_or(0) > 0);
    CHECK(row.max_parallel.value_or(0) >= 1);
    CHECK(row.user_ns.has_value());
    CHECK_FALSE(row.kernel.empty());
  }
  CHECK(found == 3);
}

TEST_CASE("mpi runs unequal tasks, given numbers, waits and the lock, and traces them") {
  if (!has_mpi())
    return;
  const TempDir directory;
  write_file(directory / "numbers", "1000003\n4\n1\n999983\n0\n15\n");
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{
           {"--numbers", "numbers"},
           {"--prime", "1000003", "--mix", "pareto:1.5", "--runs", "40"},
           {"--prime", "1000003", "--io-delay", "1ms", "--gil", "--runs", "10"},
           {"--prime", "1000003", "--runs", "1", "--kernel", "scalar"},
           {"--prime", "1000003", "--runs", "30", "--trace", "t.csv"}}) {
    std::vector<std::string> arguments = {"--mode", "mpi",   "--pool",    "2",  "-q",
                                          "-o",     "r.csv", "--timeout", "50s"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CommandResult result = run_primebench(arguments, directory.path());
    CAPTURE(more[2 % more.size()]);
    CAPTURE(result.err);
    CHECK(result.status == 0);
  }
  CHECK(rows_in(directory).size() == 5);
  CHECK(read_file(directory / "t.csv").size() > 30 * 10);
}

TEST_CASE(
    "tasks of mpi carry data, of less than a word and of more than a message that goes at once") {
  if (!has_mpi())
    return;
  const TempDir directory;
  for (const char* pool : {"1", "2", "3"}) {
    CAPTURE(pool);
    const CommandResult result = run_primebench(
        {"--mode", "sequential,mpi", "--pool", pool, "--prime", "17", "--runs", "3,40", "--payload",
         "0,3,4KiB,1MiB", "-o", "r.csv", "--timeout", "50s", "-q"},
        directory.path());
    CAPTURE(result.err);
    CHECK(result.status == 0);
  }
  CHECK(rows_in(directory).size() == 3 * 2 * 2 * 4);
  const CommandResult traced = run_primebench(
      {"--mode", "mpi", "--pool", "2", "--prime", "1009", "--mix", "uniform", "--io-delay", "1ms",
       "--runs", "20", "--payload", "100kB", "--trace", "t.csv", "-o", "r.csv", "-q"},
      directory.path());
  CAPTURE(traced.err);
  CHECK(traced.status == 0);
}

TEST_CASE("without mpirun, or with what is none, the message says what to do") {
  if (!has_mpi())
    return;
  const TempDir directory;
  const CommandResult none = run_primebench({"--mode", "mpi", "--prime", "7", "--no-store", "-q"},
                                            directory.path(), {"PATH=/nowhere"});
  CHECK(none.status == 1);
  CHECK(none.err.find("cannot run mpirun: No such file or directory; install the Debian package "
                      "openmpi-bin, or name the launcher with --launcher") != std::string::npos);
  const CommandResult failing = run_primebench(
      {"--mode", "mpi", "--prime", "7", "--no-store", "-q", "--launcher", "false -x"},
      directory.path());
  CHECK(failing.status == 1);
  CHECK(failing.err.find("the launcher exited with status 1") != std::string::npos);
}

TEST_CASE("a limit that keeps workers from being there is named, and nobody waits for them") {
  if (!has_mpi())
    return;
  const TempDir directory;
  for (const char* files : {"20", "40"}) {  // Of the second the launcher itself says nothing.
    CAPTURE(files);
    const CommandResult result = test::run_shell(
        fmt::format(
            "ulimit -n {}; $PRIMEBENCH --mode mpi --prime 17 --runs 40 --pool 8 --no-store -q",
            files),
        directory.path());
    CHECK(result.status == 1);
    CHECK(
        result.err.find(fmt::format("the launcher could not start all workers (low limits: ulimit "
                                    "-n {}); use a smaller --pool",
                                    files)) != std::string::npos);
  }
}

TEST_CASE("a long batch on a host whose clock runs at another speed is no other batch's") {
  if (!has_mpi())
    return;
  const TempDir directory;
  // Rank 0 of another host, by a clock that is a tenth too fast.
  write_file(directory / "launcher",
             "#!/bin/sh\n"
             "begin=$(date +%s%N)\n"
             "now() { n=$(date +%s%N); echo $((n + (n - begin) / 10)); }\n"
             "say() { echo \"primebench-mode-mpi> $*\"; }\n"
             "while read -r line; do [ \"$line\" = end ] && break; done\n"
             "say at elsewhere; say ready kernel=x hosts=1\n"
             "while read -r line; do case $line in\n"
             "  clock) say clock $(now);;\n"
             "  go) from=$(now); sleep 0.3; to=$(now); say done 1 7 1;;\n"
             "  end) break;;\n"
             "esac; done\n"
             "say log 0 $from $to 0; say logged\n");
  std::filesystem::permissions(directory / "launcher", std::filesystem::perms::owner_all);
  const CommandResult result =
      run_primebench({"--mode", "mpi", "--launcher", directory / "launcher", "--pool", "1",
                      "--prime", "7", "--runs", "1", "-q", "-o", "r.csv"},
                     directory.path());
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  const Row row = rows_in(directory).at(0);
  CHECK(row.task_max_ns.value_or(0) > 250'000'000);
  CHECK(row.task_max_ns.value_or(0) <= row.run_ns.value_or(0));
}

TEST_CASE("any launcher that takes -n will do, whatever it writes before a line of ours") {
  if (!has_mpi())
    return;
  const TempDir directory;
  write_file(directory / "launch",
             "#!/bin/sh\necho a greeting\nprintf 'words without end: '\nexec mpirun $* \n");
  std::filesystem::permissions(directory / "launch", std::filesystem::perms::owner_all);
  const CommandResult result = run_primebench(
      {"--mode", "mpi", "--prime", "1009", "--pool", "2", "-o", "r.csv", "-q", "--timeout", "50s",
       "--launcher",
       fmt::format("{} --allow-run-as-root --oversubscribe", (directory / "launch").string())},
      directory.path());
  CAPTURE(result.err);
  CHECK(result.status == 0);
}

TEST_CASE(
    "--hosts and --launcher that nobody uses are a warning, and more workers than room an error") {
  const TempDir directory;
  const CommandResult unused = run_primebench(
      {"--mode", "threaded", "--hosts", "a:2", "--prime", "7", "--no-store"}, directory.path());
  CHECK(unused.status == 0);
  CHECK(unused.err.find("warning: --hosts is not used: threaded runs on this machine alone") !=
        std::string::npos);
  if (!has_mpi())
    return;
  const CommandResult many = run_primebench(
      {"--mode", "mpi", "--hosts", "a:2,b", "--pool", "2,5", "--prime", "7", "--no-store"},
      directory.path());
  CHECK(many.status == 2);
  CHECK(many.err.find("--pool 5 is more than the 3 workers that --hosts has room for; give more, "
                      "as in a:4") != std::string::npos);
  const CommandResult plan = run_primebench(
      {"--mode", "mpi,thread-pool", "--hosts", "a:20,b:30", "--dry-run", "-q"}, directory.path());
  CHECK(plan.out.find(",50,") != std::string::npos);
}

}  // namespace
}  // namespace primebench
