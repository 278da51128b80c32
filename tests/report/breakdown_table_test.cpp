#include "report/breakdown_table.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "core/utf8.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using test::kMs;
using test::make_pool_row;
using test::make_row;

Row spent(Row row, std::uint64_t user, std::uint64_t system) {
  row.user_ns = user * kMs;
  row.system_ns = system * kMs;
  return row;
}

std::string text_of(const std::vector<Row>& rows, std::size_t columns = 80) {
  return breakdown_text(make_report(test::grouped(rows, report_metrics()), "sequential"), columns);
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the table says what share of the CPUs' time went where") {
  const std::string text =
      text_of({spent(make_row("sequential", 100), 90, 0), spent(make_row("threaded", 60), 95, 10)});
  CHECK(contains(text, "mode          total      own overhead   system     idle\n"));
  CHECK(contains(text, "sequential   200 ms   45.0 %    0.0 %    0.0 %   55.0 %\n"));
  CHECK(contains(text, "threaded     120 ms   75.0 %    4.2 %    8.3 %   12.5 %\n"));
}

TEST_CASE("waiting has a column where tasks wait, and pools are named where they differ") {
  std::vector<Row> rows = {make_row("sequential", 100), make_pool_row("thread-pool", 60, 2),
                           make_pool_row("thread-pool", 40, 4)};
  for (Row& row : rows) {
    row.io_delay_ns = kMs;
    row.io_waits = 4;
  }
  const std::string text = text_of(rows);
  CHECK(contains(text, "system  waiting     idle\n"));
  CHECK(contains(text, "\nthread-pool pool=4 "));
}

TEST_CASE("what is not known is left out of the table, with the reason below it") {
  const std::string text = text_of({make_row("threaded", 60), make_row("asyncio", 60)});
  CHECK(text ==
        "\nLeft out: threaded and asyncio; sequential was not measured with the same work.\n");
}

TEST_CASE("below several works a note says which of them it is about") {
  std::vector<Row> rows;
  for (const char* label : {"a", "b"}) {
    for (Row row :
         {spent(make_row("sequential", 10), 9, 0), spent(make_row("threaded", 10), 60, 0)}) {
      row.label = label;
      rows.push_back(row);
    }
  }
  CHECK(contains(text_of(rows, 200), "for a moment: threaded (label=a) and threaded (label=b).\n"));
}

TEST_CASE("no line of the table is wider than its columns, however long the names") {
  std::vector<Row> rows;
  for (const char* label : {"a", "b"}) {
    for (const char* mode : {"sequential", "process-pool-executor"}) {
      rows.push_back(make_pool_row(mode, 50, 4));
      rows.back().label = std::string(30, 'x') + label;
      rows.back().io_delay_ns = kMs;
      rows.back().io_waits = 4;
    }
  }
  for (const std::size_t columns : {60U, 80U, 120U}) {
    std::istringstream lines(text_of(rows, columns));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(columns_of(line) <= columns);
    }
  }
}

}  // namespace primebench
