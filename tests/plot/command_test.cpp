// `primebench plot` as people and scripts call it.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "analysis/metric.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::CommandResult;
using test::make_pool_row;
using test::make_row;
using test::read_file;
using test::TempDir;
using test::write_file;

namespace {

/// A directory with a store of three modes, a sweep of pools and a trace.
struct Workplace {
  Workplace() {
    std::vector<Row> rows;
    for (std::uint64_t i = 0; i < 6; ++i) {
      rows.push_back(make_row("sequential", 80 + i));
      rows.push_back(make_row("threaded", 41 + i));
      for (const std::uint64_t pool : {1U, 2U, 4U})
        rows.push_back(
            make_pool_row("thread-pool", 80 / std::min<std::uint64_t>(pool, 2) + i, pool));
    }
    for (Row& row : rows) {
      row.task_p50_ns = 10'000'000;
      row.workers = 2;
      row.total_bytes = 8 << 20;
      row.minor_faults = 300;
      row.major_faults = 1;
      row.stolen_ns = row.throttled_ns = 2000;
    }
    write_file(directory / "r.csv", test::store_of(rows));
    for (Row& row : rows)
      row.payload_bytes = 4096;
    write_file(directory / "data.csv", test::store_of(rows));
    write_file(directory / "t.csv",
               "task,worker,start_ns,end_ns\n0,0,100,200\n1,1,150,250\n2,0,210,300\n");
  }

  [[nodiscard]] CommandResult plot(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "plot");
    return test::run_primebench(arguments, directory.path());
  }

  TempDir directory;
};

std::string png_size(const std::string& bytes) {
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
      value = value * 256 + static_cast<unsigned char>(bytes[i]);
    return std::to_string(value);
  };
  return number(16) + "x" + number(20);
}

}  // namespace

TEST_CASE("a baseline alone has no speed-up to draw, beside others it has its 1") {
  const Workplace place;
  const std::string error =
      "primebench: error: there is nothing to compare: all that would be drawn is the baseline "
      "'sequential' itself; measure or select another mode with otherwise the same flags, or "
      "choose another --baseline\n";
  for (const char* output : {"-", "x.png"}) {
    const auto alone = place.plot(
        {"-i", "r.csv", "--metric", "speedup", "--where", "mode=sequential", "-o", output});
    CHECK(alone.status == 1);
    CHECK(alone.err == error);
    CHECK(alone.out == "");
  }
  const auto both = place.plot(
      {"-i", "r.csv", "--metric", "speedup", "--where", "mode=sequential,threaded", "-o", "-"});
  CHECK(both.status == 0);
  CHECK(both.out.find("1.00") != std::string::npos);
  // What one CPU of two leaves unused is worth a chart.
  CHECK(
      place.plot({"-i", "r.csv", "--metric", "efficiency", "--where", "mode=sequential", "-o", "-"})
          .status == 0);
}

TEST_CASE("a store becomes results.png of 960 by 540") {
  const Workplace place;
  std::filesystem::rename(place.directory / "r.csv", place.directory / "results.csv");
  const auto result = place.plot({});
  CHECK(result.status == 0);
  CHECK(result.out == "");
  CHECK(result.err == "primebench: info: drew results.png\n");
  CHECK(png_size(read_file(place.directory / "results.png")) == "960x540");
}

TEST_CASE("without a name a chart goes where its format says, and says where unless -q") {
  const Workplace place;
  const auto svg = place.plot({"-i", "r.csv", "--format", "svg"});
  CHECK(svg.err == "primebench: info: drew results.svg\n");
  CHECK(read_file(place.directory / "results.svg").starts_with("<?xml"));
  const auto pdf = place.plot({"-i", "r.csv", "--format", "pdf", "-q"});
  CHECK(pdf.status == 0);
  CHECK(pdf.err == "");
  CHECK(read_file(place.directory / "results.pdf").starts_with("%PDF-"));
  const auto text = place.plot({"-i", "r.csv", "--format", "text"});
  CHECK(text.err == "");
  CHECK(text.out.find("sequential") != std::string::npos);
  CHECK(place.directory.listing() == "data.csv r.csv results.pdf results.svg t.csv");
}

