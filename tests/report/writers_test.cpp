// Reports as Markdown, CSV and JSON, and the labels that try to break them.

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/comparison.hpp"
#include "core/utf8.hpp"
#include "report/comparison_table.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/table.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using nlohmann::json;
using test::make_pool_row;
using test::make_row;

namespace {

/// What nobody can give to --label, but a file that was edited may hold.
const std::vector<std::string>& hostile_labels() {
  static const std::vector<std::string> labels = {
      "<script>alert(1)</script>",
      "\"quoted\"",
      "a,b;c",
      "it's",
      "a|b",
      "**bold** _it_ `code`",
      "back\\slash\\",
      "&amp; &#64; &lt;",
      "\u202Eright to left",
      "\U0001F600 emoji",
      "\u8868\u8868",
      "e\u0301 combining",
      "[link](http://example.org)",
      "www.example.org",
      "@everyone",
      "# heading",
      "=1+1",
      "{\"json\": null}",
      "{} {0} %s %n",
      "  blanks  ",
      "null",
      "\xff\xfe not UTF-8",
      "C1 \u0085 control",
      "$x$ ~~y~~ #1",
  };
  return labels;
}

Report report_of(const std::vector<Row>& rows) {
  Grouping grouping(report_metrics());
  for (const Row& row : rows)
    grouping.add(row);
  return make_report(grouping, "sequential");
}

Report hostile_report() {
  std::vector<Row> rows;
  for (const std::string& label : hostile_labels()) {
    rows.push_back(make_row("sequential", 10));
    rows.back().label = label;
    rows.push_back(make_row("threaded", 10));
    rows.back().label = label;
  }
  return report_of(rows);
}

/// With those labels on both sides, and once more on one.
Comparison hostile_comparison() {
  Grouping before({Metric::kWall});
  Grouping after({Metric::kWall});
  for (const std::string& label : hostile_labels()) {
    Row row = make_row("threaded", 10);
    row.label = label;
    before.add(row);
    after.add(row);
    row.mode = "asyncio";
    before.add(row);
  }
  return compare(before, after, {});
}

/// As a program that reads CSV would.
std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && inside && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += '"';
      ++i;
    } else if (c == '"') {
      inside = !inside;
    } else if (!inside && c == ',') {
      rows.back().emplace_back();
    } else if (!inside && c == '\n') {
      rows.emplace_back(1, "");
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

/// What a reader of the page sees of escaped text.
std::string unescaped_markdown(std::string text) {
  for (std::size_t at = text.find("<!-- -->"); at != std::string::npos; at = text.find("<!-- -->"))
    text.erase(at, 8);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      ++i;
    result += text[i];
  }
  return result;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("hostile labels come back from JSON as they were") {
  const json parsed = json::parse(json_text(hostile_report()));
  REQUIRE(parsed["groups"].size() == hostile_labels().size());
  for (std::size_t i = 0; i < hostile_labels().size(); ++i) {
    CAPTURE(hostile_labels()[i]);
    const bool utf8 = hostile_labels()[i].front() != '\xff';
    const std::string wanted = utf8 ? hostile_labels()[i] : "\uFFFD\uFFFD not UTF-8";
    CHECK(parsed["groups"][i]["work"]["label"] == wanted);
    CHECK(parsed["groups"][i]["configurations"][1]["label"] == wanted);
    CHECK(parsed["groups"][i]["configurations"][1]["mode"] == "threaded");
  }
}

TEST_CASE("hostile labels come back from CSV as they were, with an apostrophe before a formula") {
  const auto rows = parse_csv(csv_text(hostile_report()));
  REQUIRE(rows.size() == 1 + 2 * hostile_labels().size());
  const auto column = static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), "label") -
                                               rows[0].begin());
  for (std::size_t i = 0; i < hostile_labels().size(); ++i) {
    CHECK(rows[2 * i + 1].size() == rows[0].size());
    const std::string& label = hostile_labels()[i];
    const bool formula = std::string_view("=+-@").find(label.front()) != std::string_view::npos;
    CHECK(rows[2 * i + 1][column] == (formula ? "'" : "") + label);
  }
}

