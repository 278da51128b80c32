// Timelines: what of a trace is drawn, and that it stays small.

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>

#include "core/utf8.hpp"
#include "plot/text_metrics.hpp"
#include "plot/timeline_figure.hpp"
#include "plot/timeline_text.hpp"
#include "plot/timeline_words.hpp"
#include "results/trace_reader.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

struct Traced {
  TaskTrace task;
  std::vector<TaskPause> pauses{};
};

Timeline timeline_of(const std::vector<Traced>& tasks, const Row& measured = {},
                     const std::map<std::size_t, std::string>& hosts = {}) {
  TimelineBuilder builder;
  for (const Traced& one : tasks)
    builder.add(one.task, one.pauses);
  return builder.finish(
      {.tasks = tasks.size(), .knows_pauses = true, .hosts = hosts, .measured = measured}, "");
}

/// The text in the figure; fails the test if there is none or more.
Text find_text(const Figure& figure, const std::string& wanted) {
  std::vector<Text> found;
  for (const Text& text : figure.texts) {
    if (text.text == wanted)
      found.push_back(text);
  }
  REQUIRE(found.size() == 1);
  return found.front();
}

TimeShares total(const std::vector<TimeShares>& columns) {
  TimeShares sum{};
  for (const TimeShares& shares : columns) {
    for (std::size_t i = 0; i < kDoings; ++i)
      sum[i] += shares[i];
  }
  return sum;
}

/// Tasks of 600 ns that two workers run every 1000 ns; every fourth waits for half of it.
std::vector<Traced> many(std::size_t count) {
  std::vector<Traced> tasks;
  for (std::size_t i = 0; i < count; ++i) {
    const auto start = static_cast<std::int64_t>(i / 2) * 1000;
    tasks.push_back({{i, i % 2, start, start + 600}});
    if (i % 4 == 0)
      tasks.back().pauses.push_back(
          {start + 100, start + 400, static_cast<std::uint32_t>(i), PauseKind::kWait});
  }
  return tasks;
}

std::size_t shapes_of(const Figure& figure) {
  std::size_t count = 0;
  for (const Layer& layer : figure.layers)
    count += layer.shapes.size();
  return count;
}

}  // namespace

TEST_CASE("a timeline has a lane for each worker and more where tasks overlap") {
  const Timeline timeline = timeline_of(
      {{{0, 0, 1000, 2000}}, {{1, 1, 1500, 3000}}, {{2, 0, 2000, 2500}}, {{3, 1, 2000, 2600}}});
  CHECK(timeline.span == 2000);
  REQUIRE(timeline.lanes.size() == 3);
  CHECK(timeline.lanes[0].blocks ==
        std::vector<TimeBlock>{{0, 1000, Doing::kWork, false}, {1000, 1500, Doing::kWork, true}});
  CHECK(timeline.lanes[1].worker == 1);
  CHECK(timeline.lanes[2].blocks == std::vector<TimeBlock>{{1000, 1600, Doing::kWork, false}});
  CHECK(timeline.heading.caption.front().find("On average 1.80 tasks were under way.") !=
        std::string::npos);
}

TEST_CASE("work, waits and waits for the lock are told apart, by colour and by height") {
  const Timeline timeline = timeline_of({{{0, 0, 0, 1000},
                                          {{0, 300, 0, PauseKind::kWait},
                                           {800, 1000, 0, PauseKind::kWait},
                                           {300, 500, 0, PauseKind::kLock}}}});
  REQUIRE(timeline.lanes.size() == 1);
  CHECK(timeline.lanes[0].blocks == std::vector<TimeBlock>{{0, 300, Doing::kWait, false},
                                                           {300, 500, Doing::kLock, false},
                                                           {500, 800, Doing::kWork, false},
                                                           {800, 1000, Doing::kWait, false}});
  CHECK(timeline.heading.legend.size() == 3);
  const Figure figure = lay_out(timeline, {640, 360});
  std::vector<std::pair<Rgb, double>> seen;
  for (const Shape& shape : figure.layers.back().shapes)
    seen.emplace_back(shape.colour, shape.corners[3] - shape.corners[2]);
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].first == kWorkColour);
  CHECK(seen[1].first == kWaitColour);
  CHECK(seen[2].first == kLockColour);
  CHECK(seen[0].second > seen[2].second * 1.5);
  CHECK(seen[2].second > seen[1].second * 1.5);
}

