// Characters that no font has: replaced and named, in whatever text of a picture they stand.

#include "plot/fonts.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <initializer_list>

#include "core/utf8.hpp"
#include "plot/legible.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::make_row;
using test::read_file;
using test::run_primebench;
using test::TempDir;
using test::write_file;

namespace {

constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu";
constexpr std::string_view kAscii = "TrueType 20-7e\n";

std::string character(char32_t code) {
  std::string text;
  const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto value = static_cast<std::uint32_t>(code);
  const std::uint32_t rest = 0x80U;
  if (value < 0x800) {
    add(0xc0U | value >> 6U);
  } else if (value < 0x10000) {
    add(0xe0U | value >> 12U);
    add(rest | (value >> 6U & 0x3fU));
  } else {
    add(0xf0U | value >> 18U);
    add(rest | (value >> 12U & 0x3fU));
    add(rest | (value >> 6U & 0x3fU));
  }
  add(rest | (value & 0x3fU));
  return text;
}

Figure figure_with(const std::string& text) {
  Figure figure;
  figure.texts.push_back({.text = text});
  return figure;
}

/// Settings under which fontconfig finds the fonts in `fonts` and no others.
std::string only_fonts(const TempDir& directory, const std::string& fonts) {
  const std::string file = directory / "fonts.conf";
  write_file(file,
             "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" +
                 fonts + "</dir><cachedir>" + (directory / "cache").string() +
                 "</cachedir></fontconfig>\n");
  return "FONTCONFIG_FILE=" + file;
}

/// A store and what draws it with DejaVu's fonts alone.
class Drawing {
 public:
  Drawing() : fonts_(only_fonts(settings_, kDejaVu)) { store({make_row("threaded", 40)}); }

  void store(const std::vector<Row>& rows) {
    write_file(directory_ / "r.csv", test::store_of(rows));
  }
  test::CommandResult draw(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"plot", "-i", "r.csv"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_primebench(all, directory_.path(), {fonts_});
  }
  [[nodiscard]] std::string picture(const std::string& name) const {
    return read_file(directory_ / name);
  }

 private:
  TempDir settings_;
  TempDir directory_;
  std::string fonts_;
};

bool without_dejavu() {
  if (std::filesystem::exists(std::string(kDejaVu) + "/DejaVuSans.ttf"))
    return false;
  test::not_run("fonts-dejavu-core is not installed");
  return true;
}

}  // namespace

TEST_CASE("the characters of all fonts that Pango can use are put together") {
  const FontCoverage fonts(
      "TrueType 20-7e a0-17f 1f680\nCFF 180-200 30-40\nType 1 4e00-9fff\n\nPCF 3042\n"
      "TrueType 500 - x 5-3 110000 600-\nTrueType");
  for (const char32_t code :
       std::initializer_list<char32_t>{0x20, 0x7e, 0xa0, 0x17f, 0x180, 0x200, 0x1f680, 0x500})
    CHECK(fonts.has(code));
  for (const char32_t code :
       std::initializer_list<char32_t>{0x0, 0x1f, 0x7f, 0x9f, 0x201, 0x1f67f, 0x1f681, 0x4e00,
                                       0x3042, 0x4, 0x600, 0x10ffff, 0x110000})
    CHECK_FALSE(fonts.has(code));
  CHECK(fonts.has_ascii());
  CHECK_FALSE(FontCoverage("").has_ascii());
  CHECK_FALSE(FontCoverage("TrueType 20-4f 51-7e").has_ascii());
  CHECK(FontCoverage("TrueType 20-4f\nCFF 50-7e").has_ascii());
}

TEST_CASE("what no font has is replaced in texts and ticks, and told once each") {
  Figure figure = figure_with("a\u65e5b\u672c\u65e5\t\n\u00e9");
  figure.x.ticks.push_back({1, "\U0001f680 1"});
  figure.y.ticks.push_back({1, "\u672c"});
  CHECK(replace_missing(figure, FontCoverage("TrueType 20-7e fffd")) ==
        std::vector<char32_t>{0x65e5, 0x672c, 0xe9, 0x1f680});
  CHECK(figure.texts[0].text == "a\ufffdb\ufffd\ufffd\t\n\ufffd");
  CHECK(figure.x.ticks[0].label == "\ufffd 1");
  CHECK(figure.y.ticks[0].label == "\ufffd");
}

TEST_CASE("a question mark stands for the replacement character where that is missing too") {
  Figure figure = figure_with("\u65e5 \xff x");
  CHECK(replace_missing(figure, FontCoverage(kAscii)) == std::vector<char32_t>{0x65e5, 0xfffd});
  CHECK(figure.texts[0].text == "? ? x");
}