TEST_CASE("hostile labels break no Markdown and are shown as they are") {
  const Report report = hostile_report();
  const std::string text = markdown_text(report);
  std::size_t headings = 0;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("#### label=")) {
      CAPTURE(line);
      const std::string wanted = "label=" + printable_utf8(hostile_labels()[headings++]);
      CHECK(unescaped_markdown(line.substr(5)) == wanted);
    }
    if (line.starts_with("|"))
      CHECK(std::count(line.begin(), line.end(), '|') == 9);
  }
  CHECK(headings == hostile_labels().size());
  CHECK(text.find("label=\\<script\\>") != std::string::npos);
  CHECK(escaped_markdown("<b>") == "\\<b\\>");
  CHECK(escaped_markdown("a|b\nc") == "a\\|b c");
  CHECK(escaped_markdown("http://x.org www.x") == "http\\://x.org www\\.x");
  CHECK(escaped_markdown("@all") == "@<!-- -->all");
  CHECK(escaped_markdown("0.289 (1 to 2): x") == "0.289 (1 to 2): x");
}

TEST_CASE("hostile labels send nothing to a terminal that it would obey") {
  const std::string text = table_text(hostile_report());
  for (const char c : text)
    CHECK_MESSAGE((c == '\n' || static_cast<unsigned char>(c) >= 0x20), text);
  CHECK(text.find("\xff") == std::string::npos);
  CHECK(text.find("label=\uFFFD\uFFFD not UTF-8") != std::string::npos);
  CHECK(text.find("C1 \uFFFD control") != std::string::npos);
  for (const std::string& line : lines_of(text))
    CHECK(columns_of(line) <= 80);
}

TEST_CASE("hostile labels break no form of a comparison") {
  const Comparison comparison = hostile_comparison();
  const std::size_t count = hostile_labels().size();
  REQUIRE(comparison.compared.size() == count);
  REQUIRE(comparison.not_compared.size() == count);
  const json parsed = json::parse(json_text(comparison));
  const std::string markdown = markdown_text(comparison);
  const std::string table = table_text(comparison);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& label = hostile_labels()[i];
    CAPTURE(label);
    const std::string wanted = label.front() == '\xff' ? "\uFFFD\uFFFD not UTF-8" : label;
    CHECK(parsed["comparisons"][i]["label"] == wanted);
    CHECK(parsed["not_compared"][i]["label"] == wanted);
    shown += markdown.find(escaped_markdown(printable_utf8(label))) != std::string::npos ? 1 : 0;
  }
  CHECK(shown == count);
  for (const std::string& line : lines_of(markdown)) {
    std::string bars = line;
    for (std::size_t at = 0; (at = bars.find("\\|")) != std::string::npos;)
      bars.erase(at, 2);
    if (line.starts_with("|"))
      CHECK_MESSAGE(std::count(bars.begin(), bars.end(), '|') == 7, line);
  }
  for (const char c : table)
    CHECK_MESSAGE((c == '\n' || static_cast<unsigned char>(c) >= 0x20), table);
  for (const std::string& line : lines_of(table))
    CHECK_MESSAGE(columns_of(line) <= 80, line);
}

TEST_CASE("a file edited by hand goes through every format of the command") {
  const test::TempDir directory;
  Row row = make_row("sequential", 10);
  std::string store = csv_header() + "\n";
  for (std::string label : hostile_labels()) {
    row.label = "LABEL";
    std::string quoted;
    for (const char c : label)
      quoted += c == '"' ? "\"\"" : std::string(1, c);
    std::string line = csv_line(row);
    line.replace(line.find("LABEL"), 5, "\"" + quoted + "\"");
    store += line + "\n";
  }
  test::write_file(directory / "results.csv", store);
  for (const char* format : {"table", "markdown", "csv", "json"}) {
    CAPTURE(format);
    const auto result = test::run_primebench({"report", "--format", format}, directory.path());
    CHECK(result.status == 0);
    CHECK(result.out.find("emoji") != std::string::npos);
  }
}

TEST_CASE("what is unknown is null in JSON, empty in CSV and a dash in Markdown") {
  Row row = make_row("threaded", 10);
  row.user_ns.reset();
  row.pool.reset();
  row.cpus.reset();
  row.max_rss_bytes.reset();
  row.host.clear();
  const Report report = report_of({row});
  const json one = json::parse(json_text(report))["groups"][0]["configurations"][0];
  for (const char* key :
       {"pool", "label", "host", "cpus", "low_ns", "high_ns", "speedup", "speedup_low",
        "efficiency", "cpu_ns", "largest_process_bytes", "total_bytes", "numbers"}) {
    CAPTURE(key);
    REQUIRE(one.contains(key));
    CHECK(one[key].is_null());
  }
  CHECK(one["median_ns"] == 10e6);
  CHECK(one["io_delay_ns"] == 0);
  CHECK(one["gil"] == false);
  const auto rows = parse_csv(csv_text(report));
  const auto cell = [&](const char* name) {
    return rows[1][static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) -
                                            rows[0].begin())];
  };
  CHECK(cell("median_ns") == "10000000");
  for (const char* name :
       {"cpu_ns", "low_ns", "speedup_millionths", "efficiency_millionths", "pool"})
    CHECK(cell(name) == "");
  CHECK(markdown_text(report).find("| threaded | 1 | 10.0 ms | 10.0 ms | 10.0 ms | – | – | – |") !=
        std::string::npos);
}

