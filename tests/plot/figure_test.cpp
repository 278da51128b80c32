#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "modes/table.hpp"
#include "plot/bar_figure.hpp"
#include "plot/label_place.hpp"
#include "plot/line_figure.hpp"
#include "plot/line_names.hpp"
#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"
#include "support/rows.hpp"

namespace primebench {

using test::group;
using test::make_pool_row;
using test::make_row;

namespace {

struct Box {
  double left, right, top, bottom;
  std::string text;
};

Box box_of(const Text& text) {
  const double width = text_width(text.text, text.size);
  const double half = text.size * 0.5;
  const double before = text.align == Align::kLeft    ? 0
                        : text.align == Align::kRight ? width
                                                      : width / 2;
  if (text.upright)
    return {text.x - half, text.x + half, text.y - width + before, text.y + before, text.text};
  return {text.x - before, text.x - before + width, text.y - half, text.y + half, text.text};
}

/// The first pair of texts that overlap, or a text that leaves the picture.
std::string trouble(const Figure& figure) {
  std::vector<Box> boxes;
  for (const Text& text : figure.texts)
    boxes.push_back(box_of(text));
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Box& a = boxes[i];
    if (a.left < 0 || a.right > figure.size.width || a.top < 0 || a.bottom > figure.size.height)
      return "outside: " + a.text;
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const Box& b = boxes[j];
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        return fmt::format("'{}' covers '{}'", a.text, b.text);
    }
  }
  return {};
}

std::vector<std::string> mode_names() {
  std::vector<std::string> names;
  for (const ModeSpec* mode : mode_table())
    names.emplace_back(mode->name);
  return names;
}

/// `count` configurations, a thousandfold spread, a few repetitions.
std::vector<Group> many(std::size_t count) {
  const std::vector<std::string> modes = mode_names();
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint64_t repetition = 0; repetition < 3; ++repetition) {
      Row row = make_row(modes[i % modes.size()], 1 + repetition + i * i * 37 % 5000);
      if (find_mode(row.mode)->uses_pool())
        row.pool = 4;
      row.runs = 8U << (i / modes.size());
      rows.push_back(row);
    }
  }
  return group(rows);
}

BarChart chart_of(const std::vector<Group>& groups) {
  const Baseline none("sequential", {});
  return make_bar_chart(groups, none, none, {});
}

}  // namespace

TEST_CASE("no text of a bar chart overlaps another or leaves the picture") {
  for (const std::size_t bars : {1U, 2U, 3U, 5U, 7U, 10U, 14U, 20U, 28U, 35U, 40U}) {
    for (const Size size : {Size{960, 540}, Size{640, 360}, Size{1600, 900}, Size{480, 480}}) {
      for (const bool log : {false, true}) {
        CAPTURE(bars);
        CAPTURE(size.width);
        CAPTURE(log);
        CHECK(trouble(lay_out(chart_of(many(bars)), size, log)) == "");
      }
    }
  }
}

TEST_CASE("a title keeps the margin at its right, bold as it is") {
  BarChart chart =
      make_bar_chart(many(4), Baseline("sequential", {}), Baseline("sequential", {}), {});
  for (int blanks = 0; blanks < 8; ++blanks) {
    chart.heading.title = std::string(static_cast<std::size_t>(blanks), 'i');
    for (int i = 0; i < 14; ++i)
      chart.heading.title += " a long title";
    const Figure figure = lay_out(chart, {480, 270}, false);
    const double margin = figure.texts.front().x;
    for (const Text& text : figure.texts) {
      if (text.bold)
        CHECK(text.x + text_width(text.text, text.size) * 1.1 <= 480 - margin / 2);
    }
  }
}

TEST_CASE("bars with unrelated parameters fit too") {
  for (const std::size_t bars : {7U, 14U, 40U}) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < bars; ++i) {
      Row row = make_pool_row("process-pool-executor", 10 + i, 1 + i);
      row.label = fmt::format("label number {}", i * 7919);
      row.io_delay_ns = i * test::kMs;
      row.io_waits = 4;
      rows.push_back(row);
    }
    CAPTURE(bars);
    CHECK(trouble(lay_out(chart_of(group(rows)), {960, 540}, false)) == "");
    CHECK(trouble(lay_out(chart_of(group(rows)), {640, 360}, false)) == "");
  }
}

TEST_CASE("more than 40 bars are an error that says what to do") {
  CHECK_NOTHROW(chart_of(many(40)));
  CHECK_THROWS_WITH_AS(chart_of(many(41)), doctest::Contains("--where FIELD=VALUE"), Error);
  CHECK_THROWS_WITH_AS(chart_of(many(41)), doctest::Contains("--kind line"), Error);
}