TEST_CASE("in every Unicode block, no character stays that no font has") {
  const FontCoverage fonts("TrueType 20-7e 400-4ff fffd 1f600-1f64f");
  for (char32_t block = 0x100; block < 0x110000; block += 0x80) {
    if (block >= 0xd800 && block < 0xe000)
      continue;  // Surrogates are no characters of UTF-8.
    std::string text;
    std::vector<char32_t> expected;
    for (char32_t code = block; code < block + 0x80; ++code) {
      text += character(code);
      if (!fonts.has(code))
        expected.push_back(code);
    }
    Figure figure = figure_with(text);
    const std::vector<char32_t> missing = replace_missing(figure, fonts);
    std::size_t others = 0;
    for_each_character(figure.texts[0].text,
                       [&](char32_t code, std::string_view) { others += fonts.has(code) ? 0 : 1; });
    if (missing != expected || others > 0) {
      CAPTURE(static_cast<std::uint32_t>(block));
      FAIL_CHECK("a character is left, or not told");
    }
  }
}

TEST_CASE("the warning names a few characters and the packages that have them") {
  CHECK(
      missing_characters_warning({0x1f680, 0x65e5, 0xe01}) ==
      "no font here has '\U0001f680' (U+1F680), '\u65e5' (U+65E5) and '\u0e01' (U+0E01), which the "
      "picture shows as a question mark; on Debian or Ubuntu: apt-get install "
      "fonts-noto-color-emoji fonts-noto-cjk fonts-noto-core");
  // No shape, or one that turns the line around; and private use, which nobody can know.
  CHECK(missing_characters_warning({0x202e, 0xe000, 0x301}) ==
        "no font here has U+202E, U+E000 and U+0301, which the picture shows as a question mark; "
        "on Debian or Ubuntu: apt-get install fonts-noto-core");
  CHECK(missing_characters_warning({0xe000}) ==
        "no font here has U+E000, which the picture shows as a question mark");
  std::vector<char32_t> many;
  for (char32_t code = 0x4e00; code < 0x4e20; ++code)
    many.push_back(code);
  CHECK(missing_characters_warning(many).find("U+4E07) and 24 more, which") != std::string::npos);
  constexpr auto kPackages =
      std::to_array<std::pair<char32_t, std::string_view>>({{0x1100, "fonts-noto-cjk"},
                                                            {0x2603, "fonts-symbola"},
                                                            {0x3042, "fonts-noto-cjk"},
                                                            {0xa000, "fonts-noto-core"},
                                                            {0xac00, "fonts-noto-cjk"},
                                                            {0xfdfd, "fonts-noto-core"},
                                                            {0xff21, "fonts-noto-cjk"},
                                                            {0x12000, "fonts-noto-core"},
                                                            {0x1d11e, "fonts-symbola"},
                                                            {0x1f947, "fonts-noto-color-emoji"},
                                                            {0x20000, "fonts-hanazono"},
                                                            {0xe0041, ""},
                                                            {0xf0000, ""}});
  for (const auto& entry : kPackages)
    CHECK(package_with(entry.first) == entry.second);
}

TEST_CASE("a title that no font can write draws as one of replacement characters does") {
  if (without_dejavu())
    return;
  Drawing drawing;
  for (const char* format : {"png", "pdf"}) {
    CAPTURE(format);
    const std::string name = std::string("a.") + format;
    const auto result = drawing.draw({"--title", "\U0001f680 rocket \u65e5\u672c", "-o", name});
    CHECK(result.status == 0);
    CHECK(result.err ==
          "primebench: warning: no font here has '\U0001f680' (U+1F680), '\u65e5' "
          "(U+65E5) and '\u672c' (U+672C), which the picture shows as a question "
          "mark; on Debian or Ubuntu: apt-get install fonts-noto-color-emoji "
          "fonts-noto-cjk\nprimebench: info: drew " +
              name + "\n");
    CHECK(!drawing.picture(name).empty());
  }
  CHECK(drawing.draw({"--title", "\ufffd rocket \ufffd\ufffd", "-q", "-o", "b.png"}).err.empty());
  CHECK(drawing.picture("a.png") == drawing.picture("b.png"));
}

TEST_CASE("likewise labels, hosts and processors, in bars, lines and timelines") {
  if (without_dejavu())
    return;
  Drawing drawing;
  const auto rows_of = [](const std::string& one, const std::string& other) {
    std::vector<Row> rows;
    for (std::uint64_t pool = 1; pool <= 3; ++pool) {
      for (const std::string& name : {one, other}) {
        rows.push_back(test::make_pool_row("thread-pool", 40 * pool, pool));
        rows.back().label = name;
        rows.back().host = name;
        rows.back().cpu_model = name;
      }
    }
    return rows;
  };
  const std::vector<std::string> line = {"--kind", "line", "--x", "pool", "-o"};
  const auto draw = [&](const std::string& bars, const std::string& lines) {
    CHECK(drawing.draw({"-o", bars}).status == 0);
    std::vector<std::string> arguments = line;
    arguments.push_back(lines);
    return drawing.draw(arguments);
  };
  drawing.store(rows_of("\u65e5", "a\u672c"));
  const auto result = draw("a.png", "b.png");
  CHECK(result.status == 0);
  CHECK(result.err.find("(U+65E5)") != std::string::npos);
  CHECK(result.err.find("(U+672C)") != std::string::npos);
  drawing.store(rows_of("\ufffd", "a\ufffd"));
  CHECK(draw("c.png", "d.png").err == "primebench: info: drew d.png\n");
  CHECK(drawing.picture("a.png") == drawing.picture("c.png"));
  CHECK(drawing.picture("b.png") == drawing.picture("d.png"));
}

