// --payload and --chunk, as people use them.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "results/reader.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"
#include "sys/limits.hpp"

namespace primebench {
namespace {

using test::CommandResult;
using test::run_primebench;
using test::TempDir;

std::vector<Row> rows_of(const TempDir& directory) {
  std::vector<Row> rows;
  read_rows(directory / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

}  // namespace

TEST_CASE("data that does not fit asks for a smaller pool where there is one") {
  const TempDir directory;
  for (const auto& advised :
       {std::pair("threaded", "use a smaller --payload or fewer --runs\n"),
        std::pair("thread-pool", "a smaller --payload, fewer --runs or a smaller --pool\n")}) {
    CAPTURE(advised.first);
    const CommandResult run = run_primebench(
        {"--mode", advised.first, "--payload", "1TiB", "-o", "r.csv"}, directory.path());
    CHECK(run.status == 1);
    CHECK(run.err.find(advised.second) != std::string::npos);
  }
}

TEST_CASE("a sweep over payloads has a row for each, and charts run along it") {
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "sequential,thread-pool,process-pool-executor", "--prime", "17",
                      "--runs", "20", "--payload", "0,100,64KiB", "-q", "-o", "r.csv"},
                     directory.path());
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(run.out.find("payload=64KiB") != std::string::npos);
  std::vector<std::uint64_t> payloads;
  for (const Row& row : rows_of(directory))
    payloads.push_back(row.payload_bytes.value_or(1));
  CHECK(std::count(payloads.begin(), payloads.end(), 0) == 3);
  CHECK(std::count(payloads.begin(), payloads.end(), 100) == 3);
  CHECK(std::count(payloads.begin(), payloads.end(), 65536) == 3);
  const CommandResult plot = run_primebench(
      {"plot", "r.csv", "-o", "p.txt", "--where", "payload=64KiB", "--metric", "data-rate"},
      directory.path());
  CAPTURE(plot.err);
  CHECK(plot.status == 0);
}

TEST_CASE("a mode whose tasks carry no data is left out, which is said, or alone an error") {
  const TempDir directory;
  test::write_file(directory / "primebench-mode-idle",
                   "#!/bin/sh\nprintf 'idle\\tbaseline\\tone\\ta mode that is never asked\\n'\n");
  std::filesystem::permissions(directory / "primebench-mode-idle",
                               std::filesystem::perms::owner_all);
  const std::vector<std::string> environment = {"PRIMEBENCH_MODES=."};
  const CommandResult run = run_primebench({"--mode", "sequential,idle", "--prime", "17", "--runs",
                                            "2", "--payload", "100,1KiB", "-o", "r.csv"},
                                           directory.path(), environment);
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(rows_of(directory).size() == 2);
  CHECK(run.err.find("--payload leaves out idle: its tasks carry no data") != std::string::npos);
  const CommandResult alone = run_primebench({"--mode", "idle", "--payload", "1KiB", "--no-store"},
                                             directory.path(), environment);
  CHECK(alone.status == 2);
  CHECK(alone.err.find("--payload: tasks of idle carry no data") != std::string::npos);
}

TEST_CASE("chunks are told apart by their size, and one that nobody has is said") {
  const TempDir directory;
  const CommandResult run =
      run_primebench({"--mode", "sequential,multiprocessing-pool", "--prime", "17", "--runs", "20",
                      "--chunk", "1,5", "-q", "-o", "r.csv"},
                     directory.path());
  REQUIRE(run.status == 0);
  CHECK(run.out.find("multiprocessing-pool chunk=1\n") != std::string::npos);
  CHECK(run.out.find("multiprocessing-pool chunk=5\n") != std::string::npos);
  const std::vector<Row> rows = rows_of(directory);
  REQUIRE(rows.size() == 3);
  for (const Row& row : rows)
    CHECK(row.chunk.has_value() == (row.mode == "multiprocessing-pool"));
  const CommandResult useless = run_primebench(
      {"--mode", "threaded", "--prime", "17", "--chunk", "2", "--no-store"}, directory.path());
  CHECK(useless.status == 0);
  CHECK(useless.err.find("--chunk is not used: threaded has no chunks") != std::string::npos);
}

TEST_CASE("data for which there is no memory is refused before anything starts, with the limit") {
  if (!available_memory())
    return;
  const TempDir directory;
  for (const char* mode : {"sequential", "threaded", "thread-pool", "multiprocessing",
                           "multiprocessing-pool", "process-pool-executor"}) {
    CAPTURE(mode);
    const CommandResult run = run_primebench(
        {"--mode", mode, "--payload", "1TiB", "--runs", "2", "-o", "r.csv"}, directory.path());
    CHECK(run.status == 1);
    CHECK(run.err.find("--payload 1TiB for 2 tasks of " + std::string(mode) + " takes up to ") !=
          std::string::npos);
    CHECK(run.err.find(available_memory()->name) != std::string::npos);
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(directory / "r.csv"));
  }
}

TEST_CASE("a payload that is no size is a usage error that shows sizes") {
  const CommandResult run = run_primebench({"--payload", "1.5MiB", "--no-store"}, ".");
  CHECK(run.status == 2);
  CHECK(run.err.find("--payload takes a size such as 100, 4KiB, 64kB or 1MiB") !=
        std::string::npos);
}

}  // namespace primebench
