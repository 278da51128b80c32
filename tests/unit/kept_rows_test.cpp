#include "results/kept_rows.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.hpp"
#include "results/store_header.hpp"
#include "support/older_store.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

using test::TempDir;

std::string in_utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  return wide;
}

std::string replaced(const std::string& text, char from, const std::string& to) {
  std::string result;
  for (const char c : text) {
    if (c == from)
      result.append(to);
    else
      result.push_back(c);
  }
  return result;
}

}  // namespace

TEST_CASE("a file with rows is known, whoever wrote or saved it") {
  const std::string store = test::sample_store({"a"});
  const std::string trace = "task,worker,start_ns,end_ns\n0,0,1,2\n";
  const std::string mark(kByteOrderMark);
  std::string newer = store;
  newer.replace(newer.find("version"), 7, "versions");
  for (const std::string& rows :
       {store, newer, test::older_header({"host", "os"}), mark + store,
        std::string("\n\r\n") + store, test::sample_line("a"), csv_header(),
        replaced(store, ',', ";"), replaced(store, ',', "\t"), replaced(store, '\n', "\r\n"),
        replaced(store, '\n', "\r"), in_utf16(store), std::string(1, ',') + store,
        fmt::format("\"{}\"\n", replaced(csv_header(), ',', "\",\""))})
    CHECK(measurements_in(rows) == Measurements::kStore);
  for (const std::string& rows :
       {trace, mark + trace, replaced(trace, ',', ";"), replaced(trace, '\n', "\r\n"),
        "start_ns,end_ns,task,worker\n" + trace})
    CHECK(measurements_in(rows) == Measurements::kTrace);
  for (const std::string& other :
       {std::string(), std::string("\x89PNG\r\n\x1a\n\0\0", 10),
        std::string("<?xml version=\"1.0\"?>\n"), std::string("mode,runs,status\n"),
        std::string("configuration,n,median_ms\n"),
        std::string("a text about mode, runs and status\n"), std::string("\n\n")})
    CHECK(measurements_in(other) == Measurements::kNone);
}

TEST_CASE("a file that holds rows, or is about to, is not replaced, whenever it came there") {
  const TempDir dir;
  const std::string path = dir / "out";
  const std::string store = test::sample_store({"a"});
  const auto write = [](const AtomicFile& file) { write_all(file.fd(), "picture", "it"); };

  test::write_file(path, store);
  CHECK_THROWS_WITH_AS(AtomicFile(path, keep_measurements(path)),
                       doctest::Contains("which is a results store; use another --output"), Error);
  {  // It comes while the picture is drawn.
    std::filesystem::remove(path);
    AtomicFile file(path, keep_measurements(path));
    write(file);
    test::write_file(path, store);
    CHECK_THROWS_AS(file.commit(), Error);
  }
  CHECK(test::read_file(path) == store);
  {  // It is empty, and its first row is about to be written.
    test::write_file(path, "");
    AtomicFile file(path, keep_measurements(path));
    write(file);
    const Fd writer(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(::flock(writer.get(), LOCK_EX) == 0);
    CHECK_THROWS_WITH_AS(file.commit(), doctest::Contains("another program is writing to it"),
                         Error);
    CHECK(test::read_file(path).empty());
  }
  CHECK(dir.listing() == "out");
  {
    AtomicFile file(path, keep_measurements(path));
    write(file);
    file.commit();
  }
  CHECK(test::read_file(path) == "picture");
  CHECK(dir.listing() == "out");
}

TEST_CASE("an output that is the input is refused whatever it holds") {
  const TempDir dir;
  const std::string path = dir / "in";
  test::write_file(path, "anything");
  std::filesystem::create_hard_link(path, dir / "hard");
  std::filesystem::create_symlink("in", dir / "soft");
  for (const char* name : {"in", "./in", "hard", "soft"}) {
    CHECK_THROWS_WITH_AS(refuse_to_replace_rows(dir / name, path),
                         doctest::Contains("which is the input"), Error);
  }
  CHECK_NOTHROW(refuse_to_replace_rows(dir / "new", path));
  CHECK_NOTHROW(refuse_to_replace_rows(path, dir / "other"));
}

}  // namespace primebench