TEST_CASE("every format, kind and metric is drawn") {
  const Workplace place;
  CHECK(place.plot({"-i", "r.csv", "-o", "a.png", "--size", "640x360"}).status == 0);
  CHECK(png_size(read_file(place.directory / "a.png")) == "640x360");
  CHECK(place.plot({"-i", "r.csv", "-o", "a.PDF"}).status == 0);
  CHECK(read_file(place.directory / "a.PDF").starts_with("%PDF-"));
  CHECK(place.plot({"-i", "r.csv", "-o", "a", "--format", "svg"}).status == 0);
  CHECK(read_file(place.directory / "a").ends_with("</svg>\n\n"));
  CHECK(place.plot({"-i", "r.csv", "-o", "a.txt"}).status == 0);
  CHECK(read_file(place.directory / "a.txt").find("sequential") != std::string::npos);
  for (const MetricSpec& metric : metric_table()) {
    for (const char* kind : {"bar", "line"}) {
      CAPTURE(metric.name);
      const char* const store = metric.metric == Metric::kDataRate ? "data.csv" : "r.csv";
      const auto result = place.plot({"-i", store, "-o", "m.svg", "--metric",
                                      std::string(metric.name), "--kind", kind, "--log"});
      CHECK(result.err == "primebench: info: drew m.svg\n");
      const std::string svg = read_file(place.directory / "m.svg");
      CHECK(svg.find(metric.title) != std::string::npos);
    }
  }
  for (const char* flag : {"--kind", "--metric"}) {
    for (const char* name : {"b.png", "b.svg", "b.pdf", "b.txt"}) {
      CHECK(place.plot({"-i", "r.csv", "-o", name, flag, "breakdown"}).status == 0);
      CHECK(read_file(place.directory / name).size() > 500);
    }
    CHECK(read_file(place.directory / "b.svg").find("own work") != std::string::npos);
  }
  for (const char* name : {"k.png", "k.svg", "k.pdf", "k.txt"})
    CHECK(place.plot({"-i", "r.csv", "-o", name, "--kind", "ranks"}).status == 0);
  CHECK(read_file(place.directory / "k.svg").find("Mean rank over 6 rounds") != std::string::npos);
  CHECK(place.plot({"-i", "t.csv", "-o", "t.svg", "--kind", "timeline"}).status == 0);
  CHECK(read_file(place.directory / "t.svg").find("worker 1") != std::string::npos);
}

TEST_CASE("the families' colours, the value and the caption are in the picture") {
  const Workplace place;
  CHECK(place.plot({"-i", "r.csv", "-o", "a.svg", "--where", "mode=sequential,threaded"}).status ==
        0);
  const std::string svg = read_file(place.directory / "a.svg");
  CHECK(svg.find("rgb(110, 110, 110)") != std::string::npos);
  CHECK(svg.find("rgb(  0, 114, 178)") != std::string::npos);
  CHECK(svg.find("43.5 ms") != std::string::npos);
  CHECK(svg.find("Whiskers: 95 % interval of the median") != std::string::npos);
}

TEST_CASE("standard input and output work, and a reader may close its end") {
  const Workplace place;
  const auto shell = [&](const std::string& line) {
    return test::run_shell(line, place.directory.path(), {"LC_ALL=C"});
  };
  const auto text = shell("$PRIMEBENCH plot -i - -o - < r.csv");
  CHECK(text.status == 0);
  CHECK(text.out.find("thread-pool") != std::string::npos);
  CHECK(shell("set -o pipefail; $PRIMEBENCH plot -i r.csv -o - | head -1").status == 0);
  CHECK(shell("set -o pipefail; $PRIMEBENCH plot --help | head -1").status == 0);
  CHECK(shell("$PRIMEBENCH plot --help > /dev/full").status == 1);
  CHECK(shell("$PRIMEBENCH plot -i r.csv -o - > /dev/full").status == 1);
  CHECK(shell("LC_ALL=de_DE.UTF-8 $PRIMEBENCH plot -i r.csv -o a.svg && "
              "$PRIMEBENCH plot -i r.csv -o b.svg && cmp a.svg b.svg")
            .status == 0);
}

