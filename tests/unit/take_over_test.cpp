#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "core/log.hpp"
#include "results/reader.hpp"
#include "results/store.hpp"
#include "support/captured_stderr.hpp"
#include "support/not_run.hpp"
#include "support/older_store.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

using test::older_header;
using test::older_line;
using test::sample_row;
using test::TempDir;

const std::vector<std::string> kMissing = {"compiler", "version"};

/// What version 0.1.0 wrote at the top of its stores.
constexpr std::string_view kFirstHeader =
    "started_at,label,mode,prime,runs,pool,io_delay_ns,io_waits,gil,kernel,repetition,is_prime,"
    "wall_ns,startup_ns,run_ns,teardown_ns,user_ns,system_ns,task_p50_ns,task_p99_ns,task_max_ns,"
    "workers,max_parallel,max_rss_bytes,voluntary_switches,involuntary_switches,cpus,cpu_model,"
    "host,os,compiler,version,status";
constexpr std::string_view kFirstRow =
    "2026-01-31T12:34:56Z,night-1,thread-pool,1000003,8,4,0,0,false,avx2,1,true,1234567,1001,"
    "1200000,33566,4000001,12000,150000,160000,170000,4,4,8388608,32,5,4,Some CPU,host,"
    "Linux 6.1 x86_64,g++ 12.2.0 Release,0.1.0,ok";

std::string older_store(const std::vector<std::string>& labels) {
  std::string text = older_header(kMissing);
  for (const std::string& label : labels)
    text += older_line(sample_row(label), kMissing);
  return text;
}

std::vector<Row> rows_in(const std::string& path) {
  std::vector<Row> rows;
  read_rows(path, {.strict = true}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

Row without_missing(const std::string& label) {
  Row row = sample_row(label);
  row.compiler = row.version = "";
  return row;
}

/// Appends "new" and returns what was said.
std::string append_to(const std::string& path) {
  const test::CapturedStderr said;
  log::set_level(log::Level::kNotice);
  ResultsStore store(path);
  store.check();
  store.append(sample_row("new"));
  log::set_level(log::Level::kWarning);
  return said.text();
}

std::string refusal(const std::string& path, bool check) {
  const test::CapturedStderr quiet;
  try {
    check ? ResultsStore(path).check() : ResultsStore(path).append(sample_row("new"));
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the first append takes an older store over and says so in one line") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, older_store({"a", "b"}));
  const std::string said = append_to(path);
  CHECK(said.find("r.csv': taken over from an older version, 2 rows\n") != std::string::npos);
  CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  CHECK(rows_in(path) ==
        std::vector<Row>{without_missing("a"), without_missing("b"), sample_row("new")});
  CHECK(test::read_file(path).starts_with(csv_header() + "\n"));
  CHECK(dir.listing() == "r.csv");
  CHECK(append_to(path).empty());
  CHECK(rows_in(path).size() == 4);
}

TEST_CASE("a store of version 0.1.0 takes new rows and loses none of its own") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, std::string(kFirstHeader) + "\n" + std::string(kFirstRow) + "\n");
  const std::vector<Row> before = rows_in(path);
  REQUIRE(before.size() == 1);
  append_to(path);
  CHECK(rows_in(path) == std::vector<Row>{before.front(), sample_row("new")});
  CHECK(test::read_file(path).starts_with(csv_header() + "\n"));
  // And one that has lost its header.
  test::write_file(path, std::string(kFirstRow) + "\n");
  append_to(path);
  CHECK(rows_in(path) == std::vector<Row>{before.front(), sample_row("new")});
}

TEST_CASE("looking whether a store can take rows changes nothing in an older one") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, older_store({"a"}));
  CHECK(refusal(path, true).empty());
  CHECK(test::read_file(path) == older_store({"a"}));
  CHECK(dir.listing() == "r.csv");
}

TEST_CASE("a store without its header is repaired and says so") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, test::sample_line("a") + test::sample_line("b").substr(0, 50));
  CHECK(append_to(path).find("its header was missing and is there again, 1 row\n") !=
        std::string::npos);
  CHECK(test::read_file(path) == test::sample_store({"a"}) + test::sample_line("b").substr(0, 50) +
                                     "\n" + test::sample_line("new"));
}

