#include "report/html.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "analysis/baseline.hpp"
#include "core/sha256.hpp"
#include "support/rows.hpp"

using namespace std::string_literals;

namespace primebench {

using test::make_pool_row;
using test::make_row;

namespace {

Grouping grouped(const std::vector<Row>& rows) {
  Grouping grouping(report_metrics());
  for (const Row& row : rows)
    grouping.add(row);
  return grouping;
}

std::string page_of(const std::vector<Row>& rows, const HtmlOptions& options = {},
                    const std::vector<FailedConfiguration>& failed = {}) {
  const Grouping grouping = grouped(rows);
  return html_report(grouping, make_report(grouping, kSequential, failed), options);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

/// What stands between the first `from` and the next `to`.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  if (start == std::string::npos)
    return {};
  const std::size_t end = text.find(to, start + from.size());
  return text.substr(start + from.size(), end - start - from.size());
}

/// Six rounds of two modes, the second twice as fast.
std::vector<Row> two_modes() {
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 6; ++round) {
    for (Row row : {make_row("sequential", 100 + round), make_row("threaded", 50 + round)}) {
      row.repetition = round;
      rows.push_back(row);
    }
  }
  return rows;
}

/// `count` configurations of one work.
std::vector<Row> pools(std::uint64_t count) {
  std::vector<Row> rows;
  for (std::uint64_t pool = 1; pool <= count; ++pool)
    rows.push_back(make_pool_row("thread-pool", 1000 - pool, pool));
  return rows;
}

}  // namespace

TEST_CASE("a page tells first what was found, then shows it, then how it was found") {
  const std::string page = page_of(two_modes());
  std::size_t last = 0;
  for (const char* part : {"<h1>", "Fastest: threaded", "<h2 id=\"charts\">", "<svg ",
                           "<h2 id=\"numbers\">", "<table", "<h2 id=\"machines\">", "testhost",
                           "<h2 id=\"method\">", "<h2 id=\"again\">", "primebench --mode"}) {
    const std::size_t at = page.find(part, last);
    CHECK_MESSAGE(at != std::string::npos, part);
    last = at;
  }
}

TEST_CASE("a page shows where the CPUs' time went, with a tip on every part and in words") {
  const std::string page = page_of(two_modes());
  const std::string figure = between(page, "<h3><bdi>Where the CPUs&#39; time went", "</figure>");
  REQUIRE(!figure.empty());
  CHECK(count(figure, "<title>threaded: tasks&#39; own work 3.00 ms, ") == 2);  // Wide and narrow.
  CHECK(count(figure, "<title>threaded: idle ") == 2);
  CHECK(count(figure, "threaded: system 1.00 ms, ") == 4);  // Tips and descriptions.
  CHECK(figure.find("user time of sequential") != std::string::npos);

  std::vector<Row> unknown = two_modes();
  for (Row& row : unknown)
    row.user_ns.reset();
  CHECK(page_of(unknown).find("time went") == std::string::npos);
}

TEST_CASE("the policy allows the page's style and script by their hashes and nothing else") {
  const std::string page = page_of(two_modes());
  const std::string style = between(page, "<style>", "</style>");
  const std::string script = between(page, "<script>", "</script>");
  REQUIRE(!style.empty());
  REQUIRE(!script.empty());
  CHECK(between(page, "Content-Security-Policy\" content=\"", "\"") ==
        fmt::format("default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
                    "base-uri 'none'; form-action 'none'",
                    base64(sha256(style)), base64(sha256(script))));
  CHECK(count(page, "<style") == 1);
  CHECK(count(page, "<script") == 1);
  CHECK(count(page, " style=") == 0);
}

TEST_CASE("a page asks for nothing") {
  const std::string page = page_of(two_modes());
  CHECK(count(page, "http") == count(page, "xmlns=\"http://www.w3.org/2000/svg\"") + 1);
  CHECK(count(page, "http-equiv=") == 1);
  for (const char* part : {" src=", "@import", "url(", "<link", "<img", "<iframe"})
    CHECK_MESSAGE(count(page, part) == 0, part);
}

TEST_CASE("hostile texts are shown and do nothing") {
  for (const std::string& text :
       {"<script>alert(1)</script>"s, "\" onload=\"x"s, "</svg><img src=x>"s, "</style><b>"s,
        "</title><b>"s, "&#60;b&#62;"s, "\u202eabc"s, "<!--"s, "a\0b"s}) {
    CAPTURE(text);
    std::vector<Row> rows = two_modes();
    for (Row& row : rows) {
      row.host = row.os = row.cpu_model = text;
      if (row.mode == "threaded")
        row.mode = row.label = text;
    }
    const std::string page =
        page_of(rows, {.title = text, .first_started = text, .last_started = text},
                {{make_row("asyncio", 1), text}});
    CHECK(count(page, "<script") == 1);
    CHECK(count(page, "<style") == 1);
    CHECK(count(page, "</svg>") == count(page, "<svg "));
    CHECK(count(page, "<img") + count(page, "<b>") + count(page, " onload=\"") +
              count(page, "<!--") ==
          0);
    CHECK(page.find('\0') == std::string::npos);
    CHECK(count(page, "<bdi>") == count(page, "</bdi>"));
    CHECK(count(page, "<h1><bdi>") == 1);
  }
}