TEST_CASE("lines are advised instead of many bars only where there is something to run along") {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 41; ++i) {
    rows.push_back(make_row("threaded", 10));
    rows.back().label = fmt::format("label {}", i);
  }
  try {
    chart_of(group(rows));
    FAIL("41 bars were drawn");
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.ends_with("(they differ in label)"));
  }
}

TEST_CASE("along the time of a task what helps is sequential, not another baseline") {
  const std::vector<Group> groups = group({make_row("threaded", 10)});
  const auto along = along_table();
  const auto task = std::find_if(along.begin(), along.end(),
                                 [](const AlongSpec& spec) { return spec.name == "task"; });
  try {
    const Baseline threaded("threaded", groups);
    make_line_chart(groups, threaded, Baseline("sequential", groups), {Metric::kWall, &*task, ""});
    FAIL("nothing was missing");
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.find("--mode sequential") != std::string::npos);
    CHECK(text.find("--baseline") == std::string::npos);
  }
}

TEST_CASE("bars stand on zero, and reach exactly their value") {
  const BarChart chart = chart_of(group({make_row("sequential", 80), make_row("threaded", 40)}));
  const Figure figure = lay_out(chart, {960, 540}, false);
  CHECK(figure.y.low == 0);
  REQUIRE_FALSE(figure.layers.empty());
  const auto& boxes = figure.layers.front().shapes;
  REQUIRE(boxes.size() == 2);
  CHECK(boxes[0].corners[2] == 0);
  CHECK(boxes[0].corners[3] == 80e6);
  CHECK(boxes[1].corners[3] == 40e6);
  CHECK(boxes[0].colour != boxes[1].colour);
}

TEST_CASE("one parameter that varies makes clusters with a colour for each mode") {
  std::vector<Row> rows;
  for (const std::uint64_t pool : {2U, 10U, 1U}) {
    rows.push_back(make_pool_row("thread-pool", 90 / pool, pool));
    rows.push_back(make_pool_row("multiprocessing-pool", 95 / pool, pool));
  }
  const BarChart chart = chart_of(in_order(group(rows)));
  REQUIRE(chart.clustered);
  REQUIRE(chart.clusters.size() == 3);
  CHECK(chart.clusters[0].label == "pool 1");  // By number, however the rows came.
  CHECK(chart.clusters[1].label == "pool 2");
  CHECK(chart.clusters[2].label == "pool 10");
  CHECK(chart.clusters[1].bars.size() == 2);
  CHECK(chart.heading.legend.size() == 2);
  CHECK(chart.clusters[0].bars[0].colour == chart.clusters[2].bars[0].colour);
  CHECK(chart.clusters[0].bars[0].colour != chart.clusters[0].bars[1].colour);
}

TEST_CASE("the number of a bar stands beside its whisker, not at the whisker's end") {
  std::vector<Row> rows;
  for (const std::uint64_t wall : {40U, 50U, 90U})
    rows.push_back(make_row("threaded", wall));
  const Figure upright = lay_out(chart_of(group(rows)), {960, 540}, false);
  const auto number = std::find_if(upright.texts.begin(), upright.texts.end(),
                                   [](const Text& text) { return text.text == "50.0 ms"; });
  REQUIRE(number != upright.texts.end());
  CHECK(number->y > pixel_y(upright, 60e6));
  CHECK(number->x > pixel_x(upright, 0.5) + 10);

  const Figure lying = lay_out(chart_of(many(11)), {640, 360}, false);
  const auto in_column = std::count_if(
      lying.texts.begin(), lying.texts.end(),
      [&](const Text& text) { return text.align == Align::kRight && text.x > lying.area.right; });
  CHECK(in_column == 11);
}

TEST_CASE("the number of one bar of many stands beside its whisker up to the next bar") {
  std::vector<Row> rows;
  for (const char* mode : {"sequential", "threaded", "thread-pool", "asyncio", "multiprocessing",
                           "multiprocessing-pool", "process-pool-executor"}) {
    for (const std::uint64_t wall : {40U, 50U, 90U})
      rows.push_back(make_row(mode, wall));
  }
  const Figure figure = lay_out(chart_of(group(rows)), {960, 540}, false);
  CHECK(trouble(figure) == "");
  std::size_t numbers = 0;
  for (const Text& text : figure.texts) {
    if (text.text != "50.0 ms")
      continue;
    ++numbers;
    CHECK(text.y > pixel_y(figure, 60e6));
  }
  CHECK(numbers == 7);
}