TEST_CASE("workers of the pool that had no task have a row and are counted") {
  Row measured;
  measured.mode = "thread-pool";
  measured.pool = 64;
  measured.prime = 17;
  measured.runs = 4;
  const Timeline timeline = timeline_of(
      {{{0, 0, 0, 1000}}, {{1, 1, 0, 1000}}, {{2, 2, 0, 1000}}, {{3, 3, 0, 500}}}, measured);
  REQUIRE(timeline.lanes.size() == 64);
  CHECK(timeline.lanes[63].worker == 63);
  CHECK(timeline.lanes[63].blocks.empty());
  const std::vector<std::string>& facts = timeline.heading.facts;
  CHECK(facts.front().find("thread-pool") != std::string::npos);
  CHECK(facts.front().find("prime 17") != std::string::npos);
  CHECK(facts.front().find("pool 64") != std::string::npos);
  CHECK(facts.back().find("64 workers, 60 of them without a task") != std::string::npos);
  CHECK(timeline.heading.caption.front().find("On average 3.50 of 64 workers had a task") !=
        std::string::npos);
}

TEST_CASE("the rows of each host stand together, and those without one at the end") {
  Row measured;
  measured.mode = "mpi";
  measured.pool = 6;
  measured.hosts = 2;
  // Worker 1 has two rows; 3 does not say where it was, 4 and 5 had no task.
  const Timeline timeline = timeline_of({{{0, 0, 0, 1000}},
                                         {{1, 1, 0, 1000}},
                                         {{2, 1, 500, 900}},
                                         {{3, 2, 0, 1000}},
                                         {{4, 3, 0, 1000}}},
                                        measured, {{0, "node1"}, {1, "node2"}, {2, "node1"}});
  CHECK(timeline.hosts ==
        std::vector<TimeHost>{
            {"node1", 2}, {"node2", 2}, {"host not told", 1}, {"without a task", 2}});
  std::vector<std::size_t> workers;
  for (const TimeLane& lane : timeline.lanes)
    workers.push_back(lane.worker);
  CHECK(workers == std::vector<std::size_t>{0, 2, 1, 1, 3, 4, 5});
  CHECK(timeline.heading.facts.back().find("6 workers on 2 hosts, 2 of them without a task") !=
        std::string::npos);
  CHECK(timeline.heading.facts.front().find("hosts") == std::string::npos);

  const Figure figure = lay_out(timeline, {960, 540});
  const Text first = find_text(figure, "node1");
  const Text second = find_text(figure, "node2");
  const Text worker = find_text(figure, "worker 2");
  CHECK(first.y < worker.y);
  CHECK(worker.y < second.y);
  CHECK(first.x < worker.x);
  const auto lines =
      std::find_if(figure.layers.begin(), figure.layers.end(),
                   [](const Layer& layer) { return layer.kind == Layer::Kind::kLines; });
  REQUIRE(lines != figure.layers.end());
  std::vector<double> dividers;
  for (const Shape& line : lines->shapes)
    dividers.push_back(line.corners[2]);
  CHECK(dividers == std::vector<double>{2, 4, 5});

  const std::string text = text_timeline(timeline, {60, false});
  const std::size_t at = text.find("\nnode1\nworker 0 ");
  REQUIRE(at != std::string::npos);
  CHECK(text.find("\nworker 2 ", at) < text.find("\nnode2\nworker 1 ", at));
  CHECK(text.find("\nwithout a task\nworker 4\nworker 5\n", at) != std::string::npos);
}

