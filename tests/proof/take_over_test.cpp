// An older store is taken over whole or not at all: killed and failing at every system
// call, killed at random, with eight writers at once and an older version's beside them.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <vector>

#include "proof/store_census.hpp"
#include "results/reader.hpp"
#include "results/store.hpp"
#include "support/captured_stderr.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/older_store.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kMissing = {"compiler", "version"};

/// A store of `rows` rows, old-1, old-2, …, and lines that are none among them.
std::string older_store(std::size_t rows) {
  std::string text = older_header(kMissing);
  for (std::size_t i = 1; i <= rows; ++i) {
    text += older_line(numbered_row(fmt::format("old-{}", i)), kMissing);
    if (i % 100 == 50)
      text += "2026-01-31T12:34:56Z,torn,thr\n";
  }
  return text;
}

struct Rows {
  std::map<std::string, std::size_t> labels;
  std::size_t damaged = 0;  ///< Not what was written, by whichever version.
  bool readable = true;
};

Rows read_store(const std::string& path) {
  Rows rows;
  const CapturedStderr quiet;
  try {
    read_rows(path, {}, [&](const Row& row) {
      ++rows.labels[row.label];
      Row written = numbered_row(row.label);
      if (row.label.starts_with("old"))
        written.compiler = written.version = "";
      rows.damaged += row == written ? 0 : 1;
    });
  } catch (const std::exception&) {
    rows.readable = false;
  }
  return rows;
}

struct Totals {
  std::size_t runs = 0;
  std::size_t taken_over = 0;
  std::size_t lost = 0;
  std::size_t twice = 0;
  std::size_t damaged = 0;
  std::size_t mixtures = 0;  ///< Neither the old bytes nor a whole new store.
  std::size_t refused = 0;   ///< The next writer failed.
};

/// Judges what is left of `old`, of `count` rows, after a run that appended new-1 if
/// `stored`; the next writer must get along with it.
void judge(const TempDir& dir, const std::string& old, std::size_t count, bool stored,
           Totals& totals) {
  const std::string store = dir / "r.csv";
  const std::string left = read_file(store);
  const bool taken_over = left.starts_with(csv_header() + "\n");
  totals.taken_over += taken_over ? 1 : 0;
  totals.mixtures += left == old || (taken_over && read_store(store).readable) ? 0 : 1;
  const CommandResult next = run_command({PRIMEBENCH_APPEND_ROWS, store, "next", "1"}, dir.path());
  totals.refused += next.status == 0 ? 0 : 1;
  CHECK_MESSAGE(next.status == 0, next.err);
  Rows rows = read_store(store);
  std::size_t lost = rows.labels.contains("next-1") ? 0 : 1;
  lost += stored && !rows.labels.contains("new-1") ? 1 : 0;
  for (std::size_t i = 1; i <= count; ++i)
    lost += rows.labels.contains(fmt::format("old-{}", i)) ? 0 : 1;
  for (const auto& [label, times] : rows.labels)
    totals.twice += times - 1;
  totals.lost += lost;
  totals.damaged += rows.damaged;
  CHECK(lost == 0);
  CHECK(rows.damaged == 0);
  ++totals.runs;
}

void report(const std::string& what, const Totals& totals) {
  MESSAGE(what, ": ", totals.runs, " runs, ", totals.taken_over, " left the new store, ",
          totals.lost, " rows lost, ", totals.twice, " twice, ", totals.damaged, " damaged, ",
          totals.mixtures, " mixtures, ", totals.refused, " next writers refused");
  CHECK(totals.lost == 0);
  CHECK(totals.twice == 0);
  CHECK(totals.damaged == 0);
  CHECK(totals.mixtures == 0);
  CHECK(totals.refused == 0);
}

struct Fault {
  std::string calls;   ///< As strace names them; '?': not on every architecture.
  std::string effect;  ///< As strace writes it.
};

const std::vector<Fault> kFaults = {
    {"openat", "error=EMFILE"},
    {"openat", "error=EACCES"},
    {"?fstat,newfstatat", "error=EIO"},
    {"flock", "error=ENOLCK"},
    {"flock", "error=EWOULDBLOCK"},
    {"pread64", "error=EIO"},
    {"pread64", "retval=0"},
    {"write", "error=ENOSPC"},
    {"write", "error=EIO"},
    {"fsync", "error=EIO"},
    {"fdatasync", "error=EIO"},
    {"?rename,renameat2", "error=EINVAL"},
    {"?rename,renameat2", "error=EIO"},
    {"?rename,renameat2", "error=ENOENT"},
    {"?unlink,unlinkat", "error=EACCES"},
    {"?chown,fchown", "error=EPERM"},
    {"?chmod,fchmod", "error=EPERM"},
    {"flistxattr", "error=ENOTSUP"},
    {"close", "error=EIO"},
    {"?readlink,readlinkat", "error=EACCES"},
};

const std::vector<std::string> kKillable = {"openat",
                                            "?fstat,newfstatat",
                                            "flock",
                                            "pread64",
                                            "write",
                                            "fsync",
                                            "fdatasync",
                                            "close",
                                            "?rename,renameat2",
                                            "flistxattr",
                                            "?unlink,unlinkat",
                                            "?chown,fchown",
                                            "?readlink,readlinkat"};

/// Runs an append to an older store under strace; false if nothing was injected.
bool run_with(const std::string& inject, const TempDir& dir, const std::string& old,
              std::size_t count, Totals& totals) {
  for (const std::string& file : {std::string("r.csv"), std::string("log")})
    fs::remove(dir / file);
  write_file(dir / "r.csv", old);
  // A lock that is never free, or a read that always fails, is given up soon.
  const CommandResult result =
      run_command({"strace", "-f", "-o", dir / "log", "-e", inject, PRIMEBENCH_APPEND_ROWS,
                   dir / "r.csv", "new", "1", "0", "10000000", "300"},
                  dir.path());
  const std::string log = read_file(dir / "log");
  if (log.find("(INJECTED)") == std::string::npos && log.find("SIGKILL") == std::string::npos)
    return false;
  CAPTURE(inject);
  CAPTURE(result.err);
  judge(dir, old, count, result.out == "new-1\n", totals);
  return true;
}