TEST_CASE("the number of a bar stands above the band of its ideal, if that is in the way") {
  BarChart chart = chart_of(group({make_row("threaded", 50)}));
  Bar& bar = chart.clusters[0].bars[0];
  bar.ideal = 45e6;
  for (const double high : {48e6, 55e6}) {
    bar.ideal_range = Interval{40e6, high};
    const Figure figure = lay_out(chart, {960, 540}, false);
    const auto number = std::find_if(figure.texts.begin(), figure.texts.end(),
                                     [](const Text& text) { return text.text == "50.0 ms"; });
    REQUIRE(number != figure.texts.end());
    CHECK((number->y < pixel_y(figure, 55e6)) == (high == 55e6));
  }
}

TEST_CASE("the ideal is a double line, which no end of a whisker is") {
  std::vector<Row> rows;
  for (const char* mode : {"sequential", "threaded"}) {
    for (const std::uint64_t wall : {40U, 50U, 90U})
      rows.push_back(make_row(mode, wall));
  }
  const std::vector<Group> groups = group(rows);
  const Baseline sequential("sequential", groups);
  const Figure figure =
      lay_out(make_bar_chart(groups, sequential, sequential, {}), {960, 540}, false);
  std::vector<const Layer*> marks;
  for (const Layer& layer : figure.layers) {
    if (layer.kind == Layer::Kind::kLines && layer.shapes.size() == 1)
      marks.push_back(&layer);
  }
  REQUIRE(marks.size() == 2);
  CHECK(marks[0]->shapes[0].corners == marks[1]->shapes[0].corners);
  CHECK(marks[0]->width > 2 * marks[1]->width);
  CHECK(marks[0]->shapes[0].colour != marks[1]->shapes[0].colour);
}

TEST_CASE("an uncertain ideal is a band of strokes between two lines, and the caption says so") {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    rows.push_back(make_row("sequential", 60 + 12 * i));
    rows.push_back(make_row("threaded", 90));
  }
  const std::vector<Group> groups = group(rows);
  const Baseline sequential("sequential", groups);
  const BarChart chart = make_bar_chart(groups, sequential, sequential, {});
  CHECK(chart.heading.caption.front().find("strokes: its 95 % interval") != std::string::npos);
  for (const bool log : {false, true}) {
    const Figure figure = lay_out(chart, {960, 540}, log);
    const Layer* edges = nullptr;
    std::size_t strokes = 0;
    for (const Layer& layer : figure.layers) {
      if (layer.kind == Layer::Kind::kLines && layer.shapes.size() == 2 && edges == nullptr)
        edges = &layer;
      for (const Shape& shape : layer.shapes) {
        if (layer.kind != Layer::Kind::kLines || shape.corners[2] == shape.corners[3] ||
            shape.corners[0] == shape.corners[1])
          continue;
        ++strokes;
        for (const std::size_t end : {2U, 3U}) {
          CHECK(shape.corners[end] >= 30e6 * (1 - 1e-6));
          CHECK(shape.corners[end] <= 60e6 * (1 + 1e-6));
        }
      }
    }
    REQUIRE(edges != nullptr);
    CHECK(strokes > 5);
    CHECK(edges->shapes[0].corners[2] == 30e6);
    CHECK(edges->shapes[1].corners[2] == 60e6);
    CHECK(edges->shapes[0].tip.find("ideal 45.0 ms (30.0 ms to 60.0 ms)") != std::string::npos);
  }
}

TEST_CASE("an ideal that is narrower than its double line as it is drawn has no strokes") {
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    rows.push_back(make_row("sequential", 400 + i));
    rows.push_back(make_row("threaded", 300));
  }
  const std::vector<Group> groups = group(rows);
  const Baseline sequential("sequential", groups);
  BarChart chart = make_bar_chart(groups, sequential, sequential, {});
  for (const Size size : {Size{960, 540}, Size{3840, 2160}}) {
    CAPTURE(size.width);
    std::optional<Figure> figure;
    bool found = false;
    // From a point on the band grows until strokes are drawn: then its lines must not touch.
    for (double high = 201e6; high < 215e6; high += 0.25e6) {
      chart.clusters.back().bars.back().ideal_range = Interval{200e6, high};
      figure = lay_out(chart, size, false);
      const auto edges =
          std::find_if(figure->layers.begin(), figure->layers.end(), [](const Layer& layer) {
            return layer.kind == Layer::Kind::kLines && layer.shapes.size() == 2 &&
                   layer.shapes[0].corners[2] == 200e6;
          });
      if (edges == figure->layers.end())
        continue;
      found = true;
      CHECK(pixel_y(*figure, 200e6) - pixel_y(*figure, high) > 2 * edges->width);
      break;
    }
    CHECK(found);
  }
}

