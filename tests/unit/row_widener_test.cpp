#include "results/row_widener.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "support/captured_stderr.hpp"
#include "support/older_store.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using test::older_header;
using test::older_line;
using test::sample_row;
using test::TempDir;

const std::vector<std::string> kMissing = {"workers", "compiler", "version"};

std::string widened(const std::string& store, std::size_t piece = 0, std::size_t* rows = nullptr) {
  RowWidener widener;
  std::string out;
  piece = piece == 0 ? store.size() : piece;
  for (std::size_t at = 0; at < store.size(); at += piece)
    widener.take(std::string_view(store).substr(at, piece), out);
  widener.finish(out);
  if (rows != nullptr)
    *rows = widener.rows();
  return out;
}

std::string header() { return csv_header() + "\n"; }

/// The line of the older row with empty cells for what it lacks.
std::string wide_line(Row row) {
  row.workers.reset();
  row.compiler = row.version = "";
  return csv_line(row) + "\n";
}

}  // namespace

TEST_CASE("rows of an older store get empty cells and keep their bytes") {
  const std::string store = older_header(kMissing) + older_line(sample_row("a"), kMissing) +
                            older_line(sample_row("b"), kMissing);
  std::size_t rows = 0;
  const std::string wide = header() + wide_line(sample_row("a")) + wide_line(sample_row("b"));
  CHECK(widened(store, 0, &rows) == wide);
  CHECK(rows == 2);
  for (const std::size_t piece : {1U, 7U, 300U})
    CHECK(widened(store, piece) == wide);
}

TEST_CASE("byte order mark, CR LF and a missing last line end stay") {
  const std::string row = older_line(sample_row("a"), kMissing);
  std::string store = std::string(kByteOrderMark) + older_header(kMissing) + row;
  store.insert(store.find('\n'), "\r");
  store.insert(store.size() - 1, "\r");
  std::string wide = std::string(kByteOrderMark) + header() + wide_line(sample_row("a"));
  wide.insert(wide.find('\n'), "\r");
  wide.insert(wide.size() - 1, "\r");
  CHECK(widened(store) == wide);
  CHECK(widened(store + row.substr(0, row.size() - 1)) ==
        wide + wide_line(sample_row("a")).substr(0, wide_line(sample_row("a")).size() - 1));
}

TEST_CASE("commas and quotes inside quoted cells are no cells") {
  Row row = sample_row("a");
  row.cpu_model = R"(Example, "the" CPU)";
  row.host = R"("host")";
  row.os = R"(a,b)";
  CHECK(widened(older_header(kMissing) + older_line(row, kMissing)) == header() + wide_line(row));
}

TEST_CASE("lines that are no rows stay as they are") {
  const std::string row = older_line(sample_row("a"), kMissing);
  for (const std::string& line :
       {row.substr(0, 100) + "\n", std::string("\n"), std::string("x\n"),
        row.substr(0, row.size() - 2) + "\n", std::string(200'000, 'x') + "\n",
        std::string(1, '"') + row, std::string("a\0b\n", 4), std::string(1, ',') + row}) {
    std::size_t rows = 0;
    CHECK(widened(older_header(kMissing) + row + line + row, 5'000, &rows) ==
          header() + wide_line(sample_row("a")) + line + wide_line(sample_row("a")));
    CHECK(rows == 2);
  }
}

TEST_CASE("every row is read as before, whatever stands between, and no other becomes one") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const std::vector<std::string> other = {"host"};
  Row big = sample_row("big");
  big.os.assign(65'536 - older_line(big, kMissing).size() + 1, 'x');
  big.os.append(sample_row().os.size(), 'x');
  REQUIRE(older_line(big, kMissing).size() == 65'537);
  std::string as_wide(columns().size() - 1, ',');  // As many cells as a row has today.
  as_wide += "ok\n";
  const std::string store =
      older_header(kMissing) + older_line(sample_row("a"), kMissing) + as_wide +
      older_line(big, kMissing) + header() + test::sample_line("b") + older_header(other) +
      older_line(sample_row("c"), other) + "version,status,wall_ns,runs,prime,mode,note\n" +
      "9,ok,5,6,7,threaded,by hand\n";
  const auto read = [&](const std::string& text) {
    test::write_file(path, text);
    const test::CapturedStderr quiet;
    std::vector<Row> rows;
    read_rows(path, {}, [&](const Row& row) { rows.push_back(row); });
    return rows;
  };
  const std::vector<Row> before = read(store);
  REQUIRE(before.size() == 5);
  const std::string wide = widened(store, 4'096);
  CHECK(read(wide) == before);
  CHECK(wide.starts_with(header()));
  // What is appended is a row too, though the last header was none of ours.
  std::vector<Row> after = before;
  after.push_back(sample_row("new"));
  CHECK(read(wide + test::sample_line("new")) == after);
}

TEST_CASE("a store that has lost its header gets it again") {
  const std::string rows = test::sample_line("a") + test::sample_line("b");
  CHECK(widened(rows) == header() + rows);
  CHECK(widened(std::string("\n\n") + rows) == header() + rows);
  // An older version's rows, which lack the last columns.
  const std::vector<std::string> last = {std::string(columns()[columns().size() - 2].name)};
  std::string wide = test::sample_line("a");
  const std::size_t status = wide.rfind(",ok");
  wide.erase(wide.rfind(',', status - 1) + 1, status - wide.rfind(',', status - 1) - 1);
  CHECK(widened(older_line(sample_row("a"), last)) == header() + wide);
}

}  // namespace primebench
