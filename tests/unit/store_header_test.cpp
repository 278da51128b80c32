#include "results/store_header.hpp"

#include <doctest/doctest.h>

#include "results/raw_cells.hpp"
#include "results/row.hpp"
#include "support/older_store.hpp"
#include "support/sample_row.hpp"

namespace primebench {
namespace {

/// The header that a version without the columns compiler and version would write.
const std::string kOlderHeader = csv_header().substr(0, csv_header().find(",compiler")) + ",status";

}  // namespace

TEST_CASE("only this version's header is taken for one, byte for byte") {
  const std::string header = csv_header();
  CHECK(is_current_header(header + "\n"));
  CHECK(is_current_header(header + "\r\n"));
  CHECK(is_current_header(header));
  CHECK(is_current_header("\xEF\xBB\xBF" + header + "\n2026"));
  CHECK_FALSE(is_current_header(""));
  CHECK_FALSE(is_current_header("\n" + header + "\n"));
  CHECK_FALSE(is_current_header(header + ",more\n"));
  CHECK_FALSE(is_current_header(header + "\r\r\n"));
  CHECK_FALSE(is_current_header(header.substr(0, header.size() - 1)));
  CHECK_FALSE(is_current_header("\xEF\xBB\xBF\xEF\xBB\xBF" + header + "\n"));
  CHECK_FALSE(is_current_header(kOlderHeader + "\n"));
}

TEST_CASE("as much of a file as is probed is enough to know the header") {
  const std::string file = "\xEF\xBB\xBF" + csv_header() + ",more";
  CHECK_FALSE(is_current_header(file.substr(0, header_probe_size())));
}

TEST_CASE("a header of an older version has today's columns in today's order, but not all") {
  const Layout layout = layout_of_header(kOlderHeader);
  REQUIRE(layout.size() == columns().size());
  CHECK(layout.front());
  CHECK(layout.back());
  CHECK_FALSE(layout[layout.size() - 2]);
  CHECK(layout_of_header(csv_header()) == Layout(columns().size(), true));
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string line = kOlderHeader;
    return line.replace(line.find(from), from.size(), to);
  };
  for (const std::string& line :
       {std::string(), std::string("status"), changed("label,mode", "mode,label"),
        changed(",status", ""), changed(",status", ",gpu,status"), changed("host", "hosts_name"),
        changed("label", "label,label"), changed(",status", ",status,"), changed(",", ";")}) {
    CAPTURE(line);
    CHECK(layout_of_header(line).empty());
  }
}

TEST_CASE("only columns whose cells may be empty can be missing from an older header") {
  for (const Column& column : columns()) {
    CAPTURE(column.name);
    Row row;
    const bool needed = column.name == "mode" || column.name == "prime" || column.name == "runs" ||
                        column.name == "wall_ns" || column.name == "status";
    CHECK(layout_of_header(without_line_end(test::older_header({std::string(column.name)})))
              .empty() == (needed || !set_cell(row, column, "")));
  }
}

TEST_CASE("the layout of a row without a header follows from the number of its cells") {
  const std::size_t all = columns().size();
  CHECK(layout_of_row(all) == Layout(all, true));
  Layout without_last(all, true);
  without_last[all - 2] = false;
  CHECK(layout_of_row(all - 1) == without_last);
  for (const std::size_t cells : {std::size_t{0}, std::size_t{1}, std::size_t{5}, all + 1})
    CHECK(layout_of_row(cells).empty());
}

TEST_CASE("what a store begins with decides what is done to it") {
  const auto start = [](const std::string& text) {
    return store_start(text.substr(0, start_probe_size()), text.size());
  };
  const std::string header = csv_header();
  const std::string row = test::sample_line();
  const std::string nuls(5'000, '\0');
  CHECK(start(header + "\n" + row) == StoreStart::kCurrent);
  CHECK(start(kOlderHeader + "\n" + row) == StoreStart::kOlder);
  CHECK(start("\xEF\xBB\xBF" + kOlderHeader + "\r\n") == StoreStart::kOlder);
  CHECK(start(kOlderHeader) == StoreStart::kOlder);

  CHECK(start(row) == StoreStart::kHeaderless);
  CHECK(start("\n" + row + "torn") == StoreStart::kHeaderless);
  CHECK(start(row.substr(0, row.size() - 2)) == StoreStart::kOther);
  std::string wrong = row;
  wrong.replace(wrong.find(",true,"), 6, ",maybe,");
  CHECK(start(wrong) == StoreStart::kOther);

  CHECK(start(header.substr(0, 40)) == StoreStart::kUnfinished);
  CHECK(start(header.substr(0, 40) + nuls) == StoreStart::kUnfinished);
  CHECK(start(header + nuls) == StoreStart::kUnfinished);
  CHECK(start(kOlderHeader + nuls) == StoreStart::kUnfinished);
  CHECK(start(header.substr(0, 40) + "\n") == StoreStart::kUnfinished);
  CHECK(start(nuls) == StoreStart::kUnfinished);

  CHECK(start(nuls + row) == StoreStart::kOther);
  CHECK(start("\n") == StoreStart::kOther);
  CHECK(start("s") == StoreStart::kOther);
  CHECK(start(header.substr(0, 40) + "\n" + row) == StoreStart::kOther);
  CHECK(start(std::string(start_probe_size() + 1, '\0')) == StoreStart::kOther);
}

}  // namespace primebench