TEST_CASE("tasks that were chosen by their time cluster by it, not by their primes") {
  std::vector<Row> rows;
  for (const std::uint64_t us : {10U, 1000U}) {
    for (const char* mode : {"sequential", "threaded"}) {
      Row row = make_row(mode, 40 + us);
      row.task_time_ns = us * 1000;
      row.prime = us * 1'000'003;
      rows.push_back(row);
    }
  }
  const BarChart chart = chart_of(group(rows));
  REQUIRE(chart.clusters.size() == 2);
  CHECK(chart.clusters[0].label.find("10 \u00b5s") != std::string::npos);
  CHECK(chart.clusters[0].label.find("prime") == std::string::npos);
  rows.front().prime = 17;  // One time, two numbers: both tell.
  CHECK(chart_of(group(rows)).clusters.front().label.find("prime") == std::string::npos);
  CHECK_FALSE(chart_of(group(rows)).clustered);
}

TEST_CASE(
    "lines along the time that was asked for need no baseline, and one number for each time") {
  std::vector<Row> rows;
  for (const std::uint64_t us : {10U, 100U, 1000U}) {
    for (const char* mode : {"threaded", "asyncio"}) {
      Row row = make_row(mode, 40 + us);
      row.task_time_ns = us * 1000;
      row.prime = us * 1'000'003;
      rows.push_back(row);
    }
  }
  const Baseline none("sequential", {});
  const auto along = along_table();
  const auto time = std::find_if(along.begin(), along.end(),
                                 [](const AlongSpec& spec) { return spec.name == "task-time"; });
  REQUIRE(time != along.end());
  const auto chart_along = [&](const AlongSpec* which) {
    return make_line_chart(group(rows), none, none, {Metric::kWall, which, ""});
  };
  // It is what differs: that the numbers do too follows from it.
  for (const AlongSpec* which : {static_cast<const AlongSpec*>(nullptr), &*time}) {
    const LineChart chart = chart_along(which);
    REQUIRE(chart.lines.size() == 2);
    CHECK(chart.lines[0].name == "threaded");
    REQUIRE(chart.lines[0].points.size() == 3);
    CHECK(chart.lines[0].points[1].x == 100e3);
    const Figure figure = lay_out(chart, {960, 540}, false);
    CHECK(trouble(figure) == "");
    REQUIRE(figure.x.ticks.size() == 3);
    CHECK(figure.x.ticks[0].label == "10 \u00b5s");
  }
  // One time, two numbers, as when it was measured anew: two lines, neither joins both.
  rows.push_back(rows.front());
  rows.back().prime = 17;
  CHECK(chart_along(&*time).lines.size() > 2);
  CHECK_THROWS_WITH(
      chart_along(nullptr),
      "several parameters differ (task-time, prime); choose with --x what the lines run along");
  rows.back().task_time_ns.reset();
  CHECK_THROWS_WITH(chart_along(&*time),
                    "--x task-time: threaded, prime 17 was measured without --task-time; use --x "
                    "prime or --x task");
}

TEST_CASE("bars stand as given or by value") {
  const auto groups = group({make_row("threaded", 50), make_row("asyncio", 90), make_row("x", 20)});
  const Baseline none("sequential", {});
  CHECK(chart_of(groups).clusters[0].bars[0].mode == "threaded");
  const BarChart sorted =
      make_bar_chart(groups, none, none, {Metric::kWall, Sort::kValue, "My title"});
  CHECK(sorted.clusters[0].bars[0].mode == "x");
  CHECK(sorted.clusters[2].bars[0].mode == "asyncio");
  CHECK(sorted.heading.title == "My title");
}

TEST_CASE("bars with different numbers of rows say so") {
  const BarChart chart =
      chart_of(group({make_row("threaded", 5), make_row("asyncio", 9), make_row("asyncio", 8)}));
  CHECK(chart.clusters[0].bars[0].details == std::vector<std::string>{"n = 1"});
  CHECK(chart.heading.caption.front().find("n = 1 to 2. Whiskers: smallest to largest") !=
        std::string::npos);
}

