#include "plot/svg.hpp"

#include <doctest/doctest.h>

#include <set>

#include "modes/table.hpp"
#include "plot/bar_figure.hpp"
#include "plot/contrast.hpp"
#include "plot/line_figure.hpp"
#include "plot/palette.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;
using test::make_row;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

Figure bars() {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    rows.push_back(make_row("sequential", 100 + i));
    rows.push_back(make_row("threaded", 50 + i));
  }
  const auto groups = group(rows);
  const Baseline baseline("sequential", groups);
  return lay_out(make_bar_chart(groups, baseline, baseline, {}), {960, 400}, false);
}

Figure lines() {
  std::vector<Row> rows = {make_row("sequential", 100)};
  for (const std::uint64_t pool : {1U, 2U, 4U})
    rows.push_back(make_pool_row("thread-pool", 100 / pool, pool));
  const auto groups = group(rows);
  const Baseline baseline("sequential", groups);
  return lay_out(make_line_chart(groups, baseline, baseline, {}), {960, 400}, false);
}

std::multiset<std::string> ids_in(const std::string& text) {
  constexpr std::string_view kMark = " id=\"";
  std::multiset<std::string> ids;
  for (std::size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at)) {
    at += kMark.size();
    ids.insert(text.substr(at, text.find('"', at) - at));
  }
  return ids;
}

}  // namespace

TEST_CASE("ids of pictures on one page do not collide, and name what labels them") {
  const std::string page = svg_of(bars(), {"a", "One", "1"}) + svg_of(bars(), {"b", "Two", "2"});
  CHECK(ids_in(page) == std::multiset<std::string>{"a-title", "a-desc", "b-title", "b-desc"});
  CHECK(count(page, R"(role="img" aria-labelledby="b-title b-desc")") == 1);
  CHECK(count(page, R"(<desc id="b-desc">2</desc>)") == 1);
}

TEST_CASE("every bar, whisker and mark has a tip that says its value") {
  const std::string svg = svg_of(bars(), {"a", "T", "D"});
  CHECK(count(svg, "<rect ") == 2);
  CHECK(count(svg, "</title></rect>") == 2);
  CHECK(count(svg, "<title>sequential: 102 ms (100 ms to 105 ms), n = 6, ideal ") == 0);
  CHECK(count(svg, "<title>sequential: 102 ms (100 ms to 105 ms), n = 6</title></rect>") == 1);
  CHECK(count(svg,
              "<title>threaded: 52.5 ms (50.0 ms to 55.0 ms), n = 6, ideal 51.2 ms (50.0 ms to "
              "52.5 ms)</title></line>") == 5);
}

TEST_CASE("every point of a line has a tip, and so has a line that has no points") {
  const std::string svg = svg_of(lines(), {"a", "T", "D"});
  CHECK(count(svg, "</title></circle>") == 3);
  CHECK(count(svg, "<title>thread-pool at 4: 25.0 ms</title>") == 1);
  CHECK(count(svg, "<title>sequential: 100 ms</title></polyline>") == 1);
}

TEST_CASE("texts of a picture are escaped, and so are its title, its description and its tips") {
  Figure figure = bars();
  const std::string hostile = "</svg><script>\"&#60;";
  figure.texts.push_back({hostile, 1, 1});
  figure.layers[0].shapes[0].tip = hostile;
  figure.x.ticks = {{1, hostile}};
  const std::string svg = svg_of(figure, {"a", hostile, hostile});
  CHECK(count(svg, "<script") == 0);
  CHECK(count(svg, "</svg>") == 1);
  CHECK(count(svg, "&lt;/svg&gt;&lt;script&gt;&quot;&amp;#60;") == 5);
}

TEST_CASE("the page decides the colours of what is no mark") {
  const std::string svg = svg_of(bars(), {"a", "T", "D"});
  CHECK(svg.find("fill=\"var(--ink)\"") != std::string::npos);
  CHECK(svg.find("stroke=\"var(--grid)\"") != std::string::npos);
  CHECK(svg.find("fill=\"var(--m-0072b2,#0072b2)\"") != std::string::npos);
  CHECK(svg.find("#222222") == std::string::npos);
  CHECK(svg.find("style") == std::string::npos);
  CHECK(svg.find("font-family=\"inherit\"") != std::string::npos);
}

TEST_CASE("what has no place on a logarithmic axis is left out") {
  Figure figure = bars();
  figure.y.log = true;
  figure.y.low = 1;
  figure.layers = {{.kind = Layer::Kind::kLines, .shapes = {{{0, 1, 0, 0}, 0, "gone"}}},
                   {.kind = Layer::Kind::kPath,
                    .marker = Marker::kDot,
                    .path = {{1, 0, "gone"}, {1, 10, "here"}}}};
  const std::string svg = svg_of(figure, {"a", "T", "D"});
  CHECK(svg.find("gone") == std::string::npos);
  CHECK(svg.find("here") != std::string::npos);
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("inf\"") == std::string::npos);
}

TEST_CASE("contrast is that of the guidelines") {
  CHECK(contrast(0x000000, 0xffffff) == doctest::Approx(21));
  CHECK(contrast(0xffffff, 0x767676) == doctest::Approx(4.54).epsilon(0.001));
  CHECK(contrast(0x123456, 0x123456) == doctest::Approx(1));
}

TEST_CASE("names in the colour of any mode can be read on a light and on a dark page") {
  std::vector<std::string> modes = {"from-another-version"};
  for (const ModeSpec* mode : mode_table())
    modes.emplace_back(mode->name);
  for (const Rgb colour : mode_colours(modes)) {
    CHECK(contrast(readable(colour, kLightPage, kReadable), kLightPage) >= kReadable);
    CHECK(contrast(readable(colour, kDarkPage, kReadable), kDarkPage) >= kReadable);
    CHECK(contrast(visible_on_dark(colour), kDarkPage) >= 2.5);
  }
  CHECK(readable(0x000000, kLightPage, kReadable) == 0x000000);
}

TEST_CASE("a dark page changes the marks that could not be seen, and no others") {
  Figure figure = bars();
  figure.layers[0].shapes[0].colour = 0x003f66;
  figure.texts.push_back({"dark", 1, 1});
  figure.texts.back().colour = 0x003f66;
  const std::string css = dark_colours({figure});
  CHECK(css.find("--m-003f66:#") != std::string::npos);
  CHECK(css.find("--t-003f66:#") != std::string::npos);
  CHECK(css.find("--m-0072b2") == std::string::npos);
}

}  // namespace primebench