TEST_CASE("tables begin with the fastest, and have what they are sorted by") {
  const std::string page = page_of(two_modes());
  const std::string table = between(page, "<table", "</table>");
  CHECK(table.find("<bdi>threaded</bdi>") < table.find("<bdi>sequential</bdi>"));
  CHECK(count(table, "data-value=\"53500000\"><bdi>53.5 ms</bdi>") == 1);
  CHECK(count(table, "<small>51.0 ms to 56.0 ms</small>") == 1);
  CHECK(count(table, ">fastest</strong>") == 1);
  CHECK(count(table, "scope=\"row\"") == 2);
}

TEST_CASE("what is not known is a dash and sorts last, and nothing of it is claimed") {
  Row bare;
  bare.mode = "threaded";
  bare.runs = 8;
  bare.wall_ns = test::kMs;
  const std::string page = page_of({bare});
  CHECK(page.find("data-value=\"\">–</td>") != std::string::npos);
  CHECK(page.find("Speed-up") == std::string::npos);
  CHECK(page.find("fastest</strong>") == std::string::npos);
  CHECK(page.find("unknown") == std::string::npos);
  CHECK(page.find("Nothing was compared.") != std::string::npos);
}

TEST_CASE("no line of a page ends inside a flag") {
  std::vector<Row> rows = {make_row("sequential", 10), make_row("threaded", 10)};
  for (Row& row : rows)
    row.wall_ns = 1000;  // Too short: the warning names flags.
  CHECK(count(page_of(rows), "use more <span class=\"flag\">--runs</span> or") == 1);
}

TEST_CASE("what failed is in the table and among the warnings") {
  Row failed = make_row("asyncio", 1);
  const std::string page = page_of(two_modes(), {}, {{failed, "no more threads"}});
  CHECK(page.find("failed: asyncio: no more threads") != std::string::npos);
  CHECK(page.find(">failed</strong>") != std::string::npos);
}

TEST_CASE("bars that could not be read give way to the fastest ones, and the page says so") {
  CHECK(page_of(pools(40)).find("The bars are") == std::string::npos);
  const std::string page = page_of(pools(500));
  CHECK(page.find("The bars are the 40 of 500 configurations with the shortest medians") !=
        std::string::npos);
  CHECK(page.find("<title>thread-pool, pool 500: 500 ms, n = 1</title>") != std::string::npos);
  CHECK(page.find("<title>thread-pool, pool 400: ") == std::string::npos);
  CHECK(count(between(page, "<tbody>", "</tbody>"), "<tr>") == 500);
}

TEST_CASE("many works are one table with a column that tells them apart, and their verdicts") {
  std::vector<Row> rows;
  for (int i = 0; i < 20; ++i) {
    for (Row row : two_modes()) {
      row.label = fmt::format("l{}", i);
      rows.push_back(row);
    }
  }
  const std::string page = page_of(rows);
  CHECK(page.find("<th scope=\"col\">Work</th>") != std::string::npos);
  CHECK(page.find("href=\"#verdicts\"") != std::string::npos);
  CHECK(page.find("<span id=\"verdicts\">") != std::string::npos);
  CHECK(count(page, "<tbody>") == 3);  // Verdicts, numbers, the machine.
  CHECK(page.find("<details><summary>8 more commands</summary>") != std::string::npos);
}

TEST_CASE("a sweep is drawn as lines") {
  std::vector<Row> rows;
  for (const auto& [prime, factor] : {std::pair(13564517U, 1U), {4081932119U, 10U}}) {
    for (Row row : two_modes()) {
      row.prime = prime;
      row.wall_ns *= factor;
      rows.push_back(row);
    }
  }
  const std::string page = page_of(rows);
  CHECK(page.find("Efficiency by time of one task, run alone") != std::string::npos);
  CHECK(page.find("<title>threaded at ") != std::string::npos);
  CHECK(page.find("The smallest task that is worth it") != std::string::npos);
}