TEST_CASE("help says everything in 80 columns") {
  const Workplace place;
  const auto help = place.plot({"--help"});
  CHECK(help.status == 0);
  for (const char* flag :
       {"--input", "--output", "--format", "--kind", "--metric", "--x", "--baseline", "--where",
        "--title", "--size", "--log", "--sort", "--strict", "--help"})
    CHECK_MESSAGE(help.out.find(flag) != std::string::npos, flag);
  std::size_t longest = 0;
  for (std::size_t at = 0; at < help.out.size();) {
    const std::size_t end = help.out.find('\n', at);
    longest = std::max(longest, end - at);
    at = end + 1;
  }
  CHECK(longest <= 80);
}

TEST_CASE("a command line that makes no sense is exit 2, one line, and nothing made") {
  const Workplace place;
  const std::vector<std::vector<std::string>> lines = {{"-o", "x.gif"},
                                                       {"-o", "x"},
                                                       {"--format", "gif"},
                                                       {"--metric", "walll"},
                                                       {"--kind", "pie"},
                                                       {"--sort", "up"},
                                                       {"--x", "mode", "--kind", "line"},
                                                       {"--size", "960"},
                                                       {"--size", "0x0"},
                                                       {"--size", "960x"},
                                                       {"--size", "1e3x500"},
                                                       {"--size", "99999x10"},
                                                       {"--where", "pool"},
                                                       {"--where", "nothing=1"},
                                                       {"--unknown"},
                                                       {"surplus"},
                                                       {"--metric", "wall", "--metric", "run"},
                                                       {"--kind", "line", "-o", "-"},
                                                       {"--x", "pool"},
                                                       {"--kind", "breakdown", "--log"},
                                                       {"--kind", "ranks", "--log"},
                                                       {"--kind", "breakdown", "--metric", "cpu"},
                                                       {"--kind", "line", "--metric", "breakdown"},
                                                       {"-o", "-", "--format", "png"}};
  for (std::vector<std::string> line : lines) {
    line.insert(line.begin(), {"-i", "r.csv"});
    CAPTURE(line[2]);
    const auto result = place.plot(line);
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(place.directory.listing() == "data.csv r.csv t.csv");
  }
}

TEST_CASE("a kind of chart refuses the flags that mean nothing to it") {
  const Workplace place;
  const std::vector<std::vector<std::string>> lines = {
      {"t.csv", "timeline", "--where", "mode=threaded"},
      {"t.csv", "timeline", "--metric", "cpu"},
      {"t.csv", "timeline", "--log"},
      {"t.csv", "timeline", "--sort", "value"},
      {"t.csv", "timeline", "--baseline", "threaded"},
      {"t.csv", "timeline", "--x", "pool"},
      {"r.csv", "ranks", "--sort", "value"},
      {"r.csv", "ranks", "--baseline", "threaded"},
      {"r.csv", "ranks", "--metric", "speedup"},
      {"r.csv", "ranks", "--metric", "efficiency"},
      {"r.csv", "breakdown", "--baseline", "threaded"},
      {"r.csv", "line", "--sort", "value"},
  };
  for (const std::vector<std::string>& line : lines) {
    CAPTURE(line[1]);
    CAPTURE(line[2]);
    std::vector<std::string> arguments = {"-i", line[0], "-o", "x.svg", "--kind", line[1]};
    arguments.insert(arguments.end(), line.begin() + 2, line.end());
    const CommandResult result = place.plot(arguments);
    CHECK(result.status == 2);
    CHECK(result.err.find("--kind") != std::string::npos);
    CHECK(result.err.find(line[2]) != std::string::npos);
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(place.directory.listing() == "data.csv r.csv t.csv");
  }
}