TEST_CASE("axes have round numbers, few enough to read and all inside") {
  const MetricSpec& wall = metric_spec(Metric::kWall);
  for (const double largest : {3.0, 812.0, 4.4e3, 1e6, 65e6, 999e6, 1.24e9, 7.7e12}) {
    for (const bool log : {false, true}) {
      const ValueAxis values = value_axis(wall, {{largest / 50, 0}, {largest, 30}}, 400, 45, log);
      CAPTURE(largest);
      CAPTURE(log);
      CHECK(values.axis.ticks.size() >= 2);
      CHECK(values.axis.ticks.size() <= 20);
      CHECK(position(values.axis, largest) <= 1 - 30.0 / 400 + 1e-9);
      for (const Tick& tick : values.axis.ticks) {
        CHECK(tick.at >= values.axis.low * (1 - 1e-9));
        CHECK(tick.at <= values.axis.high * (1 + 1e-9));
      }
    }
  }
  CHECK(value_axis(wall, {{250e6, 0}}, 400, 100, false).title == "Wall time (ms)");
  const MetricSpec& rate = metric_spec(Metric::kThroughput);
  CHECK(value_axis(rate, {{100, 0}, {1e6, 0}}, 400, 45, true).axis.ticks.back().label == "1M/s");
  CHECK(value_axis(wall, {{0, 0}}, 400, 100, false).axis.high > 0);
}

TEST_CASE("lines run along the parameter that varies, and modes without it lie flat") {
  std::vector<Row> rows = {make_row("sequential", 80)};
  for (const std::uint64_t pool : {4U, 1U, 2U})
    rows.push_back(make_pool_row("thread-pool", 80 / pool, pool));
  const Baseline none("sequential", {});
  const LineChart chart = make_line_chart(group(rows), none, none, {});
  REQUIRE(chart.lines.size() == 2);
  CHECK(chart.along.name == "pool");
  CHECK(chart.lines[0].flat);
  REQUIRE(chart.lines[1].points.size() == 3);
  CHECK(chart.lines[1].points[0].x == 1);
  CHECK(chart.lines[1].points[2].value == 20e6);
  CHECK(trouble(lay_out(chart, {960, 540}, false)) == "");
  CHECK(trouble(lay_out(chart, {640, 360}, false)) == "");
}

TEST_CASE("large primes that lie close together are told apart, to their last digit") {
  const std::vector<std::vector<std::uint64_t>> sweeps = {
      {10'000'019, 10'000'079, 10'000'103},
      {1'000'000'007, 1'000'000'009},
      {18'446'744'073'709'551'521U, 18'446'744'073'709'551'533U, 18'446'744'073'709'551'557U}};
  const Baseline none("sequential", {});
  for (const auto& primes : sweeps) {
    std::vector<Row> rows;
    for (const std::uint64_t prime : primes) {
      rows.push_back(make_row("threaded", 10));
      rows.back().prime = prime;
    }
    const LineChart chart = make_line_chart(group(rows), none, none, {});
    REQUIRE(chart.lines.size() == 1);
    for (std::size_t i = 0; i < primes.size(); ++i)
      CHECK(chart.lines[0].points[i].x == static_cast<double>(primes[i] - primes[0]));
    const Figure figure = lay_out(chart, {960, 540}, false);
    CHECK(figure.x.low < 0);
    CHECK(figure.x.ticks.front().label == std::to_string(primes.front()));
    CHECK(figure.x.ticks.back().label == std::to_string(primes.back()));
    for (const Size size : {Size{480, 270}, Size{960, 540}, Size{3840, 2160}})
      CHECK(trouble(lay_out(chart, size, false)) == "");
  }
}

TEST_CASE("the number at a tick is exact, and short where it is long") {
  CHECK(tick_label(0) == "0");
  CHECK(tick_label(2.5) == "2.5");
  CHECK(tick_label(1'000'000) == "1000000");
  CHECK(tick_label(1e7) == "1e7");
  CHECK(tick_label(2.5e9) == "2.5e9");
  CHECK(tick_label(1e15) == "1e15");
}

TEST_CASE("no two ticks along an axis read the same") {
  const Baseline none("sequential", {});
  std::vector<Row> rows;
  for (const std::uint64_t delay : {100'000'000U, 100'100'000U, 100'200'000U}) {
    rows.push_back(make_row("threaded", 10));
    rows.back().io_delay_ns = delay;
    rows.back().io_waits = 4;
  }
  const Figure figure = lay_out(make_line_chart(group(rows), none, none, {}), {960, 540}, false);
  REQUIRE(figure.x.ticks.size() == 3);
  CHECK(figure.x.ticks[1].label == "100.1 ms");
}

