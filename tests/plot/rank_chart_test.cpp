#include "plot/rank_chart.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/utf8.hpp"
#include "modes/table.hpp"
#include "plot/rank_figure.hpp"
#include "plot/rank_text.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using test::rounds_of;

/// `count` rounds of about that many milliseconds.
std::vector<Row> about(const std::string& mode, double ms, int count, int phase) {
  std::vector<double> walls;
  for (int i = 0; i < count; ++i)
    walls.push_back(ms * (1 + 0.01 * ((i * 7 + phase * 5) % 11)));
  return rounds_of(mode, walls);
}

/// Two alike and one that takes twice as long.
std::vector<Row> three(int count) {
  return test::all_of({about("threaded", 50, count, 0), about("sequential", 100, count, 1),
                       about("std-async", 50, count, 3)});
}

RankChart chart_of(const std::vector<Row>& rows, Metric metric = Metric::kWall) {
  return make_rank_chart(test::group(rows, metric), {metric, "", "Bars"});
}

std::string caption_of(const RankChart& chart) { return chart.heading.caption.front(); }

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a chart of ranks says what it is over, and which rule its bars come from") {
  const RankChart chart = chart_of(three(10));
  REQUIRE(chart.marks.size() == 3);
  CHECK(chart.marks.back().name == "sequential");
  CHECK(chart.marks.back().rank == 3);
  CHECK(chart.bars == std::vector<std::vector<std::size_t>>{{0, 1}});
  CHECK(contains(caption_of(chart), "Mean rank over 10 rounds"));
  CHECK(contains(caption_of(chart), "by the rule of the verdict"));
  CHECK(contains(caption_of(chart), "the first is the verdict's own"));
  // It left one alone, whom no bar joins with others.
  const RankChart one =
      chart_of(test::all_of({about("threaded", 50, 10, 0), about("sequential", 100, 10, 1),
                             about("std-async", 100, 10, 4)}));
  CHECK(one.bars.size() == 1);
  CHECK(!contains(caption_of(one), "the verdict's own"));
}

TEST_CASE("with few rounds a chart of ranks says that nothing can be told yet") {
  for (const int count : {1, 2, 5}) {
    const RankChart chart = chart_of(three(count));
    CHECK(chart.bars == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
    CHECK(contains(caption_of(chart), count == 1 ? "over 1 round;" : "rounds;"));
    CHECK(contains(caption_of(chart), "None can be told apart yet: that takes 6."));
  }
}

TEST_CASE("where all differ there is no bar, and the caption speaks of none") {
  const RankChart chart =
      chart_of(test::all_of({about("threaded", 50, 6, 0), about("sequential", 100, 6, 1)}));
  CHECK(chart.bars.empty());
  CHECK(contains(caption_of(chart), "Any two can be told apart"));
  CHECK(!contains(caption_of(chart), "join"));
}

TEST_CASE("what cannot be ranked is an error that says what to do") {
  CHECK_THROWS_WITH_AS(chart_of(about("threaded", 50, 6, 0)),
                       doctest::Contains("there is only one: threaded; measure others"), Error);
  std::vector<Row> works = three(6);
  works.front().runs = 9;
  CHECK_THROWS_WITH_AS(chart_of(works), doctest::Contains("they differ in runs"), Error);
  CHECK_THROWS_WITH_AS(chart_of(test::all_of({rounds_of("threaded", {1, 2}, "call-1"),
                                              rounds_of("asyncio", {1, 2}, "call-2")})),
                       doctest::Contains("measure them in one call"), Error);
  std::vector<Row> many;
  for (std::uint64_t pool = 1; pool <= kMostRanks + 1; ++pool)
    many.push_back(test::make_pool_row("thread-pool", 50, pool));
  CHECK_THROWS_WITH_AS(chart_of(many), doctest::Contains("--where"), Error);
}

TEST_CASE("each name has a line to its rank, and a bar ends at those that it joins") {
  const RankChart chart = chart_of(three(10));
  const Figure figure = lay_out(chart, {960, 540});
  CHECK(!figure.frame);
  std::size_t paths = 0;
  for (const Layer& layer : figure.layers) {
    if (layer.kind != Layer::Kind::kPath)
      continue;
    if (++paths == 1) {
      REQUIRE(layer.path.size() == 2);
      CHECK(layer.path.front().x == chart.marks[0].rank);
      CHECK(layer.path.back().x == chart.marks[1].rank);
      CHECK(contains(layer.path.front().tip, "mean rank"));
    }
  }
  CHECK(paths == 1 + 3);  // A bar and three points.
  for (const RankMark& mark : chart.marks)
    CHECK(std::any_of(figure.texts.begin(), figure.texts.end(), [&](const Text& text) {
      return contains(text.text, mark.name) &&
             contains(text.text, fmt::format("{:.2f}", mark.rank));
    }));
}

TEST_CASE("lines of a chart of ranks stay in the picture, however many modes and however small") {
  std::vector<std::vector<Row>> configurations;
  for (const ModeSpec* mode : mode_table())
    configurations.push_back(
        about(std::string(mode->name), 50, 8, static_cast<int>(configurations.size())));
  configurations.resize(std::min(configurations.size(), kMostRanks));
  const RankChart chart = chart_of(test::all_of(configurations));
  for (const Size size : {Size{480, 270}, Size{640, 360}, Size{960, 540}, Size{3840, 2160}}) {
    const Figure figure = lay_out(chart, size);
    const double height = figure.area.bottom - figure.area.top;
    CHECK(figure.area.right - figure.area.left > size.width * 0.3);
    for (const Layer& layer : figure.layers) {
      for (const Shape& shape : layer.shapes) {
        CHECK(shape.corners[2] >= 0);
        CHECK(shape.corners[3] <= height);
      }
    }
  }
}

TEST_CASE("a chart of ranks in characters keeps its width, and to ASCII where it must") {
  const std::string text = text_ranks(chart_of(three(10)), {50, false});
  CHECK(contains(text, "  3.00  sequential\n"));
  CHECK(contains(text, "  threaded   |\n"));
  CHECK(contains(text, "  std-async  |\n"));
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    CHECK(columns_of(text.substr(at, text.find('\n', at) - at)) <= 50);
  CHECK(contains(text_ranks(chart_of(three(10)), {50, true}), "┃"));
}

TEST_CASE("what is better if larger ranks from the largest") {
  const RankChart chart = chart_of(three(10), Metric::kThroughput);
  CHECK(chart.marks.back().name == "sequential");
  CHECK(contains(caption_of(chart), "1: the largest in each."));
}

}  // namespace primebench
