// Text that looks like commands: nothing of it may run, and all of it must be drawn.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <set>

#include "core/utf8.hpp"
#include "plot/text_metrics.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::make_row;
using test::read_file;
using test::TempDir;
using test::write_file;

namespace {

constexpr auto kFragments = std::to_array<std::string_view>({
    "`touch pwned`",
    "$(touch pwned)",
    "system(\"touch pwned\")",
    "';!touch pwned;'",
    "\"",
    "\\",
    "\\\"",
    "'",
    "''",
    "\";system 'touch pwned';#",
    "%d",
    "%%n",
    "%s%s",
    "@pwned",
    "{/Bold x}",
    "^2_3",
    "~a{.8-}",
    "&{x}",
    "<b>&amp;</b>",
    "|touch pwned",
    "> pwned",
    "e",
    "EOD",
    "$layer1",
    "\xc3\xa9\xe2\x82\xac",
    "\\042",
    "\\x60",
    "#",
    ";",
    "plot x",
    "set output 'pwned'",
    "\t",
    "=1+1",
    "load 'pwned'",
    "{",
    "}",
    "]",
    "eval(\"x\")",
    "-1",
    "...",
    "\xf0\x9f\x98\x80",
    "0",
    "007",
});

std::string hostile(std::mt19937& random, std::string_view join) {
  std::uniform_int_distribution<std::size_t> pick(0, kFragments.size() - 1);
  std::string text;
  for (int i = 0; i < 3; ++i)
    text += std::string(text.empty() ? "" : join) + std::string(kFragments[pick(random)]);
  return text;
}

/// The text of an SVG in the order of drawing, without blanks.
std::string text_of(const std::string& svg) {
  std::string text;
  for (std::size_t at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at)) {
    at = svg.find('>', at) + 1;
    text += svg.substr(at, svg.find("</text>", at) - at);
  }
  for (const auto& [entity, sign] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}}) {
    for (std::size_t at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + 1))
      text.replace(at, std::string_view(entity).size(), sign);
  }
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  return text;
}

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return text;
}

}  // namespace

TEST_CASE("300 hostile titles and 2400 hostile cells are drawn as they are and none runs") {
  std::mt19937 random(7);
  const TempDir directory;
  for (int trial = 0; trial < 300; ++trial) {
    CAPTURE(trial);
    const std::string title = hostile(random, trial % 3 == 0 ? "\n" : " ");
    Row row = make_row("", 40);
    const std::array cells = {&row.mode, &row.label, &row.kernel,   &row.cpu_model,
                              &row.host, &row.os,    &row.compiler, &row.version};
    for (std::string* cell : cells) {
      *cell = hostile(random, " ");
      std::replace(cell->begin(), cell->end(), '\t', ' ');  // No control characters in a store.
    }
    write_file(directory / "r.csv", test::store_of({row}));
    const auto result = test::run_primebench(
        {"plot", "-i", "r.csv", "-o", "r.svg", "--strict", "--title", title, "--size", "1600x600"},
        directory.path());
    REQUIRE(result.err == "primebench: info: drew r.svg\n");
    REQUIRE(result.status == 0);
    REQUIRE(directory.listing() == "r.csv r.svg");
    const std::string drawn = text_of(read_file(directory / "r.svg"));
    CHECK(drawn.find(without_blanks(title)) != std::string::npos);
    for (const std::string* cell : cells)
      CHECK_MESSAGE(drawn.find(without_blanks(*cell)) != std::string::npos, *cell);
  }
}

TEST_CASE("40 hostile modes in one chart are drawn as they are, in every format") {
  std::mt19937 random(11);
  const TempDir directory;
  std::vector<Row> rows;
  std::set<std::string> modes;
  while (modes.size() < 40) {
    std::string mode = hostile(random, " ").substr(0, 24);
    std::replace(mode.begin(), mode.end(), '\t', ' ');
    mode = printable_utf8(mode);
    if (modes.insert(mode).second)
      rows.push_back(make_row(mode, 10 + modes.size()));
  }
  write_file(directory / "r.csv", test::store_of(rows));
  for (const char* name : {"r.svg", "r.png", "r.pdf"}) {
    const auto result = test::run_primebench(
        {"plot", "-i", "r.csv", "-o", name, "--size", "1920x1400"}, directory.path());
    CHECK(result.err == std::string("primebench: info: drew ").append(name).append("\n"));
    CHECK(result.status == 0);
  }
  CHECK(directory.listing() == "r.csv r.pdf r.png r.svg");
  const std::string drawn = text_of(read_file(directory / "r.svg"));
  for (const std::string& mode : modes)
    CHECK_MESSAGE(drawn.find(without_blanks(mode)) != std::string::npos, mode);
}

TEST_CASE("hostile file and directory names are names") {
  const TempDir outer;
  for (const std::string name : {"`touch pwned`", "$(touch pwned)", "|touch pwned", "<x", ">x",
                                 "-d", "'; touch pwned; '", "a\nb", "%d", "\\", "*", "\xff\xfe"}) {
    CAPTURE(name);
    const std::filesystem::path directory = outer / name;
    std::filesystem::create_directory(directory);
    write_file(directory / (name + ".csv"), test::store_of({make_row("threaded", 40)}));
    const auto result = test::run_primebench(
        {"plot", "-i", name + ".csv", "-o", name + ".svg", "--where", "mode=threaded," + name},
        directory);
    CHECK(result.err.starts_with("primebench: info: drew "));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(result.status == 0);
    std::set<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
      left.insert(entry.path().filename());
    CHECK(left == std::set<std::string>{name + ".csv", name + ".svg"});
  }
}

TEST_CASE("hostile conditions select nothing and run nothing") {
  const TempDir directory;
  write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
  for (const std::string_view fragment : kFragments) {
    const auto result = test::run_primebench(
        {"plot", "-i", "r.csv", "--where", "label=x" + std::string(fragment)}, directory.path());
    CHECK(result.status == 1);
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(directory.listing() == "r.csv");
  }
}

}  // namespace primebench