TEST_CASE("a metric that is not known is answered with all that are") {
  const Workplace place;
  const CommandResult result = place.plot({"-i", "r.csv", "--metric", "foo"});
  CHECK(result.status == 2);
  for (const MetricSpec& metric : metric_table())
    CHECK(result.err.find(metric.name) != std::string::npos);
  CHECK(result.err.find(", breakdown, not 'foo'") != std::string::npos);
  CHECK(place.plot({"-i", "r.csv", "--metric", "breakdwn"})
            .err.ends_with("did you mean breakdown?\n"));
}

TEST_CASE("a value of 0 has no place on a logarithmic axis, and the caption says so") {
  const Workplace place;
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    for (const std::uint64_t pool : {1U, 2U, 4U}) {
      rows.push_back(make_pool_row("thread-pool", 40 + i, pool));
      rows.back().stolen_ns = pool == 2 ? 0 : pool * 1'000'000;
      rows.back().throttled_ns = 0;
    }
  }
  write_file(place.directory / "z.csv", test::store_of(rows));
  const auto drawn = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"-i", "z.csv", "--log"});
    return place.plot(std::move(more));
  };
  CHECK(drawn({"--metric", "stolen", "-o", "-"}).out.find("no bar.") != std::string::npos);
  REQUIRE(drawn({"--metric", "stolen", "--kind", "line", "-o", "z.svg"}).status == 0);
  CHECK(read_file(place.directory / "z.svg").find("0 has no place on a logarithmic axis") !=
        std::string::npos);
  CHECK(drawn({"-o", "-"}).out.find("no place") == std::string::npos);
  for (const char* kind : {"bar", "line"}) {
    const CommandResult none = drawn({"--metric", "throttled", "--kind", kind, "-o", "none.svg"});
    CHECK(none.status == 1);
    CHECK(none.err ==
          "primebench: error: all values are 0, which has no place on a logarithmic axis: leave "
          "out --log\n");
    CHECK_FALSE(std::filesystem::exists(place.directory / "none.svg"));
  }
}

TEST_CASE("a wall time of 0 is left out of a chart of throughputs as what it is") {
  const Workplace place;
  std::vector<Row> rows = {make_row("sequential", 80), make_row("threaded", 0)};
  rows.back().startup_ns = rows.back().run_ns = 0;
  write_file(place.directory / "w.csv", test::store_of(rows));
  const CommandResult result = place.plot({"-i", "w.csv", "--metric", "throughput", "-o", "-"});
  CHECK(result.status == 0);
  CHECK(result.err.find("1 of 2 configurations is left out: their rows have no wall_ns above 0") !=
        std::string::npos);
}

TEST_CASE("what has no baseline is left out of a chart of speed-ups, and said") {
  const Workplace place;
  std::vector<Row> rows;
  for (std::uint64_t i = 0; i < 6; ++i) {
    for (const char* const mode : {"sequential", "threaded", "python-threaded", "python-asyncio"}) {
      rows.push_back(make_row(mode, 80 + i));
      if (rows.back().mode.starts_with("python"))
        rows.back().kernel = "cpython-3.11";
    }
  }
  write_file(place.directory / "p.csv", test::store_of(rows));
  for (const char* const metric : {"speedup", "efficiency"}) {
    const CommandResult result = place.plot({"-i", "p.csv", "--metric", metric, "-o", "-"});
    CHECK(result.status == 0);
    CHECK(result.out.find("threaded") != std::string::npos);
    CHECK(result.out.find("python") == std::string::npos);
    CHECK(result.err.find("2 of 4 configurations are left out, python-") != std::string::npos);
    CHECK(result.err.find("the baseline 'sequential' did not do their work") != std::string::npos);
  }
  const CommandResult none =
      place.plot({"-i", "p.csv", "--metric", "speedup", "--where", "kernel=cpython-3.11"});
  CHECK(none.status == 1);
  CHECK(none.err.find("the baseline 'sequential' was not measured") != std::string::npos);
}