TEST_CASE("a trace without hosts has no headings, and the names of hosts are text that fits") {
  const std::vector<Traced> tasks = {{{0, 0, 0, 1000}}, {{1, 1, 0, 1000}}};
  CHECK(timeline_of(tasks).hosts.empty());
  CHECK(timeline_of(tasks).heading.facts.back().find("host") == std::string::npos);
  const std::string hostile = "\x1b[31m{/Bold x}\"`id`" + std::string(200, 'n');
  const Timeline timeline = timeline_of(tasks, {}, {{0, hostile}, {1, "b"}});
  for (const Size size : {Size{640, 360}, Size{1920, 1080}}) {
    const Figure figure = lay_out(timeline, size);
    CHECK(figure.area.right - figure.area.left > size.width * 0.5);
    for (const Text& text : figure.texts) {
      if (text.align == Align::kLeft && text.y > figure.area.top && text.y < figure.area.bottom)
        CHECK(text.x + text_width(text.text, text.size) < figure.area.left);
    }
  }
  for (const bool utf8 : {true, false}) {
    const std::string text = text_timeline(timeline, {60, utf8});
    CHECK(text.find('\x1b') == std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      CHECK(columns_of(line) <= 60);
  }
}

TEST_CASE("two hundred short tasks of a worker each are seen") {
  std::vector<Traced> tasks;
  for (std::size_t i = 0; i < 200; ++i) {
    const auto start = static_cast<std::int64_t>(i) * 1'000'000;
    tasks.push_back({{i, i, start, start + 100}});
  }
  const Timeline timeline = timeline_of(tasks);
  CHECK(timeline.lanes.empty());
  const Figure figure = lay_out(timeline, {960, 540});
  CHECK(figure.layers.back().shapes.size() > 150);
  // A share below one is an axis of percents with more than a zero on it.
  CHECK(figure.y.ticks.size() > 2);
  const std::string text = text_timeline(timeline, {80, false});
  CHECK(std::count(text.begin(), text.end(), '#') > 50);
}

TEST_CASE("short tasks among long ones leave at least a trace of colour") {
  std::vector<Traced> tasks = {{{0, 0, 0, 1'000'000'000}}};
  tasks.push_back({{1, 1, 500'000'000, 500'000'010}});
  const Figure figure = lay_out(timeline_of(tasks), {640, 360});
  const auto& shapes = figure.layers.back().shapes;
  const auto in_second_row = std::count_if(shapes.begin(), shapes.end(),
                                           [](const Shape& shape) { return shape.corners[2] > 1; });
  CHECK(in_second_row == 1);
}

TEST_CASE("a timeline of very many tasks is a density, and says the same as its tasks") {
  const Timeline timeline = timeline_of(many(200'000));
  REQUIRE(timeline.lanes.size() == 2);
  CHECK(timeline.lanes[0].blocks.empty());
  const std::size_t parts = timeline.lanes[0].density.size();
  const TimeShares first = total(timeline.lanes[0].density);
  const TimeShares second = total(timeline.lanes[1].density);
  const auto count = static_cast<double>(parts);
  CHECK(first[0] / count == doctest::Approx(0.45).epsilon(0.001));
  CHECK(first[2] / count == doctest::Approx(0.15).epsilon(0.001));
  CHECK(second[0] / count == doctest::Approx(0.6).epsilon(0.001));
  for (const Size size : {Size{640, 360}, Size{3840, 2160}})
    CHECK(shapes_of(lay_out(timeline, size)) < 10'000);
}

TEST_CASE("few tasks and many of the same kind are drawn alike") {
  const auto share = [](std::size_t count) {
    const Timeline timeline = timeline_of(many(count));
    return total(columns_of(timeline.lanes[0], timeline.span, 100, timeline.span * 2))[0] / 100;
  };
  CHECK(share(10'000) == doctest::Approx(share(100'000)).epsilon(0.01));
}

TEST_CASE("bins hold what was added, in whatever order, however far apart") {
  TimeBins bins;
  bins.add(5'000'000, 5'000'400, Doing::kWork);
  bins.add(0, 1'000, Doing::kWork);
  bins.add(7'000'000'000, 9'000'000'000, Doing::kWait);
  bins.add(1'000'000'000, 9'999'999'999, Doing::kWork, 2);
  bins.add(2'000'000'000, 3'000'000'000, Doing::kWork, -1);
  const auto means = bins.means(0, 10'000'000'000, 10);
  CHECK(means[0][0] > 0);
  CHECK(means[0][0] < 0.005);
  CHECK(means[1][0] == doctest::Approx(2).epsilon(0.01));
  CHECK(means[2][0] == doctest::Approx(1).epsilon(0.01));
  CHECK(means[6][0] == doctest::Approx(2));
  CHECK(total(means)[0] == doctest::Approx(17).epsilon(0.001));
  CHECK(total(means)[2] == doctest::Approx(2).epsilon(0.001));
}

TEST_CASE("under an interpreter lock one task at a time works, whoever lets go of it last") {
  const test::TempDir directory;
  const auto run = test::run_primebench(
      {"--mode", "thread-pool", "--runs", "8", "--pool", "4", "--gil", "--io-delay", "5ms",
       "--task-time", "10ms", "-q", "--trace", "t.csv", "-o", "r.csv"},
      directory.path());
  REQUIRE(run.status == 0);
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = 0;
  std::int64_t working = 0;
  read_trace(directory / "t.csv", [&](const TaskTrace& task, std::span<const TaskPause> pauses) {
    first = std::min(first, task.start_ns);
    last = std::max(last, task.end_ns);
    working += task.end_ns - task.start_ns;
    for (const TaskPause& pause : pauses)
      working -= pause.end_ns - pause.start_ns;
  });
  CHECK(working > 0);
  CHECK(working <= (last - first) * 11 / 10);
}

TEST_CASE("a timeline in characters keeps its width and, where it must, to ASCII") {
  std::vector<Traced> tasks = {
      {{0, 0, 0, 4000}, {{0, 2000, 0, PauseKind::kWait}, {2000, 3000, 0, PauseKind::kLock}}},
      {{1, 1, 1000, 2000}}};
  for (const bool utf8 : {true, false}) {
    const std::string text = text_timeline(timeline_of(tasks), {60, utf8});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      CHECK(columns_of(line) <= 60);
    const bool ascii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
    CHECK(ascii == !utf8);
    if (!utf8) {
      CHECK(text.find("worker 0 -------") != std::string::npos);
      CHECK(text.find("-xxxxx") != std::string::npos);
      CHECK(text.find("x#####") != std::string::npos);
      CHECK(text.find("# working, x waiting for the interpreter lock, - waiting.") !=
            std::string::npos);
    }
  }
}

}  // namespace primebench