bool can_inject(const TempDir& dir) {
  if (not_run_with_sanitizers("fault injection"))
    return false;
  if (run_command({"strace", "-o", "/dev/null", "true"}, dir.path()).status == 0)
    return true;
  not_run("fault injection: strace is missing or not permitted");
  return false;
}

}  // namespace

TEST_CASE("a kill at any system call of a take-over leaves the old store or the new one") {
  const TempDir dir;
  if (!can_inject(dir))
    return;
  const std::string old = older_store(200);
  Totals totals;
  for (const std::string& call : kKillable) {
    for (int k = 1;
         run_with(fmt::format("inject={}:signal=KILL:when={}", call, k), dir, old, 200, totals);
         ++k) {
    }
  }
  report("kills", totals);
  CHECK(totals.runs > 40);
}

TEST_CASE("whichever system call of a take-over fails, no row is lost and none is damaged") {
  const TempDir dir;
  if (!can_inject(dir))
    return;
  const std::string old = older_store(200);
  Totals totals;
  for (const Fault& fault : kFaults) {
    for (const char* from_then_on : {"", "+"}) {
      for (int k = 1; run_with(
               fmt::format("inject={}:{}:when={}{}", fault.calls, fault.effect, k, from_then_on),
               dir, old, 200, totals);
           ++k) {
      }
    }
  }
  report("faults", totals);
  CHECK(totals.runs > 150);
}

TEST_CASE("400 kills during take-overs leave the old store or the new one") {
  if (not_run_with_sanitizers("kills"))
    return;
  constexpr std::size_t kKills = 400;
  constexpr std::size_t kRows = 5'000;
  const TempDir dir;
  const std::string store = dir / "r.csv";
  const std::string old = older_store(kRows);
  std::mt19937 random(20260131);
  Totals totals;
  std::size_t too_late = 0;
  const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  while (totals.runs < kKills) {
    fs::remove(dir / "stored");
    fs::remove(store);
    write_file(store, old);
    const Fd out(::open((dir / "stored").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    ChildProcess writer = ChildProcess::execute({PRIMEBENCH_APPEND_ROWS, store, "new", "1"},
                                                null.get(), out.get(), null.get());
    ::usleep(static_cast<useconds_t>(random() % 25'000));
    if (writer.try_wait()) {
      ++too_late;
      continue;
    }
    writer.kill_and_reap();
    judge(dir, old, kRows, read_file(dir / "stored") == "new-1\n", totals);
  }
  report(fmt::format("{} writers that ended before", too_late), totals);
}

TEST_CASE("eight writers and two of an older version take a store over once, 60 times") {
  if (not_run_with_sanitizers("many writers"))
    return;
  constexpr int kTrials = 60;
  constexpr int kWriters = 8;
  constexpr int kRows = 3;
  const TempDir dir;
  const std::string store = dir / "r.csv";
  Totals totals;
  std::size_t by_older = 0;
  std::size_t acknowledged = 0;
  std::size_t failed = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    for (const char* file : {"r.csv", "stored"})
      fs::remove(dir / file);
    write_file(store, older_store(500));
    const Fd out(::open((dir / "stored").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    Pipe start = make_pipe();
    const auto acknowledge = [&](const std::string& label) {
      write_all(out.get(), label + "\n", "stored");
    };
    std::vector<ChildProcess> writers;
    for (int writer = 0; writer < kWriters + 2; ++writer) {
      writers.push_back(ChildProcess::fork([&] {
        start.write_end.reset();
        char go = 0;
        read_full(start.read_end.get(), &go, 1, "the start");  // Ends when it is closed.
        const bool older = writer >= kWriters;
        for (int i = 1; i <= (older ? 1'000 : kRows); ++i) {
          const std::string label = fmt::format("{}-w{}-{}", older ? "old" : "new", writer, i);
          if (!older)
            ResultsStore(store).append(numbered_row(label));
          else if (!append_as_older(store, numbered_row(label), kMissing))
            return;  // Refused, as it must be from now on.
          acknowledge(label);
        }
      }));
    }
    start.write_end.reset();
    for (ChildProcess& writer : writers)
      failed += writer.wait().clean() ? 0 : 1;
    const Rows rows = read_store(store);
    std::vector<std::string> labels;
    std::ifstream stream(dir / "stored");
    for (std::string label; std::getline(stream, label);) {
      by_older += label.starts_with("old") ? 1 : 0;
      labels.push_back(label);
    }
    acknowledged += labels.size();
    for (int i = 1; i <= 500; ++i)
      labels.push_back(fmt::format("old-{}", i));
    for (const std::string& label : labels)
      totals.lost += rows.labels.contains(label) ? 0 : 1;
    for (const auto& [label, times] : rows.labels)
      totals.twice += times - 1;
    totals.damaged += rows.damaged;
    totals.mixtures += read_file(store).starts_with(csv_header() + "\n") && rows.readable ? 0 : 1;
    totals.taken_over += 1;
    ++totals.runs;
    CHECK(dir.listing() == "r.csv stored");
  }
  report(
      fmt::format("{} rows acknowledged, {} of them by the older version", acknowledged, by_older),
      totals);
  CHECK(failed == 0);
  CHECK(acknowledged >= kTrials * kWriters * kRows);
}

}  // namespace primebench::test
