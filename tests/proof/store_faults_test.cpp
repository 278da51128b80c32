// Every system call of an append fails, one after the other: for k = 1, 2, … the k-th
// call of a kind, once or from then on, until a run is not hit any more. After each run
// the store is what it was, with the new row or without it, and never without it if the
// program claims success. The method is that of SQLite's I/O error tests.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <optional>
#include <sstream>
#include <vector>

#include "proof/store_census.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {
namespace {

struct Fault {
  std::string calls;   ///< As strace names them; '?': not on every architecture.
  std::string effect;  ///< As strace writes it.
};

const std::vector<Fault> kFaults = {
    {"openat", "error=EMFILE"},
    {"openat", "error=ENOENT"},
    {"write", "error=ENOSPC"},
    {"write", "error=EIO"},
    {"write", "retval=1"},

    {"flock", "error=ENOLCK"},
    {"?fstat,newfstatat", "error=EIO"},
    {"pread64", "error=EIO"},
    {"pread64", "retval=0"},
    {"ftruncate", "error=EIO"},
    {"fdatasync", "error=EIO"},
    {"fsync", "error=EIO"},
    {"close", "error=EIO"},
    {"fstatfs", "error=ENOSYS"},
    {"?unlink,unlinkat", "error=EACCES"},
    {"signalfd4", "error=EMFILE"},
    {"rt_sigprocmask", "error=EINVAL"},
    {"mmap", "error=ENOMEM"},
    {"brk", "error=ENOMEM"},
    {"?readlink,readlinkat", "error=EACCES"},
};

/// What the append finds, and how far files may grow.
struct Setting {
  std::string name;
  std::optional<std::string> before;
  std::size_t limit = 1'000'000;
};

std::vector<Setting> settings() {
  std::string store = csv_header() + '\n';
  for (const char* label : {"a-1", "a-2"})
    store += csv_line(numbered_row(label)) + '\n';
  const std::string torn = store + csv_line(numbered_row("a-3")).substr(0, 150);
  return {{"no file", std::nullopt},
          {"a store", store},
          {"a torn store", torn},
          {"a store and no room", store, store.size() + 100},
          {"no file and no room", std::nullopt, csv_header().size() + 100}};
}

struct Totals {
  std::size_t faults = 0;
  std::size_t succeeded = 0;
  std::size_t lost = 0;     ///< Exit status 0 and no new row.
  std::size_t damaged = 0;  ///< Anything that was there has changed.
};

void write_before(const Setting& setting, const std::filesystem::path& store) {
  std::filesystem::remove(store);
  if (setting.before)
    write_file(store, *setting.before);
}

/// Judges the store after a run that ended with `status`, then appends without faults.
void judge(const Setting& setting, const TempDir& dir, int status, Totals& totals) {
  const std::string store = dir / "r.csv";
  const std::string before = setting.before.value_or("");
  const std::size_t rows_before = setting.before ? 2 : 0;
  const Census census = take_census(store);
  const std::size_t added = census.rows.contains("new-1") ? census.rows.at("new-1") : 0;
  const bool kept = read_file(store).starts_with(before) && census.damaged == 0 &&
                    census.total == rows_before + added && added <= 1;
  const bool lost = status == 0 && added != 1;
  const bool repaired =
      run_command({PRIMEBENCH_APPEND_ROWS, store, "later", "1"}, dir.path()).status == 0 &&
      take_census(store).total == rows_before + added + 1;
  CHECK(kept);
  CHECK(repaired);
  CHECK_FALSE(lost);
  totals.damaged += kept && repaired ? 0 : 1;
  totals.lost += lost ? 1 : 0;
  totals.succeeded += status == 0 ? 1 : 0;
}

/// One run of append_rows with the fault; false if it was not hit.
bool run_with(const Fault& fault, const std::string& when, const Setting& setting,
              const TempDir& dir, Totals& totals) {
  const std::string store = dir / "r.csv";
  const std::string log = dir / "strace";
  write_before(setting, store);
  const CommandResult result = run_command(
      {"strace", "-o", log, "-e", "trace=" + fault.calls, "-e",
       fmt::format("inject={}:{}:when={}", fault.calls, fault.effect, when), PRIMEBENCH_APPEND_ROWS,
       store, "new", "1", "0", std::to_string(setting.limit), "300"},
      dir.path());
  if (read_file(log).find("(INJECTED)") == std::string::npos)
    return false;
  ++totals.faults;
  CAPTURE(setting.name);
  CAPTURE(fault.calls);
  CAPTURE(fault.effect);
  CAPTURE(when);
  CAPTURE(result.err);
  judge(setting, dir, result.status, totals);
  return true;
}

}  // namespace