TEST_CASE("the verdict of a sweep has the works of one size too, and why nothing was found") {
  std::vector<Row> rows = two_modes();
  for (const std::uint64_t prime : {13564517U, 4081932119U}) {  // A sweep of a round each.
    for (const char* mode : {"sequential", "threaded"}) {
      rows.push_back(make_row(mode, 50));
      rows.back().prime = prime;
      rows.back().runs = 3;
    }
  }
  const std::string verdict = between(page_of(rows), "<h2 id=\"verdict\">", "</section>");
  CHECK(count(verdict, "<dt>") == 3);
  CHECK(count(verdict, "One measurement each tells nothing about noise") == 2);
  CHECK(count(verdict, "Fastest: threaded, 1.9") == 1);
}

TEST_CASE("the table of another metric than the wall time is called by it") {
  const Grouping grouping = grouped(two_modes());
  const std::string page =
      html_report(grouping, make_report(grouping, kSequential, {}, Metric::kCpu), {});
  CHECK(count(page, "Wall time and what it costs") == 0);
  CHECK(count(page, "and what it costs") == 1);
}

TEST_CASE("a page of chosen modes draws the ideal and the CPUs' time by what else was measured") {
  const std::vector<Row> all = two_modes();
  const Grouping beside = grouped(all);
  std::vector<Row> chosen;
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
               [](const Row& row) { return row.mode == "threaded"; });
  const Grouping shown = grouped(chosen);
  const Report report = make_report(shown, kSequential, {}, Metric::kWall, &beside);
  const auto draws = [&](const Grouping* others, const std::string& words) {
    return html_report(shown, report,
                       {.title = "t", .first_started = "", .last_started = "", .beside = others})
               .find(words) != std::string::npos;
  };
  for (const char* words : {"time went", "<title>threaded: idle ", "ideal"}) {
    CAPTURE(words);
    CHECK(draws(&beside, words));
    CHECK_FALSE(draws(nullptr, words));
  }
}

TEST_CASE(
    "the sizes of tasks are drawn by the sequential mode whatever speed-ups are relative to") {
  std::vector<Row> rows;
  for (const std::uint64_t prime : {13564517U, 4081932119U}) {
    for (Row row : two_modes()) {
      row.prime = prime;
      row.wall_ns += prime / 1000;
      rows.push_back(row);
    }
  }
  const Grouping grouping = grouped(rows);
  const auto page = [&](std::string_view baseline) {
    return html_report(grouping, make_report(grouping, baseline), {});
  };
  const auto first_chart = [&](std::string_view baseline) {
    return between(page(baseline), "<figure>", "</figure>");
  };
  CHECK(first_chart("sequential").find("fficiency") != std::string::npos);
  CHECK(first_chart("sequential") == first_chart("threaded"));
}

TEST_CASE("of more ways than lines can show a sweep's chart has the fastest, and says so") {
  std::vector<Row> rows;
  for (const std::uint64_t prime : {13564517U, 4081932119U}) {
    rows.push_back(make_row("sequential", 900));
    for (std::uint64_t way = 1; way <= 20; ++way)
      rows.push_back(make_row(fmt::format("way-{}-", way), 100 + way));
    std::for_each(rows.end() - 21, rows.end(), [&](Row& row) { row.prime = prime; });
  }
  const std::string page = page_of(rows);
  CHECK(page.find("Drawn are the 12 of 21 ways that were fastest over all.") != std::string::npos);
  CHECK(page.find("<title>sequential at ") != std::string::npos);
  CHECK(page.find("<title>way-11- at ") != std::string::npos);
  CHECK(page.find("<title>way-12- at ") == std::string::npos);
}

TEST_CASE("the page tells how rounds were ordered only as far as its rows show it") {
  std::vector<Row> rows = two_modes();
  CHECK(page_of(rows).find("beginning with another one each time") != std::string::npos);
  for (Row& row : rows)
    row.traced = false;
  CHECK(page_of(rows).find("each other one about equally often") != std::string::npos);
}

TEST_CASE("a page without rows is a page") {
  const std::string page = page_of({}, {.title = "None", .first_started = "", .last_started = ""});
  CHECK(page.find("<h1><bdi>None</bdi></h1>") != std::string::npos);
  CHECK(page.ends_with("</html>\n"));
}

TEST_CASE("moments are written as people write them") {
  const auto facts = [](const char* first, const char* last) {
    return page_of(two_modes(), {.title = "", .first_started = first, .last_started = last});
  };
  CHECK(
      facts("2026-01-31T12:34:56Z", "2026-01-31T13:00:00Z").find("2026-01-31 12:34 to 13:00 UTC") !=
      std::string::npos);
  CHECK(facts("2026-01-31T12:34:56Z", "2026-02-01T00:00:00Z")
            .find("2026-01-31 12:34 UTC to 2026-02-01 00:00 UTC") != std::string::npos);
  CHECK(facts("yesterday", "yesterday").find("· yesterday") != std::string::npos);
}

}  // namespace primebench
