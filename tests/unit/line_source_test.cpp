#include "results/line_source.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include "core/error.hpp"
#include "results/reader.hpp"
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

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a line that is too long keeps its number and does not reach the next one") {
  const TempDir dir;
  const std::string path = dir / "r.csv";
  const test::CapturedStderr said;
  // Around the limit, and around multiples of the size of the buffer.
  for (const std::size_t size : std::initializer_list<std::size_t>{
           65'535, 65'536, 65'537, 65'538, 131'072, 131'073, 131'074, 200'000}) {
    CAPTURE(size);
    test::write_file(path, sample_store({"a"}) + std::string(size, 'x') + "\n" + sample_line("b") +
                               std::string(size, 'y'));
    CHECK(labels_in(path) == Labels{"a", "b"});
  }
  CHECK(contains(said.text(), ":3: has more than 65536 bytes"));
  CHECK(contains(said.text(), ":3: has 1 cell instead"));
  CHECK(contains(said.text(), ":5: has more than 65536 bytes"));
}

TEST_CASE("a file larger than the reader's buffer ends where it ends") {
  // Stale bytes behind the end of the data must not be taken for lines.
  const TempDir dir;
  const std::string path = dir / "r.csv";
  std::string text = csv_header() + "\n";
  const std::string line = sample_line("a");
  std::size_t rows = 1;  // The last one, whose length moves the end of the file.
  for (; text.size() < 2 * kMaxLine; ++rows)
    text += line;
  for (std::size_t length = 1; length < line.size(); length += 9) {
    const std::string label(length, 'b');
    const std::string all = text + sample_line(label);
    for (const std::size_t cut : std::initializer_list<std::size_t>{0, 1}) {
      CAPTURE(length);
      CAPTURE(cut);
      test::write_file(path, all.substr(0, all.size() - cut));
      const Labels labels = labels_in(path, true);
      CHECK(labels.size() == rows);
      CHECK(labels.back() == label);
    }
  }
}

TEST_CASE("lines come without their ends, NULs and what is too long") {
  const TempDir dir;
  const std::string path = dir / "f";
  test::write_file(path, "a\r\n" + std::string(100'000, 'x') + "\nb\n\n" + std::string("d\0e", 3) +
                             "\rf\n\r\nc");
  LineSource source(Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), "f");
  std::string all;
  while (const auto line = source.next_line()) {
    CHECK(line->text[line->size] == '\0');
    all += std::to_string(source.line_number());
    all += line->too_long ? "!" : source.unterminated() ? "?" : ":";
    all.append(line->view()).append("|");
  }
  CHECK(all ==
        "1:a|2!|3:b|4:|5:d\x01"
        "e\rf|6:|7?c|");
}

TEST_CASE("a line that is too long and has no end either ends the file") {
  const TempDir dir;
  const std::string path = dir / "f";
  test::write_file(path, std::string(70'000, 'x'));
  LineSource source(Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), "f");
  const auto line = source.next_line();
  REQUIRE(line);
  CHECK(line->too_long);
  CHECK(source.unterminated());
  CHECK(!source.next_line());
}

TEST_CASE("an endless line ends in an error") {
  CHECK_THROWS_WITH_AS(labels_in("/dev/zero"), doctest::Contains("does not end"), Error);
}

}  // namespace primebench