TEST_CASE("one size of task of some seconds has an axis too") {
  Row row = make_row("sequential", 400'000);
  const std::vector<Group> groups = group({row});
  const Baseline sequential("sequential", groups);
  const auto along = along_table();
  const auto task = std::find_if(along.begin(), along.end(),
                                 [](const AlongSpec& spec) { return spec.name == "task"; });
  REQUIRE(task != along.end());
  const Figure figure =
      lay_out(make_line_chart(groups, sequential, sequential, {Metric::kWall, &*task, ""}),
              {960, 540}, false);
  CHECK(fmt::format("{:.9g}", figure.x.low) != fmt::format("{:.9g}", figure.x.high));
}

TEST_CASE("along the hosts a pool that grows with them is one line, beside what is ideal") {
  std::vector<Row> rows = {make_row("sequential", 80)};
  rows.back().hosts = 1;
  for (const std::uint64_t hosts : {1U, 2U, 4U}) {
    rows.push_back(make_pool_row("mpi", 60 / hosts, 2 * hosts));
    rows.back().hosts = hosts;
  }
  const std::vector<Group> groups = group(rows);
  const Baseline sequential("sequential", groups);
  const auto along = along_table();
  const auto by_hosts = std::find_if(along.begin(), along.end(),
                                     [](const AlongSpec& spec) { return spec.name == "hosts"; });
  REQUIRE(by_hosts != along.end());
  const LineChart chart =
      make_line_chart(groups, sequential, sequential, {Metric::kSpeedup, &*by_hosts, ""});
  REQUIRE(chart.lines.size() == 3);
  CHECK(chart.lines[1].name == "mpi");
  REQUIRE(chart.lines[1].points.size() == 3);
  CHECK(chart.lines[1].points[2].value == doctest::Approx(80.0 / 15));
  CHECK(chart.lines[2].name == "mpi, ideal");
  REQUIRE(chart.lines[2].points.size() == 3);
  CHECK(chart.lines[2].points[0].value == doctest::Approx(2));
  CHECK(chart.lines[2].points[2].value == doctest::Approx(8));
  const Figure figure = lay_out(chart, {960, 540}, false);
  CHECK(trouble(figure) == "");
  // The ideal is a double line without markers, below the others.
  const auto path = std::find_if(figure.layers.begin(), figure.layers.end(), [](const Layer& one) {
    return one.kind == Layer::Kind::kPath && one.colour == 0x808080;
  });
  REQUIRE(path != figure.layers.end());
  CHECK(path->marker == Marker::kNone);
  CHECK_FALSE(path->dashed);
  CHECK((path + 1)->colour == 0xffffff);
  CHECK((path + 1)->path.size() == 3);
  CHECK(path->width > 2 * (path + 1)->width);
  CHECK(std::none_of(figure.layers.begin(), path,
                     [](const Layer& one) { return one.marker != Marker::kNone; }));
}

TEST_CASE("along the hosts efficiency is the part of what all their CPUs could do") {
  // 80 ms of work; three hosts with 2, 2 and 6 CPUs, which the rows of several have told.
  std::vector<Row> rows = {make_row("sequential", 80), make_pool_row("mpi", 50, 2),
                           make_pool_row("mpi", 25, 4), make_pool_row("mpi", 20, 10)};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].runs = 80;
    rows[i].hosts = std::max<std::size_t>(1, i);
  }
  rows[2].hosts_cpu_milli = 4'000;
  rows[3].hosts_cpu_milli = 10'000;
  rows[3].hosts_cpu_model = "Test CPU (testhost and 1 more) + Other CPU (c)";
  const auto values = [&](Metric metric) {
    const std::vector<Group> groups = group(rows);
    const Baseline sequential("sequential", groups);
    const auto along = along_table();
    const auto by_hosts = std::find_if(along.begin(), along.end(),
                                       [](const AlongSpec& spec) { return spec.name == "hosts"; });
    const LineChart chart =
        make_line_chart(groups, sequential, sequential, {metric, &*by_hosts, ""});
    CHECK(trouble(lay_out(chart, {960, 540}, false)) == "");
    std::map<std::string, std::vector<double>> lines;
    for (const Line& line : chart.lines) {
      for (const LinePoint& point : line.points)
        lines[line.name].push_back(point.value);
    }
    return lines;
  };
  const auto approximately = [](const std::vector<double>& found,
                                const std::vector<double>& wanted) {
    return std::equal(found.begin(), found.end(), wanted.begin(), wanted.end(),
                      [](double a, double b) { return a == doctest::Approx(b); });
  };
  auto lines = values(Metric::kEfficiency);
  CHECK(approximately(lines["mpi"], {40.0 / 50, 20.0 / 25, 8.0 / 20}));
  lines = values(Metric::kSpeedup);
  CHECK(approximately(lines["mpi"], {80.0 / 50, 80.0 / 25, 80.0 / 20}));
  CHECK(approximately(lines["mpi, ideal"], {2, 4, 10}));
  // Of rows that do not know better, the first host's CPUs count once for each.
  rows[2].hosts_cpu_milli.reset();
  rows[3].hosts_cpu_milli.reset();
  lines = values(Metric::kEfficiency);
  CHECK(approximately(lines["mpi"], {40.0 / 50, 20.0 / 25, (80.0 / 6) / 20}));
  // The baseline had half of a CPU, and took twice as long for it.
  for (Row& row : rows)
    row.cpu_quota_milli = 500;
  lines = values(Metric::kEfficiency);
  CHECK(approximately(lines["mpi"], {80.0 / 50, 40.0 / 25, (40.0 / 1.5) / 20}));
}

