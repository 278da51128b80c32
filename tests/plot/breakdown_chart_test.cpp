#include "plot/breakdown_chart.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "analysis/breakdown.hpp"
#include "core/error.hpp"
#include "core/utf8.hpp"
#include "plot/bar_figure.hpp"
#include "plot/text_chart.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using test::kMs;
using test::make_row;

Row spent(const std::string& mode, std::uint64_t wall, std::uint64_t user, std::uint64_t system) {
  Row row = make_row(mode, wall);
  row.user_ns = user * kMs;
  row.system_ns = system * kMs;
  return row;
}

/// Three modes: 90 ms of work, and one that needs overhead and system time.
std::vector<Row> three() {
  return {spent("sequential", 100, 90, 0), spent("threaded", 60, 95, 10),
          spent("multiprocessing", 70, 92, 40)};
}

BarChart chart_of(const std::vector<Row>& rows, Sort sort = Sort::kGiven) {
  const std::vector<Group> groups = test::grouped(rows, breakdown_metrics()).groups();
  return make_breakdown_chart(groups, Baseline("sequential", groups), {sort, ""});
}

std::string caption_of(const BarChart& chart) {
  std::string text;
  for (const std::string& line : chart.heading.caption)
    text += line + " ";
  return text;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

using Corners = std::array<double, 4>;

bool inside(const Corners& inner, const Corners& outer) {
  constexpr double kAir = 1e-3;
  const auto within = [](double value, double a, double b) {
    const double air = kAir * std::abs(b - a);
    return value >= std::min(a, b) - air && value <= std::max(a, b) + air;
  };
  return within(inner[0], outer[0], outer[1]) && within(inner[1], outer[0], outer[1]) &&
         within(inner[2], outer[2], outer[3]) && within(inner[3], outer[2], outer[3]);
}

}  // namespace

TEST_CASE("a bar is the wall time of all CPUs, made of what they did") {
  const BarChart chart = chart_of(three());
  REQUIRE(chart.bar_count() == 3);
  const Bar& threaded = chart.clusters[1].bars.front();
  CHECK(threaded.value == 120e6);
  double sum = 0;
  for (const BarPart& part : threaded.parts)
    sum += part.value;
  CHECK(sum == doctest::Approx(120e6));
  CHECK(threaded.parts[1].name == "user overhead");
  CHECK(threaded.parts[1].value == 5e6);
  CHECK(chart_of(three(), Sort::kValue).clusters.front().bars.front().mode == "threaded");
}

TEST_CASE("legend and caption speak of what is drawn") {
  const BarChart chart = chart_of(three());
  std::string names;
  for (const LegendEntry& entry : chart.heading.legend)
    names += entry.name + "; ";
  CHECK(names == "tasks' own work; user overhead; system; idle; ");
  CHECK(!contains(caption_of(chart), "Waiting"));
  CHECK(!contains(caption_of(chart), "Left out"));
  CHECK(contains(caption_of(chart), "n = 1."));

  std::vector<Row> rows = three();
  for (Row& row : rows) {
    row.io_delay_ns = kMs;
    row.io_waits = 1;
  }
  const BarChart waits = chart_of(rows);
  CHECK(waits.heading.legend.size() == 5);
  CHECK(contains(caption_of(waits), "Waiting: "));
}

TEST_CASE("what is not known has no bar, and the caption says why") {
  std::vector<Row> rows = three();
  rows.back().user_ns.reset();
  const BarChart chart = chart_of(rows);
  CHECK(chart.bar_count() == 2);
  CHECK(contains(caption_of(chart),
                 "Left out: multiprocessing; the rows do not know user_ns or system_ns."));
  rows.erase(rows.begin());
  CHECK_THROWS_WITH_AS(
      chart_of(rows),
      "it is not known where the CPUs' time went: sequential was not measured with the same work",
      Error);
}

TEST_CASE("the parts of a bar lie end to end, and the strokes of each inside it") {
  std::vector<Row> rows = three();
  for (std::uint64_t pool = 2; pool < 14; ++pool) {
    rows.push_back(spent("thread-pool", 60, 95, 10));
    rows.back().pool = pool;
  }
  for (const bool lying : {false, true}) {
    const Figure figure = lay_out(chart_of(lying ? rows : three()), {960, 540}, false);
    REQUIRE((figure.y.ticks.empty() == lying));
    REQUIRE(figure.layers.size() == 2);
    const std::vector<Shape>& boxes = figure.layers[0].shapes;
    REQUIRE(boxes.size() == 2 + 4 + 4 + (lying ? 12 * 4 : 0));  // What is 0 has no box.
    const std::size_t low = lying ? 0 : 2;
    CHECK(boxes[0].corners[low] == 0);
    CHECK(boxes[0].corners[low + 1] == doctest::Approx(90e6));
    CHECK(boxes[1].corners[low] == boxes[0].corners[low + 1]);
    CHECK(boxes[1].corners[low + 1] == doctest::Approx(200e6));
    CHECK(contains(boxes[0].tip, "tasks' own work 90.0 ms, 45.0 % of 200 ms"));
    REQUIRE(figure.layers[1].shapes.size() > 10);
    for (const Shape& stroke : figure.layers[1].shapes)
      CHECK(std::any_of(boxes.begin(), boxes.end(),
                        [&](const Shape& box) { return inside(stroke.corners, box.corners); }));
  }
}

TEST_CASE("bars of parts in characters have a sign for each, and a legend") {
  const std::string ascii = text_chart(chart_of(three()), {60, false}, false);
  CHECK(contains(ascii, "# tasks' own work, % user overhead, + system"));
  CHECK(contains(ascii, "sequential      ############"));
  const std::size_t at = ascii.find("\nthreaded");
  const std::string line = ascii.substr(at + 1, ascii.find('\n', at + 1) - at - 1);
  CHECK(contains(line, "#%"));
  CHECK(contains(line, "+."));
  CHECK(contains(line, " 120 ms"));
  CHECK(columns_of(line) <= 60);
  CHECK(contains(text_chart(chart_of(three()), {60, true}, false), "█▓▒"));
}

}  // namespace primebench