TEST_CASE("a symbolic link to an older store stays one, and permissions stay") {
  const TempDir dir;
  std::filesystem::create_directory(dir / "sub");
  const std::string path = dir / "sub/r.csv";
  const std::string link = dir / "link.csv";
  test::write_file(path, older_store({"a"}));
  REQUIRE(::symlink("sub/r.csv", link.c_str()) == 0);
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  const bool attribute = ::setxattr(path.c_str(), "user.note", "x", 1, 0) == 0;
  const bool owner = ::chown(path.c_str(), 1, 2) == 0;
  append_to(link);
  CHECK(std::filesystem::is_symlink(link));
  CHECK(rows_in(path).size() == 2);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640);
  char value = 0;
  if (attribute)
    CHECK(::getxattr(path.c_str(), "user.note", &value, 1) == 1);
  else
    test::not_run("extended attributes: this file system has none");
  if (owner)
    CHECK((status.st_uid == 1 && status.st_gid == 2));
  else
    test::not_run("the owner: only root may give files away");
}

TEST_CASE("what a killed take-over left is no obstacle and goes") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, older_store({"a"}));
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  test::write_file(dir / (".primebench-take-over-" + std::to_string(status.st_ino) + ".tmp"),
                   "started_at");
  append_to(path);
  CHECK(rows_in(path).size() == 2);
  CHECK(dir.listing() == "r.csv");
}

TEST_CASE("a header of a newer version, in another order or with unknown columns is refused") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  std::string newer = csv_header();
  newer.insert(newer.rfind(','), ",gpu");
  std::string swapped = csv_header();
  swapped.replace(swapped.find("label,mode"), 10, "mode,label");
  std::string unknown = older_store({"a"});
  unknown.replace(unknown.find("host"), 4, "node");
  for (const std::string& store : {newer + "\n", swapped + "\n" + test::sample_line("a"), unknown,
                                   std::string("mode,prime,runs,wall_ns\nx,2,1,1\n")}) {
    test::write_file(path, store);
    for (const bool check : {true, false}) {
      const std::string message = refusal(path, check);
      CHECK(message.find(store == newer + "\n"
                             ? "newer primebench, which has also 'gpu'"
                             : "is not a results store of this primebench") != std::string::npos);
    }
    CHECK(test::read_file(path) == store);
    CHECK(dir.listing() == "r.csv");
  }
}

TEST_CASE("an older writer beside a new one refuses and changes nothing") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  CHECK(test::append_as_older(path, sample_row("a"), kMissing));
  CHECK(test::append_as_older(path, sample_row("b"), kMissing));
  append_to(path);
  const std::string taken_over = test::read_file(path);
  CHECK_FALSE(test::append_as_older(path, sample_row("c"), kMissing));
  CHECK(test::read_file(path) == taken_over);
  CHECK(rows_in(path).size() == 3);
}

TEST_CASE("where no copy can be made, that is said before anything is measured") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, older_store({"a"}));
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  REQUIRE(::chmod(dir.path().c_str(), 0555) == 0);
  constexpr int kNobodyElse = 77;
  ChildProcess somebody_else = ChildProcess::fork([&] {
    // root may write to any directory.
    if (::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
      ::_exit(errno == EINVAL ? kNobodyElse : EXIT_FAILURE);
    for (const bool check : {true, false}) {
      if (refusal(path, check).find("cannot take over") == std::string::npos)
        throw Error("it was not refused");
    }
  });
  const ProcessExit exit = somebody_else.wait();
  if (WIFEXITED(exit.status) && WEXITSTATUS(exit.status) == kNobodyElse)
    test::not_run("a directory of others: root is the only user of this namespace");
  else
    CHECK(exit.clean());
  REQUIRE(::chmod(dir.path().c_str(), 0755) == 0);
  CHECK(test::read_file(path) == older_store({"a"}));
}

}  // namespace primebench