TEST_CASE("each of many lines of one colour has its own marker or dashes") {
  std::vector<Row> rows;
  for (std::uint64_t label = 0; label < 12; ++label) {
    for (const std::uint64_t pool : {1U, 2U}) {
      rows.push_back(make_pool_row("thread-pool", 10 + label, pool));
      rows.back().label = fmt::format("l{}", label);
    }
  }
  const std::vector<Group> groups = group(rows);
  const Baseline none("sequential", {});
  const LineChart chart = make_line_chart(groups, none, none, {Metric::kWall, nullptr, ""});
  REQUIRE(chart.lines.size() == 12);
  std::set<std::pair<Marker, bool>> looks;
  for (const Line& line : chart.lines) {
    const LineLook look = look_of(chart, line);
    CHECK(look.marker != Marker::kRing);
    looks.emplace(look.marker, look.dashed);
  }
  CHECK(looks.size() == 12);
}

TEST_CASE("lines of several modes differ in their markers too, and are named with them") {
  std::vector<Row> rows;
  const std::vector<std::string> modes = {"thread-pool", "asyncio-pool", "fibers"};
  for (std::size_t i = 0; i < modes.size(); ++i) {
    for (const std::uint64_t pool : {1U, 2U})
      rows.push_back(make_pool_row(modes[i], 10 + 3 * i, pool));
  }
  rows.push_back(make_row("sequential", 30));
  const std::vector<Group> groups = group(rows);
  const Baseline none("sequential", {});
  LineChart chart = make_line_chart(groups, none, none, {Metric::kWall, nullptr, ""});
  REQUIRE(chart.lines.size() == modes.size() + 1);
  std::set<Marker> markers;
  for (const Line& line : chart.lines) {
    if (line.flat)
      continue;
    const LineLook look = look_of(chart, line);
    CHECK_FALSE(look.dashed);
    markers.insert(look.marker);
    CHECK(shown_name(chart, line) != line.name);
  }
  CHECK(markers.size() == modes.size());
  for (const bool names_at_ends : {true, false}) {
    chart.names_at_ends = names_at_ends;
    const Figure figure = lay_out(chart, {960, 540}, false);
    CHECK(std::any_of(figure.texts.begin(), figure.texts.end(),
                      [](const Text& text) { return text.text.starts_with("\u25b2"); }));
  }
}

TEST_CASE("equal tasks, which have no order, are a point of the line of each order") {
  std::vector<Row> rows;
  for (const char* mode : {"sequential", "threaded"}) {
    rows.push_back(make_row(mode, 40));
    rows.back().mix = "equal";
    for (const char* order : {"ascending", "descending"}) {
      rows.push_back(make_row(mode, 60));
      rows.back().mix = "uniform";
      rows.back().order = order;
    }
  }
  const Baseline none("sequential", {});
  const auto along = along_table();
  const auto mix = std::find_if(along.begin(), along.end(),
                                [](const AlongSpec& spec) { return spec.name == "mix"; });
  REQUIRE(mix != along.end());
  const LineChart chart = make_line_chart(group(rows), none, none, {Metric::kWall, &*mix, ""});
  REQUIRE(chart.lines.size() == 4);
  for (const Line& line : chart.lines) {
    CHECK(line.name.find("order") != std::string::npos);
    REQUIRE(line.points.size() == 2);
    CHECK(line.points[0].value == 40e6);
    CHECK(line.points[1].value == 60e6);
  }
}

TEST_CASE("lines need something to run along") {
  const Baseline none("sequential", {});
  CHECK_THROWS_AS(make_line_chart(group({make_row("threaded", 8)}), none, none, {}), Error);
  Row other = make_pool_row("thread-pool", 5, 2);
  other.runs = 99;
  CHECK_THROWS_WITH_AS(
      make_line_chart(group({make_pool_row("thread-pool", 8, 1), other}), none, none, {}),
      doctest::Contains("--x"), Error);
}

