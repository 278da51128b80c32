#include "results/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "support/captured_stderr.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::labels_in;
using test::sample_line;
using test::sample_row;
using test::sample_store;
using test::TempDir;
using Labels = std::vector<std::string>;

/// What reading `content` gave.
struct Outcome {
  std::vector<Row> rows;
  ReadSummary summary;
  std::string warnings;
  std::string error;
};

Outcome read_text(std::string_view content, bool strict = false) {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  test::write_file(path, content);
  const test::CapturedStderr said;
  Outcome outcome;
  try {
    outcome.summary =
        read_rows(path, {.strict = strict}, [&](const Row& row) { outcome.rows.push_back(row); });
  } catch (const std::exception& error) {
    outcome.error = error.what();
  }
  outcome.warnings = said.text();
  return outcome;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what the store writes is read back the same") {
  const Outcome read = read_text(sample_store({"a", "b"}), true);
  CHECK(read.error.empty());
  CHECK(read.rows == std::vector<Row>{sample_row("a"), sample_row("b")});
  CHECK(read.summary.rows == 2);
  CHECK(read.summary.skipped == 0);
}

TEST_CASE("byte order mark, CR LF, blank lines, a missing last line end, quotes: all accepted") {
  const std::string plain = sample_store({"a", "b"});
  std::string crlf;
  for (const char c : plain)
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const std::string& text :
       {"\xEF\xBB\xBF" + plain, crlf, "\xEF\xBB\xBF" + crlf, plain + "\n\n", "\n\r\n" + plain,
        plain.substr(0, plain.size() - 1),
        csv_header() + "\n\n" + sample_line("a") + " \n" + sample_line("b"),
        replaced(plain, ",bench-host,", ",\"bench-host\","),
        replaced(plain, "started_at,label", "\"started_at\",\"label\"")}) {
    const Outcome read = read_text(text, true);
    CHECK(read.error.empty());
    CHECK(read.rows == std::vector<Row>{sample_row("a"), sample_row("b")});
  }
}

TEST_CASE("separators and quotes in quoted cells are part of the text") {
  Row row = sample_row();
  row.host = "a,\"b\",c";
  row.os = "\"";
  const Outcome read = read_text(csv_header() + "\n" + csv_line(row) + "\n", true);
  CHECK(read.rows == std::vector<Row>{row});
}

TEST_CASE("cells end at commas wherever those stand, and at no byte that resembles one") {
  constexpr int kMostShifted = 20;
  for (int shift = 0; shift <= kMostShifted; ++shift) {
    Row row = sample_row(std::string(static_cast<std::size_t>(shift), 'x'));
    // Beside a comma are '+' and '-'; with the highest bit, or the lowest one, it is none.
    for (const char* const text : {"-+.--+.--+.-", "\xAC\xAC\xAC\xAC\xAC\xAC\xAC\xAC\xAC", ""}) {
      row.host = text;
      row.os = std::string(text) + "+";
      const std::string line = csv_line(row);
      REQUIRE(line.find('"') == std::string::npos);
      const Outcome read = read_text(csv_header() + "\n" + line + "\n", true);
      CHECK(read.rows == std::vector<Row>{row});
    }
  }
}

TEST_CASE("columns are found by name, unknown ones ignored, missing ones left alone") {
  const Outcome read = read_text(
      "status,note,prime,wall_ns,mode,runs\n"
      "ok,\"a, b\",7,123,threaded,8\n",
      true);
  Row expected;
  expected.status = "ok";
  expected.prime = 7;
  expected.wall_ns = 123;
  expected.mode = "threaded";
  expected.runs = 8;
  CHECK(read.rows == std::vector<Row>{expected});
}

TEST_CASE("with the status elsewhere, a last row without a line end may have lost digits") {
  const Outcome read = read_text("mode,prime,runs,status,wall_ns\nx,7,8,ok,123\nx,7,8,ok,12");
  CHECK(read.summary.rows == 1);
  CHECK(contains(read.warnings, ":3: may be incomplete: it has no line end; skipped"));
}

TEST_CASE("concatenated stores are one store, also with other columns") {
  const std::string other = "mode,prime,runs,run_ns,wall_ns,status\nx,7,8,1,2,ok\n";
  const Outcome read =
      read_text(sample_store({"a"}) + sample_store({"b"}) + "\xEF\xBB\xBF" + other, true);
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[1] == sample_row("b"));
  CHECK(read.rows[2].run_ns == 1);
  CHECK(read.rows[2].wall_ns == 2);
  CHECK(read.rows[2].label.empty());
}