TEST_CASE("whichever system call fails, no row is lost and none is damaged") {
  if (not_run_with_sanitizers("fault injection"))
    return;
  const TempDir dir;
  if (run_command({"strace", "-o", "/dev/null", "true"}, dir.path()).status != 0)
    return not_run("fault injection: strace is missing or not permitted");
  Totals totals;
  const std::vector<Setting> all = settings();
  for (const Setting& setting : all) {
    for (const Fault& fault : kFaults) {
      // Most calls for memory are the loader's, and the same in every setting.
      if (fault.effect == "error=ENOMEM" && &setting != &all.front())
        continue;
      for (const char* from_then_on : {"", "+"}) {
        std::size_t k = 1;
        while (run_with(fault, std::to_string(k) + from_then_on, setting, dir, totals))
          ++k;
      }
    }
  }
  MESSAGE(totals.faults, " faults injected: ", totals.succeeded, " runs succeeded all the same, ",
          totals.lost, " rows lost, ", totals.damaged, " stores damaged");
  CHECK(totals.faults > 300);
}

TEST_CASE("a row is one write, and it goes to a locked file") {
  if (not_run_with_sanitizers("the order of system calls"))
    return;
  const TempDir dir;
  const std::string log = dir / "strace";
  const CommandResult result =
      run_command({"strace", "-o", log, "-e", "trace=write,flock,fdatasync,fsync",
                   PRIMEBENCH_APPEND_ROWS, "r.csv", "new", "20", "600"},
                  dir.path());
  if (result.status != 0)
    return not_run("the order of system calls: strace is missing or not permitted");
  std::string calls;
  std::istringstream lines(read_file(log));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("write(1,") && !line.starts_with("+++"))
      calls += line.substr(0, line.find('(')) + ' ';
  }
  // Those who come after one that was killed wait for the directory in its place.
  CHECK(
      calls.starts_with("flock write fdatasync fsync "
                        "flock write flock fdatasync fsync "
                        "flock write flock fdatasync fsync "));
  CHECK(
      calls.ends_with(" fdatasync "
                      "flock write flock fdatasync "
                      "flock write flock fdatasync "));
}

TEST_CASE("a row that may not be on the disk is reported and shown, though it is in the file") {
  if (not_run_with_sanitizers("errors of fdatasync, fsync and close"))
    return;
  const TempDir dir;
  const std::string store = dir / "r.csv";
  struct Case {
    std::string call;
    std::string path;  ///< Only calls on it fail.
  };
  for (const Case& fault :
       {Case{"fdatasync", store}, Case{"close", store}, Case{"fsync", dir.path()}}) {
    CAPTURE(fault.call);
    std::filesystem::remove(store);
    const CommandResult result = run_command(
        {"timeout", "-s", "KILL", "20", "strace", "-o", dir / "strace", "-P", fault.path, "-e",
         fmt::format("inject={}:error=EIO", fault.call), PRIMEBENCH_APPEND_ROWS, store, "new", "1"},
        dir.path());
    if (read_file(dir / "strace").find("(INJECTED)") == std::string::npos)
      return not_run("errors of " + fault.call + ": strace is missing or not permitted");
    CHECK(result.status == 1);
    CHECK(result.out.empty());
    CHECK(result.err.find("the row is perhaps not stored: cannot") != std::string::npos);
    CHECK(result.err.find(csv_line(numbered_row("new-1"))) != std::string::npos);
    CHECK(take_census(store).total == 1);
  }
}

}  // namespace primebench::test