TEST_CASE("what cannot be drawn is exit 1, one line, and nothing made") {
  const Workplace place;
  write_file(place.directory / "empty.csv", csv_header() + "\n");
  const std::vector<std::pair<std::vector<std::string>, std::string>> lines = {
      {{"-i", "empty.csv"}, "there are no measurements in 'empty.csv'"},
      {{"-i", "missing.csv"}, "missing.csv"},
      {{"-i", "t.csv"}, "t.csv"},
      {{"-i", "r.csv", "--where", "pool=3"}, "of pool there are: '', '1', '2', '4'"},
      {{"-i", "r.csv", "--metric", "speedup", "--baseline", "asyncio"},
       "the baseline 'asyncio' was not measured"},
      {{"-i", "r.csv", "--kind", "timeline"}, "is not a trace"},
      {{"-i", "r.csv", "--kind", "line", "--where", "mode=threaded"}, "measure a sweep"},
      {{"-i", "r.csv", "--kind", "breakdown", "--where", "cpus=2", "--where", "wall=41ms"},
       "sequential was not measured with the same work"},
      {{"-i", "r.csv", "--kind", "ranks", "--where", "mode=threaded"},
       "there is only one: threaded"},
      {{"-i", "r.csv", "-o", "missing/x.png"}, "missing/x.png"},
      {{"-i", "r.csv", "--kind", "line", "--x", "chunk"}, "--x chunk: no measurement has that"},
  };
  for (const auto& entry : lines) {
    const std::vector<std::string>& line = entry.first;
    const std::string& message = entry.second;
    CAPTURE(message);
    const auto result = place.plot(line);
    CHECK(result.status == 1);
    CHECK(result.err.find(message) != std::string::npos);
    CHECK(result.err.starts_with("primebench: error: "));
    CHECK(place.directory.listing() == "data.csv empty.csv r.csv t.csv");
  }
}

TEST_CASE("every command of the gallery is one that its script runs, and every picture has one") {
  const std::filesystem::path source = PRIMEBENCH_SOURCE_DIR;
  const std::string page = read_file(source / "docs" / "charts.md");
  std::string script = read_file(source / "examples" / "gallery.sh");
  for (std::size_t at = script.find("\"$repeat\""); at != std::string::npos;
       at = script.find("\"$repeat\"", at))
    script.replace(at, 9, 1, '9');  // Not of text: g++ 12 warns of what cannot be.
  REQUIRE_FALSE(page.empty());
  for (std::size_t at = page.find("\nprimebench "); at != std::string::npos;
       at = page.find("\nprimebench ", at + 1)) {
    const std::string command = page.substr(at, page.find('\n', at + 1) - at + 1);
    CHECK_MESSAGE(script.find(command) != std::string::npos, command);
  }
  for (std::size_t at = page.find("(images/"); at != std::string::npos;
       at = page.find("(images/", at + 1)) {
    const std::string name = page.substr(at + 8, page.find(')', at) - at - 8);
    CHECK_MESSAGE(page.find(" -o " + name) != std::string::npos, name);
  }
}

TEST_CASE("a baseline that --where leaves out is found all the same") {
  const Workplace place;
  const auto result =
      place.plot({"-i", "r.csv", "-o", "-", "--metric", "speedup", "--where", "mode=thread-pool"});
  CHECK(result.err == "");
  CHECK(result.out.find("sequential") != std::string::npos);  // In the caption.
  CHECK(result.out.find("pool 4") != std::string::npos);
}

}  // namespace primebench
