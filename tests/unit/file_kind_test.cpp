// Files of other programs: each is named, by whoever was to read or append to it, on one line
// that says what to do.

#include "results/file_kind.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "results/reader.hpp"
#include "results/store.hpp"
#include "results/trace_format.hpp"
#include "results/trace_reader.hpp"
#include "support/captured_stderr.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::sample_line;
using test::sample_row;
using test::sample_store;
using test::TempDir;

namespace {

template <typename Action>
std::string error_of(const Action& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

std::string case_file(const std::string& name) {
  return test::read_file(std::filesystem::path(PRIMEBENCH_SOURCE_DIR) / "tests/data" / name);
}

std::string without(std::string text, const std::string& part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
    text.erase(at, part.size());
  return text;
}

std::string with(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

/// A file and what is said of it: "" where it can be used so.
struct Foreign {
  std::string content;
  std::string as_store;
  std::string on_append;
  std::string as_trace;
};

void check(const Foreign& foreign) {
  const TempDir directory;
  const std::string path = directory / "x.csv";
  test::write_file(path, foreign.content);
  const auto expect = [&](const std::string& said, const std::string& expected) {
    if (expected.empty())
      CHECK(said == "no error");
    else
      CHECK(without(without(said, path), "''") == expected);
    CHECK(said.find('\n') == std::string::npos);
  };
  expect(error_of([&] { read_rows(path, {}, [](const Row&) {}); }), foreign.as_store);
  expect(error_of([&] { read_trace(path, [](const TaskTrace&, std::span<const TaskPause>) {}); }),
         foreign.as_trace);
  const test::CapturedStderr row_that_is_shown;
  expect(error_of([&] { ResultsStore(path).check(); }), foreign.on_append);
  expect(error_of([&] { ResultsStore(path).append(sample_row("b")); }), foreign.on_append);
  if (!foreign.on_append.empty())
    CHECK(test::read_file(path) == foreign.content);
}

/// Of a file that is not what was wanted, whatever that was.
void check_all(const std::string& content, const std::string& what,
               const std::string& remedy = "") {
  CAPTURE(what);
  const std::string advice = remedy.empty() ? "give the CSV file that primebench wrote" : remedy;
  check({content, " is not a results store: it " + what + "; " + advice,
         " is not a results store of this primebench: it " + what + "; " +
             (remedy.empty() ? "" : remedy + ", or ") + "use another --output",
         " is not a trace: it " + what + "; " + advice});
}

}  // namespace

TEST_CASE("a store that another program has saved in its way") {
  check_all(case_file("tabs.csv"), "is separated by tabs", "save it with commas");
  check_all(case_file("utf16.csv"), "is UTF-16", "save it as UTF-8");
  check_all(case_file("utf16.csv").substr(2), "is UTF-16", "save it as UTF-8");
  check_all(case_file("cr-only.csv"), "has lines that end in CR alone", "save it with LF or CR LF");
  check_all(with(sample_store({"a"}), ',', ';'), "is separated by ';'", "save it with commas");
  check_all("sep=,\n" + sample_store({"a"}), "begins with a line for Excel",
            "remove the line that begins with sep=");
  check_all("\xEF\xBB\xBFsep=;\r\n" + with(sample_store({"a"}), ',', ';'),
            "begins with a line for Excel", "remove the line that begins with sep=");
}

TEST_CASE("files that never were measurements") {
  check_all("\x89PNG\r\n\x1a\n" + std::string(100, '\0'), "is a PNG picture");
  check_all("%PDF-1.5\n", "is a PDF");
  check_all("\x1f\x8b\x08" + std::string(30, '\0'), "is compressed with gzip",
            "unpack it with gunzip");
  check_all("\x28\xb5\x2f\xfd" + std::string(30, 'x'), "is compressed with Zstandard",
            "unpack it with unzstd");
  check_all("PK\x03\x04" + std::string(30, '\0'), "is a ZIP archive or a spreadsheet",
            "save the sheet as CSV");
  check_all("SQLite format 3" + std::string(30, '\0'), "is an SQLite database",
            "export the table as CSV");
  check_all("{\"version\": 1}\n", "is JSON");
  check_all("\n [1, 2]\n", "is JSON");
  check_all("<!DOCTYPE html>\n<html>", "is an HTML page");
  check_all("  <HTML lang=en>", "is an HTML page");
  check_all("<?xml version=\"1.0\"?>", "is XML, as SVG pictures are");
  check_all("text\x01\x02more", "is not text");
  check_all(std::string("mode,n,median_ns,\n"), "is what primebench report has summed up",
            "give the results store itself");
}

TEST_CASE("a file of NULs can be appended to, since a crash leaves such a one, but not read") {
  const std::string what =
      "it holds nothing but NUL bytes, as a crash may leave it; restore it from a copy";
  check({std::string(3000, '\0'), " is not a results store: " + what, "",
         " is not a trace: " + what});
}

TEST_CASE("a trace is no store, and a store no trace") {
  const std::string trace = std::string(kTraceHeader) + "\n0,1,5,9\n";
  const std::string no_store =
      " is not a results store: it is a trace; draw it with primebench plot --kind timeline";
  const std::string no_append =
      " is not a results store of this primebench: it is a trace; use another --output";
  check({trace, no_store, no_append, ""});
  check({"\xEF\xBB\xBF" + trace, no_store, no_append, ""});
  check({case_file("two-traces.csv"), no_store, no_append,
         ", line 10: another trace begins; give one at a time"});
  check({case_file("semicolon-trace.csv"),
         " is not a results store: it is separated by ';'; save it with commas", no_append,
         " is not a trace: it is separated by ';'; save it with commas"});
  check({sample_store({"a"}), "", "",
         " is not a trace: it is a results store; draw it without --kind timeline"});
  check({std::string(kTraceHeader) + "\n0,1,1.000,9\n", no_store, no_append,
         ", line 2: start_ns is '1.000', not a number; it has thousands separators: save numbers "
         "without them"});
}

TEST_CASE("what can be read, but not appended to") {
  std::string indexed = sample_store({"a"});
  indexed.insert(indexed.find('\n') + 1, "0,");
  check({"," + indexed, "",
         " is not a results store of this primebench: it has an index column in front, as pandas "
         "writes it; write it with index=False, or use another --output",
         " is not a trace: it is a results store; draw it without --kind timeline"});
  std::string swapped = sample_store({"a"});
  swapped.replace(swapped.find("label,mode"), 10, "mode,label");
  CHECK(error_of([&] { throw std::runtime_error(describe_other_header("r.csv", swapped)); }) ==
        "'r.csv' is not a results store of this primebench: its columns are others, or in another "
        "order; it can be read, but not appended to: use another --output");
}

TEST_CASE("rows without a header are told how to get one") {
  check({sample_line("a"),
         " is not a results store: it has rows but no header; append to it with primebench, which "
         "writes one",
         "", " is not a trace: it is a results store; draw it without --kind timeline"});
}

TEST_CASE("what no program is known for is shown by its first line") {
  check({"n\xc3\xa4me,age\nx,1\n", " is not a results store: line 1 has no column mode",
         " is not a results store of this primebench: its first line is 'n\xc3\xa4me,age'; use "
         "another --output",
         " is not a trace: its first line has no column task; primebench --trace FILE writes one"});
  const std::string text =
      describe_other_header("a.png", "\x89PNX\r" + std::string(100'000, '\x1b'));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.size() < 200);
}

TEST_CASE("a store of a newer version is named as such") {
  std::string newer = csv_header();
  newer.insert(newer.rfind(','), ",gpu,gpu_ns");
  CHECK(describe_other_header("n.csv", newer + "\r\n") ==
        "'n.csv' was written by a newer primebench, which has also 'gpu,gpu_ns'; use another "
        "--output");
}

TEST_CASE("what one program has done to every row is told once") {
  const auto warnings_of = [](const std::string& name) {
    const TempDir directory;
    test::write_file(directory / "x.csv", case_file(name));
    const test::CapturedStderr said;
    const ReadSummary summary = read_rows(directory / "x.csv", {}, [](const Row&) {});
    CHECK(summary.rows == 0);
    CHECK(summary.skipped == 7);
    return without(said.text(), directory.path().string() + "/");
  };
  CHECK(warnings_of("pandas.csv") ==
        "primebench: warning: x.csv:2: gil is 'False', not true, false or empty; pandas has "
        "changed it: read the file with dtype=str, keep_default_na=False; skipped\n"
        "primebench: warning: x.csv: skipped 6 more unusable lines\n");
  CHECK(warnings_of("thousands.csv") ==
        "primebench: warning: x.csv:2: wall_ns is '915,195', not a whole number below 2^64; it "
        "has thousands separators: save numbers without them; skipped\n"
        "primebench: warning: x.csv: skipped 6 more unusable lines\n");
}

TEST_CASE("who has changed a number or a truth value") {
  for (const char* cell : {"1.234E+15", "8,34238E+14", "TRUE", "FALSCH"})
    CHECK(who_changed(cell).starts_with("a spreadsheet has changed it"));
  for (const char* cell : {"True", "False", "64.0"})
    CHECK(who_changed(cell).starts_with("pandas has changed it"));
  for (const char* cell : {"1,000", "12.345.678", "915'195", "100 000 000"})
    CHECK(who_changed(cell).starts_with("it has thousands separators"));
  for (const char* cell : {"", "x", "1,00", "1234,567", "1,000x", "1,,000", "-1", "true", "1.5",
                           "1.234,567", ",123", "1,0000"})
    CHECK_MESSAGE((who_changed(cell).empty() || std::string(cell) == "1.234,567"), cell);
}

TEST_CASE("a pipe is named as a file is") {
  // The beginning is kept, since a pipe cannot be read twice.
  CHECK(described(*foreign_file(case_file("tabs.csv").substr(0, kKindProbeSize), Wanted::kStore)) ==
        "it is separated by tabs; save it with commas");
  CHECK_FALSE(foreign_file("", Wanted::kStore).has_value());
  CHECK_FALSE(foreign_file("a,b\n", Wanted::kTrace).has_value());
}

TEST_CASE("a path with letters beyond ASCII is shown whole") {
  const TempDir directory;
  const std::string path =
      directory / (std::string(100, 'x') + "\xc3\xbc-\xe6\x97\xa5-\xf0\x9f\x9a\x80.csv");
  test::write_file(path, "a,b\n");
  CHECK(error_of([&] { read_rows(path, {}, [](const Row&) {}); }) ==
        path + " is not a results store: line 1 has no column mode");
  CHECK(error_of([&] {
          read_trace(path, [](const TaskTrace&, std::span<const TaskPause>) {});
        }).starts_with("'" + path + "' is not a trace"));
  CHECK(error_of([&] { ResultsStore(path).check(); }).starts_with("'" + path + "' is not a"));
}

}  // namespace primebench
