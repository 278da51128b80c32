// Lines that were measured at the same places stand beside each other.

#include "plot/dodge.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "plot/line_figure.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;

namespace {

const std::vector<std::string> kModes = {
    "thread-pool",  "asio-thread-pool", "multiprocessing-pool", "openmp",
    "openmp-tasks", "work-stealing",    "asyncio-pool",         "fibers"};

/// `modes` modes with all `pools`, of so many rows each.
LineChart chart_of(std::size_t modes, const std::vector<std::uint64_t>& pools, std::size_t rows) {
  std::vector<Row> all;
  for (std::size_t mode = 0; mode < modes; ++mode) {
    for (const std::uint64_t pool : pools) {
      for (std::size_t i = 0; i < rows; ++i)
        all.push_back(make_pool_row(kModes[mode], 100 + mode + 10 * i, pool));
    }
  }
  const Baseline none("sequential", {});
  return make_line_chart(group(all), none, none, {});
}

std::vector<const Layer*> layers_of(const Figure& figure, Layer::Kind kind) {
  std::vector<const Layer*> found;
  for (const Layer& layer : figure.layers) {
    if (layer.kind == kind)
      found.push_back(&layer);
  }
  return found;
}

}  // namespace

TEST_CASE("no whisker of a line chart hides another, and each stays with its marker") {
  for (const std::vector<std::uint64_t>& pools :
       {std::vector<std::uint64_t>{1, 2}, {1, 2, 4, 8}, {1, 100, 10'000}, {4, 5, 6, 7, 8}}) {
    for (const std::size_t modes : {4U, 8U}) {
      for (const Size size : {Size{640, 360}, Size{960, 540}, Size{3840, 2160}}) {
        CAPTURE(pools.size());
        CAPTURE(modes);
        CAPTURE(size.width);
        const Figure figure = lay_out(chart_of(modes, pools, 6), size, false);
        const auto whiskers = layers_of(figure, Layer::Kind::kLines);
        const auto paths = layers_of(figure, Layer::Kind::kPath);
        REQUIRE(whiskers.size() == modes);
        REQUIRE(paths.size() == modes);
        for (std::size_t i = 0; i < pools.size(); ++i) {
          double before = figure.area.left;
          for (std::size_t mode = 0; mode < modes; ++mode) {
            const Shape& whisker = whiskers[mode]->shapes[i];
            CHECK(whisker.corners[0] == whisker.corners[1]);
            CHECK(whisker.corners[0] == paths[mode]->path[i].x);
            const double at = pixel_x(figure, whisker.corners[0]);
            CHECK(at >= before + whiskers[mode]->width);
            before = at;
          }
          CHECK(before <= figure.area.right);
          const double middle = (pixel_x(figure, paths.front()->path[i].x) + before) / 2;
          CHECK(middle ==
                doctest::Approx(pixel_x(figure, static_cast<double>(pools[i]))).epsilon(0.001));
        }
      }
    }
  }
}

TEST_CASE("lines without whiskers, and one alone, stand on their places") {
  for (const LineChart& chart : {chart_of(4, {1, 2, 4}, 1), chart_of(1, {1, 2, 4}, 6)}) {
    const Figure figure = lay_out(chart, {960, 540}, false);
    for (const Layer* path : layers_of(figure, Layer::Kind::kPath)) {
      CHECK(path->path[0].x == 1);
      CHECK(path->path[2].x == 4);
    }
  }
}

TEST_CASE("a ring stands on the line that it is about") {
  LineChart chart = chart_of(4, {1, 2, 4}, 6);
  for (std::size_t line = 0; line < 4; ++line) {
    chart.crossovers = {{line, 2, chart.lines[line].points[1].value}};
    const Figure figure = lay_out(chart, {960, 540}, false);
    const auto paths = layers_of(figure, Layer::Kind::kPath);
    REQUIRE(paths.size() == 5);
    CHECK(paths.back()->marker == Marker::kRing);
    CHECK(paths.back()->path.front().x == paths[line]->path[1].x);
  }
}

}  // namespace primebench