TEST_CASE("ticks of bytes are powers of two, on both kinds of axes") {
  MetricSpec bytes = metric_spec(Metric::kMemory);
  const auto labels = [&](bool log, double low, double high) {
    std::vector<std::string> found;
    const ValueAxis values = value_axis(bytes, {{low, 0}, {high, 0}}, 400, 45, log);
    for (const Tick& tick : values.axis.ticks)
      found.push_back(tick.label);
    return found;
  };
  CHECK(labels(true, 900e3, 2.3e6) ==
        std::vector<std::string>{"512 KiB", "1 MiB", "2 MiB", "4 MiB"});
  CHECK(labels(false, 0, 3 * 1048576.0) ==
        std::vector<std::string>{"0", "0.5", "1", "1.5", "2", "2.5", "3"});
}

TEST_CASE("what is counted has no ticks between whole numbers") {
  const ValueAxis values = value_axis(metric_spec(Metric::kWorkers), {{2, 0}}, 400, 45, false);
  for (const Tick& tick : values.axis.ticks)
    CHECK(tick.label.find('.') == std::string::npos);
  for (const double least : {0.5, 1.0, 3.0}) {
    for (const double most : {1.0, 5.0, 2000.0}) {
      CAPTURE(least);
      CAPTURE(most);
      const Axis axis =
          value_axis(metric_spec(Metric::kSwitches), {{least, 0}, {most, 0}}, 400, 45, true).axis;
      CHECK(axis.ticks.size() > 1);
      for (const Tick& tick : axis.ticks)
        CHECK(tick.at == std::round(tick.at));
    }
  }
}

TEST_CASE("a name that is too long keeps its beginning and its end") {
  const std::string name = "thread-pool, release-2026.01.31-gcc-12.2.0-O3-march-native-a";
  const std::string shown = middle_shortened(name, 10, 120);
  CHECK(shown.starts_with("thread"));
  CHECK(shown.ends_with("native-a"));
  CHECK(text_width(shown, 10) <= 120);
  CHECK(middle_shortened("short", 10, 120) == "short");
}

TEST_CASE("lines are wider where letters are larger") {
  const auto width = [](Size size) {
    const Figure figure =
        lay_out(make_bar_chart(many(4), Baseline("sequential", {}), Baseline("sequential", {}), {}),
                size, false);
    return std::max_element(figure.layers.begin(), figure.layers.end(),
                            [](const Layer& a, const Layer& b) { return a.width < b.width; })
        ->width;
  };
  CHECK(width({960, 540}) == width({640, 360}));
  CHECK(width({3840, 2160}) == doctest::Approx(4 * width({960, 540})));
}

TEST_CASE("machines that differ in more than their names are told apart by their names") {
  std::vector<Row> rows;
  for (const char* host : {"laptop", "server"}) {
    for (const char* mode : {"sequential", "threaded"}) {
      Row row = make_row(mode, 1000);
      row.host = host;
      row.cpu_model = std::string("a CPU of ") + host;
      rows.push_back(row);
    }
  }
  const std::vector<Group> groups = group(rows);
  const BarChart chart =
      make_bar_chart(groups, Baseline("sequential", groups), Baseline("sequential", groups), {});
  REQUIRE(chart.clusters.size() == 2);
  CHECK(chart.clusters[0].label == "laptop");
  CHECK(chart.clusters[1].label == "server");
}

TEST_CASE("a label goes where neither lines nor other texts are") {
  Figure figure;
  figure.area = {0, 400, 0, 400};
  figure.x = {.low = 0, .high = 400, .ticks = {}};
  figure.y = {.low = 0, .high = 400, .ticks = {}};
  // Through the point from the bottom left to the top right, to its right, and below it.
  figure.layers.push_back({.kind = Layer::Kind::kPath, .path = {{0, 0}, {400, 400}}});
  figure.layers.push_back({.kind = Layer::Kind::kLines, .shapes = {{{200, 400, 200, 200}, 0}}});
  figure.layers.push_back({.kind = Layer::Kind::kLines, .shapes = {{{200, 200, 0, 200}, 0}}});
  const Text first = place_label(figure, "1.04 ms", 200, 200, 12);
  const Box box = box_of(first);
  const bool on_rising = box.left + box.top < 400 && box.right + box.bottom > 400;
  const bool on_level = box.right > 200 && box.top < 200 && box.bottom > 200;
  const bool on_upright = box.bottom > 200 && box.left < 200 && box.right > 200;
  CHECK_FALSE((on_rising || on_level || on_upright));
  CHECK(box.left < 230);  // But near.
  figure.texts.push_back(first);
  figure.texts.push_back(place_label(figure, "2.04 ms", 200, 200, 12));
  CHECK(trouble(figure) == "");
  figure.texts.push_back(place_label(figure, "at the edge", 399, 399, 12));
  CHECK(box_of(figure.texts.back()).right <= 400);
  CHECK(box_of(figure.texts.back()).bottom <= 400);
}

}  // namespace primebench