TEST_CASE("lines that are no rows are skipped with line and reason, or end a strict reading") {
  const std::string line = sample_line("a");
  const std::string body = line.substr(0, line.size() - 1);
  const std::size_t all = columns().size();
  const std::string one_more = fmt::format("has {} cells", all + 1);
  const std::pair<std::string, std::string> cases[] = {
      {"x", fmt::format("has 1 cell instead of {}", all)},
      {body + ",", fmt::format("{} instead of {}", one_more, all)},
      {body.substr(0, body.size() - 1), "is incomplete: status is 'o', not 'ok'"},
      {body.substr(0, body.rfind(',')), fmt::format("has {} cells instead of {}", all - 1, all)},
      {replaced(body, "bench-host", "bench\"host"), "has a quote that is not closed"},
      {replaced(body, "bench-host", "\"bench-host"), "has a quote that is not closed"},
      {replaced(body, "bench-host", "bench\rhost"), "host is 'bench\\x0dhost', not text without"},
      {replaced(body, "bench-host", std::string_view("a\0b", 3)), "has NUL or other control"},
      {replaced(body, "18446744073709551557", "18446744073709551616"),
       "prime is '18446744073709551616', not a whole number"},
      {replaced(body, "18446744073709551557", "-7"), "prime is '-7', not a whole number"},
      {replaced(body, "18446744073709551557", "1.84467440737096E+019"),
       "prime is '1.84467440737096E+019', not a whole number below 2^64 or empty; a"},
      {replaced(body, "18446744073709551557", "1,84467440737096E+19"), one_more},
      {replaced(body, ",true,", ",TRUE,"),
       "gil is 'TRUE', not true, false or empty; a spreadsheet"},
      {replaced(body, ",1234567890,", ",,"), "wall_ns is '', not a whole number below 2^64"},
      {std::string(70'000, 'y'), "has more than 65536 bytes"},
  };
  for (const auto& entry : cases) {
    const std::string& bad = entry.first;
    const std::string& reason = entry.second;
    CAPTURE(reason);
    const std::string text = sample_store({"1"}) + bad + "\n" + sample_line("2");
    const Outcome read = read_text(text);
    CHECK(read.error.empty());
    CHECK(read.rows == std::vector<Row>{sample_row("1"), sample_row("2")});
    CHECK(read.summary.skipped == 1);
    CHECK(contains(read.warnings, "r.csv:3: " + reason));
    const Outcome strict = read_text(text, true);
    CHECK(contains(strict.error, "r.csv:3: " + reason));
    CHECK(strict.rows.size() == 1);
    CHECK(strict.warnings.empty());
  }
}

TEST_CASE("the first bad lines are shown, a million of them only counted") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  std::string text = sample_store({"first"});
  for (int i = 0; i < 1'000'000; ++i)
    text += "bad\n";
  test::write_file(path, text + sample_line("last"));
  const test::CapturedStderr said;
  CHECK(labels_in(path) == Labels{"first", "last"});
  const std::string warnings = said.text();
  CHECK(std::count(warnings.begin(), warnings.end(), '\n') == 6);
  CHECK(contains(warnings, "skipped 999995 more unusable lines"));
  test::write_file(path,
                   csv_header() + "\n" + "bad\nbad\nbad\nbad\nbad\nbad\n" + sample_line("last"));
  const test::CapturedStderr of_six;
  CHECK(labels_in(path) == Labels{"last"});
  CHECK(contains(of_six.text(), "skipped 1 more unusable line\n"));
}

TEST_CASE("files that are no results store are refused with the reason") {
  const std::pair<std::string, std::string> cases[] = {
      {"a,b,c\n", "not a results store: line 1 has no column mode"},
      {"\nstatus,mode,prime,runs\n", "line 2 has no column wall_ns"},
      {"mode,prime,mode,runs,wall_ns,status\n", "line 1 has two columns mode"},
      {"mode;prime;runs;wall_ns;status\n", "it is separated by ';'; save it with commas"},
      {std::string("\x89PNG\r\n\x1a\n\0\0", 10), "it is a PNG picture"},
      {std::string(1000, '\0'), "holds nothing but NUL bytes"},
      {std::string(1'000'000, 'x'), "line 1 has more than 65536 bytes"},
      {"mode,\"prime\n", "line 1 has a quote that is not closed"},
  };
  for (const auto& entry : cases) {
    CAPTURE(entry.second);
    CHECK(contains(read_text(entry.first).error, entry.second));
  }
  for (const std::string& empty : {std::string(), std::string("\n\n"), csv_header() + "\n"})
    CHECK(read_text(empty, true).summary.rows == 0);
  CHECK_THROWS_WITH(labels_in("/no/such/file"), doctest::Contains("cannot read '/no/such/file'"));
  CHECK_THROWS(labels_in("/"));
}

}  // namespace primebench