TEST_CASE("the title of a timeline too") {
  if (without_dejavu())
    return;
  const TempDir directory;
  const TempDir settings;
  write_file(directory / "t.csv", "task,worker,start_ns,end_ns\n0,1,0,1000\n1,2,0,2000\n");
  const auto result = run_primebench(
      {"plot", "-i", "t.csv", "--kind", "timeline", "--title", "\u0e01", "-o", "t.png"},
      directory.path(), {only_fonts(settings, kDejaVu)});
  CHECK(result.status == 0);
  CHECK(result.err.find("'\u0e01' (U+0E01)") != std::string::npos);
}

TEST_CASE("without any font there is an error that names the package, before gnuplot starts") {
  const TempDir directory;
  const TempDir settings;
  std::filesystem::create_directory(settings / "none");
  const std::string fonts = only_fonts(settings, settings / "none");
  const std::string note = settings / "note";
  write_file(settings / "gnuplot", "#!/bin/sh\ntouch " + note + "\n");
  ::chmod((settings / "gnuplot").c_str(), 0755);
  write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
  write_file(directory / "results.png", "the old picture");
  const std::string path = std::string("PATH=") + settings.path().string() + ":/usr/bin:/bin";

  const auto result = run_primebench({"plot", "-i", "r.csv"}, directory.path(), {fonts, path});
  CHECK(result.status == 1);
  CHECK(result.err ==
        "primebench: error: there is no font to write with; on Debian or Ubuntu: apt-get install "
        "fonts-dejavu-core\n");
  CHECK(read_file(directory / "results.png") == "the old picture");
  CHECK(directory.listing() == "r.csv results.png");
  CHECK_FALSE(std::filesystem::exists(note));

  CHECK(run_primebench({"plot", "-i", "r.csv", "-o", "-"}, directory.path(), {fonts}).err.empty());
  const auto svg = run_primebench({"plot", "-i", "r.csv", "--title", "\u65e5", "-o", "r.svg"},
                                  directory.path(), {fonts});
  CHECK(svg.err == "primebench: info: drew r.svg\n");
  CHECK(read_file(directory / "r.svg").find("\u65e5") != std::string::npos);
}

TEST_CASE("where fontconfig cannot be asked, the picture is drawn as it comes") {
  const auto run_with = [](const std::string& fc_list) {
    const TempDir directory;
    const TempDir bin;
    std::filesystem::create_symlink("/usr/bin/gnuplot", bin / "gnuplot");
    if (!fc_list.empty()) {
      write_file(bin / "fc-list", "#!/bin/sh\n" + fc_list);
      ::chmod((bin / "fc-list").c_str(), 0755);
    }
    write_file(directory / "r.csv", test::store_of({make_row("threaded", 40)}));
    const auto result = run_primebench({"plot", "-i", "r.csv", "--title", "\u00e9"},
                                       directory.path(), {"PATH=" + bin.path().string()});
    CHECK(result.status == 0);
    CHECK(directory.listing() == "r.csv results.png");
    return result.err;
  };
  const std::string drew = "primebench: info: drew results.png\n";
  CHECK(run_with("") == drew);
  CHECK(run_with("exit 1") == drew);
  CHECK(run_with("echo complaint >&2; kill -9 $$") == drew);
  // And as it says where it can.
  CHECK(run_with("echo 'TrueType 20-7e b5 b7 fffd'").find("'\u00e9' (U+00E9)") !=
        std::string::npos);
}

TEST_CASE("an fc-list that never ends is not waited for") {
  const TempDir bin;
  write_file(bin / "fc-list", "#!/bin/sh\nexec sleep 1000\n");
  ::chmod((bin / "fc-list").c_str(), 0755);
  const std::string before = ::getenv("PATH");
  ::setenv("PATH", (bin.path().string() + ":" + before).c_str(), 1);
  CHECK_FALSE(installed_fonts(std::chrono::milliseconds(50)).has_value());
  ::setenv("PATH", before.c_str(), 1);
  CHECK(installed_fonts().has_value());
}

}  // namespace primebench
