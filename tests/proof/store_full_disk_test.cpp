// No room left: the store keeps what it has, and works again when there is room.

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proof/store_census.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {
namespace {

/// A tmpfs of 16 KiB on `directory` as long as one exists.
class SmallDisk {
 public:
  explicit SmallDisk(std::string directory) : directory_(std::move(directory)) {
    mounted_ = ::mount("none", directory_.c_str(), "tmpfs", 0, "size=16k") == 0;
  }
  ~SmallDisk() {
    if (mounted_)
      ::umount2(directory_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  explicit operator bool() const { return mounted_; }

 private:
  std::string directory_;
  bool mounted_ = false;
};

std::string append(const std::string& label, int count) {
  return fmt::format("'{}' r.csv {} {}", PRIMEBENCH_APPEND_ROWS, label, count);
}

}  // namespace

TEST_CASE("a full disk costs only the row that did not fit") {
  const TempDir dir;
  const SmallDisk disk(dir.path());
  if (!disk)
    return not_run("a full disk: mounting a tmpfs needs root");
  const CommandResult filled = run_shell(append("a", 100), dir.path());
  CHECK(filled.status == 1);
  CHECK(filled.err.find("r.csv") != std::string::npos);
  const Census census = take_census(dir / "r.csv");
  CHECK(census.total > 20);
  CHECK(census.skipped == 0);
  CHECK(census.damaged == 0);
  CHECK(read_file(dir / "r.csv").ends_with(",ok\n"));
  // The row that did not fit stands on standard error, whole.
  const std::string next = fmt::format("a-{}", census.total + 1);
  CHECK(filled.err.find(csv_line(numbered_row(next)) + "\n") != std::string::npos);
  CHECK(filled.out.find(next) == std::string::npos);
}

TEST_CASE("a full disk leaves no empty file behind") {
  const TempDir dir;
  const SmallDisk disk(dir.path());
  if (!disk)
    return not_run("an empty file on a full disk: mounting a tmpfs needs root");
  const std::string line = fmt::format(
      "head -c 20000 /dev/zero > filler; test $(stat -c %s filler) = 16384 && {}", append("a", 1));
  const CommandResult result = run_shell(line, dir.path());
  CHECK(result.status == 1);
  CHECK(result.err.find("No space left on device") != std::string::npos);
  CHECK(dir.listing() == "filler");
}

TEST_CASE("a file size limit costs only the row that did not fit") {
  const TempDir dir;
  const CommandResult limited =
      run_shell(fmt::format("ulimit -f 1; {}", append("a", 10)), dir.path());
  CHECK(limited.status == 1);
  CHECK(limited.out == "a-1\n");
  CHECK(limited.err.find("bytes fit") != std::string::npos);
  CHECK(read_file(dir / "r.csv") == csv_header() + '\n' + csv_line(numbered_row("a-1")) + '\n');
  CHECK(run_shell(append("b", 2), dir.path()).status == 0);
  CHECK(take_census(dir / "r.csv").total == 3);
}

TEST_CASE("a torn row that cannot be cut off is closed by the next one") {
  if (not_run_with_sanitizers("a refused ftruncate"))
    return;
  const TempDir dir;
  const std::string line =
      fmt::format("strace -o /dev/null -e inject=ftruncate:error=EIO {} 0 1024", append("a", 10));
  if (run_command({"strace", "-o", "/dev/null", "true"}, dir.path()).status != 0)
    return not_run("a refused ftruncate: strace is missing or not permitted");
  const CommandResult result = run_shell(line, dir.path());
  CHECK(result.status == 1);
  CHECK(result.err.find("an incomplete line was left") != std::string::npos);
  CHECK(read_file(dir / "r.csv").size() == 1024);
  CHECK(run_shell(append("b", 1), dir.path()).status == 0);
  const Census census = take_census(dir / "r.csv");
  CHECK(census.total == 2);
  CHECK(census.skipped == 1);
  CHECK(census.damaged == 0);
}

TEST_CASE("an append-only file takes rows, an immutable or read-only one refuses them") {
  const TempDir dir;
  REQUIRE(run_shell(append("a", 1), dir.path()).status == 0);
  if (run_shell("chattr +a r.csv", dir.path()).status != 0) {
    not_run("an append-only file: chattr is missing or not permitted here");
  } else {
    CHECK(run_shell(append("b", 1), dir.path()).status == 0);
    CHECK(run_shell("chattr -a r.csv && chattr +i r.csv", dir.path()).status == 0);
    const CommandResult refused = run_shell(append("c", 1), dir.path());
    CHECK(refused.status == 1);
    CHECK(refused.err.find("cannot open 'r.csv': Operation not permitted") != std::string::npos);
    CHECK(run_shell("chattr -i r.csv", dir.path()).status == 0);
    CHECK(take_census(dir / "r.csv").total == 2);
  }
  const std::string before = read_file(dir / "r.csv");
  REQUIRE(::chmod((dir / "r.csv").c_str(), 0444) == 0);
  // root may write to it all the same, so somebody else tries.
  REQUIRE(::chmod(dir.path().c_str(), 0755) == 0);
  const std::string as_nobody = ::getuid() == 0 ? "setpriv --reuid 65534 --clear-groups " : "";
  const CommandResult refused = run_shell(as_nobody + append("d", 1), dir.path());
  CHECK(refused.status == 1);
  CHECK(refused.err.find("cannot open 'r.csv': Permission denied") != std::string::npos);
  CHECK(read_file(dir / "r.csv") == before);
}

}  // namespace primebench::test
