#include "results/store_header.hpp"

#include <doctest/doctest.h>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "results/store.hpp"
#include "support/captured_stderr.hpp"
#include "support/command.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

/// The header that a version without the compiler and all columns behind it would write.
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

TEST_CASE("a foreign first line is shown beside the header that was expected") {
  const std::string text = describe_other_header("data.csv", "name;age\r\nx;1\r\n");
  CHECK(text.find("'data.csv' is not a results store") == 0);
  CHECK(text.find("'name;age'") != std::string::npos);
  CHECK(text.find(csv_header() + "'") != std::string::npos);
}

TEST_CASE("what is shown of a binary file is harmless and short") {
  const std::string text =
      describe_other_header("a.png", "\x89PNG\r" + std::string(100'000, '\x1b'));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.size() < 8'000);
}

TEST_CASE("a store of a newer version is named as such") {
  std::string newer = csv_header();
  newer.insert(newer.rfind(','), ",gpu,gpu_ns");
  const std::string text = describe_other_header("n.csv", newer + "\n");
  CHECK(text.find("newer primebench") != std::string::npos);
  CHECK(text.find("'gpu,gpu_ns'") != std::string::npos);
}

TEST_CASE("an older store is refused with a command that converts it without loss") {
  const test::TempDir dir;
  const std::string path = dir / "it's old.csv";
  std::string old = kOlderHeader + "\n";
  for (const char* label : {"one", "two"}) {
    const std::string line = test::sample_line(label);
    old += line.substr(0, line.find(",g++")) + ",ok\n";
  }
  test::write_file(path, old);

  std::string message;
  try {
    const test::CapturedStderr quiet;
    ResultsStore(path).append(test::sample_row("three"));
  } catch (const std::exception& error) {
    message = error.what();
  }
  CHECK(test::read_file(path) == old);
  CHECK(message.find("older primebench, which had no column compiler,version,invocation") !=
        std::string::npos);
  CHECK(test::labels_in(path, true) == std::vector<std::string>{"one", "two"});

  const std::string command = message.substr(message.rfind("\n  ") + 3);
  const test::CommandResult converted = test::run_shell(command, dir.path());
  REQUIRE_MESSAGE(converted.status == 0, converted.err);
  ResultsStore(path).append(test::sample_row("three"));
  std::size_t rows = 0;
  read_rows(path, {.strict = true}, [&](const Row& row) {
    Row expected = test::sample_row(row.label);
    const bool old_row = ++rows < 3;
    bool later = false;  // Of the columns that the older version did not have.
    for (const Column& column : columns()) {
      later = later || column.name == "compiler";
      if (old_row && later && column.name != "status")
        REQUIRE(set_cell(expected, column, ""));
    }
    CHECK(row == expected);
  });
  CHECK(rows == 3);
  CHECK(test::read_file(path + ".bak") == old);
}

}  // namespace primebench
