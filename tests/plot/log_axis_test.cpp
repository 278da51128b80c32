// What a logarithmic axis shows of values that are 0.

#include <doctest/doctest.h>

#include <algorithm>

#include "plot/bar_figure.hpp"
#include "plot/line_figure.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;

namespace {

/// Pools of 1, 2 and 4 threads: never stolen from, now and then, and always.
std::vector<Group> some_stolen() {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 9; ++i) {
    for (const std::uint64_t pool : {1U, 2U, 4U}) {
      rows.push_back(make_pool_row("thread-pool", 40, pool));
      const bool stolen = pool == 4 || (pool == 2 && i > 2) || (pool == 1 && i > 6);
      rows.back().stolen_ns = stolen ? (i + 1) * test::kMs : 0;
    }
  }
  return group(rows, Metric::kStolen);
}

std::vector<Shape> strokes_of(const Figure& figure) {
  std::vector<Shape> found;
  for (const Layer& layer : figure.layers) {
    if (layer.kind == Layer::Kind::kLines)
      found.insert(found.end(), layer.shapes.begin(), layer.shapes.end());
  }
  return found;
}

}  // namespace

TEST_CASE("on a logarithmic axis a bar of 0 has neither height nor whisker") {
  const Baseline none("sequential", {});
  const BarChart chart =
      on_log_axis(make_bar_chart(some_stolen(), none, none, {Metric::kStolen, Sort::kGiven, ""}));
  const Figure figure = lay_out(chart, {960, 540}, true);
  REQUIRE(figure.y.log);
  const std::vector<Shape>& bars = figure.layers.front().shapes;
  REQUIRE(bars.size() == 3);
  CHECK(bars[0].corners[2] == bars[0].corners[3]);
  const std::vector<Shape> strokes = strokes_of(figure);
  // Of the second the lower end is 0, which has no cap: it goes on.
  REQUIRE(strokes.size() == 2 + 3);
  for (const Shape& stroke : strokes)
    CHECK(stroke.corners[0] > 1);
  CHECK(strokes[0].corners[2] == figure.y.low);
  CHECK(strokes[1].corners[2] == strokes[0].corners[3]);
}

TEST_CASE("a line has no point of 0 on a logarithmic axis, which none gets unasked") {
  const Baseline none("sequential", {});
  const LineChart chart =
      make_line_chart(some_stolen(), none, none, {Metric::kStolen, nullptr, "", true});
  const Figure figure = lay_out(chart, {960, 540}, true);
  const auto path =
      std::find_if(figure.layers.begin(), figure.layers.end(),
                   [](const Layer& layer) { return layer.kind == Layer::Kind::kPath; });
  REQUIRE(path != figure.layers.end());
  CHECK(path->path.size() == 2);
  CHECK(path->path.front().x == 2);
  CHECK(strokes_of(figure).size() == 2);
  std::vector<Row> rows;
  for (const std::uint64_t pool : {1U, 2U, 4U}) {
    rows.push_back(make_pool_row("thread-pool", 40, pool));
    rows.back().stolen_ns = pool == 4 ? 0 : pool * pool * pool * 100;
  }
  rows.front().stolen_ns = 1;
  const LineChart unasked =
      make_line_chart(group(rows, Metric::kStolen), none, none, {Metric::kStolen, nullptr, ""});
  CHECK_FALSE(lay_out(unasked, {960, 540}, false).y.log);
}

TEST_CASE("an axis of measured times has its ticks up to its ends, beyond the last point too") {
  LineChart chart;
  chart.metric = metric_spec(Metric::kEfficiency);
  chart.along = along_table().front();
  for (const AlongSpec& along : along_table()) {
    if (along.parameter == nullptr)
      chart.along = along;
  }
  REQUIRE(chart.along.parameter == nullptr);
  Line line;
  line.name = "threaded";
  line.points = {{1010, 0.1, {}}, {31'000, 0.5, {}}, {999'000, 0.9, {}}};
  chart.lines = {line};
  const Axis axis = lay_out(chart, {960, 540}, false).x;
  REQUIRE(axis.low < 1000);
  REQUIRE(axis.high > 1e6);
  REQUIRE_FALSE(axis.ticks.empty());
  CHECK(axis.ticks.front().label == "1 \u00b5s");
  CHECK(axis.ticks.back().label == "1 ms");
}

}  // namespace primebench