TEST_CASE("JSON has every group, the verdict, sizes and warnings, and whole 64-bit numbers") {
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 6; ++round) {
    for (const std::uint64_t size : {10'000U, 100'000U}) {
      for (const char* mode : {"sequential", "threaded"}) {
        Row row = make_row(mode, (size / 10'000) * (*mode == 's' ? 20 : 10));
        row.wall_ns += round;
        row.prime = ~std::uint64_t{0} - size;
        row.task_time_ns = size;
        row.repetition = round;
        rows.push_back(row);
      }
    }
  }
  const json parsed = json::parse(json_text(report_of(rows)));
  CHECK(parsed["schema"] == 1);
  CHECK(parsed["metric"] == "wall");
  REQUIRE(parsed["groups"].size() == 2);
  const json& group = parsed["groups"][0];
  CHECK(group["work"]["prime"] == ~std::uint64_t{0} - 10'000);
  CHECK(group["verdict"].get<std::string>().starts_with("Fastest: threaded, 2.00 times"));
  CHECK(group["configurations"][0]["possibly_best"] == false);
  CHECK(group["configurations"][1]["possibly_best"] == true);
  CHECK(group["configurations"][1]["n"] == 6);
  CHECK(group["configurations"][1]["speedup"].get<double>() == doctest::Approx(2).epsilon(0.01));
  REQUIRE(parsed["sizes"].size() == 1);
  CHECK(parsed["sizes"][0]["leads"][1]["names"] == json::array({"threaded"}));
  CHECK(parsed["sizes"][0]["modes"][0]["half"].contains("kind"));
}

TEST_CASE("CSV has no decimal point in any number, whatever the language of the reader") {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 7; ++i) {
    rows.push_back(make_row("sequential", 80 + i));
    rows.push_back(make_pool_row("thread-pool", 33 + i, 4));
    rows.back().total_bytes = 12345678;
  }
  const auto table = parse_csv(csv_text(report_of(rows)));
  for (const char* name : {"n", "median_ns", "low_ns", "high_ns", "min_ns", "max_ns",
                           "speedup_millionths", "speedup_low_millionths", "efficiency_millionths",
                           "cpu_ns", "largest_process_kib", "total_kib"}) {
    CAPTURE(name);
    const auto place = std::find(table[0].begin(), table[0].end(), name);
    REQUIRE(place != table[0].end());
    const std::string cell = table[2][static_cast<std::size_t>(place - table[0].begin())];
    CHECK(cell.find_first_not_of("0123456789") == std::string::npos);
    CHECK((cell != "" || std::string(name) == "speedup_low_millionths"));
  }
}

TEST_CASE("what is small is no 0 in CSV") {
  std::vector<Row> rows = {make_row("sequential", 1), make_row("threaded", 1)};
  rows[0].wall_ns = 48;
  rows[1].wall_ns = 480'000;
  const auto table = parse_csv(csv_text(report_of(rows)));
  const auto cell = [&](std::size_t row, const char* name) {
    const auto place = std::find(table[0].begin(), table[0].end(), name);
    REQUIRE(place != table[0].end());
    return table[row][static_cast<std::size_t>(place - table[0].begin())];
  };
  CHECK(cell(1, "median_ns") == "48");
  CHECK(cell(2, "median_ns") == "480000");
  CHECK(cell(2, "speedup_millionths") == "100");
}

TEST_CASE("Markdown has the table, the verdict in bold and what was measured") {
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 6; ++round) {
    for (const char* mode : {"sequential", "thread-pool"}) {
      rows.push_back(make_row(mode, *mode == 's' ? 20 : 10));
      rows.back().wall_ns += round;
      rows.back().repetition = round;
    }
  }
  const std::string text = markdown_text(report_of(rows));
  CHECK(text.starts_with("| mode | n | median |"));
  CHECK(text.find("| thread-pool | 6 | 10.0 ms |") != std::string::npos);
  CHECK(text.find("\n**Fastest: thread-pool, 2.00 times") != std::string::npos);
  CHECK(text.find("Test CPU, 2 CPUs, avx2 kernel, testhost.") != std::string::npos);
}

}  // namespace primebench
