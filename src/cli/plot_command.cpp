#include "cli/plot_command.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/plot_options.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/bar_chart.hpp"
#include "plot/bar_figure.hpp"
#include "plot/line_figure.hpp"
#include "plot/render.hpp"
#include "plot/text_chart.hpp"
#include "plot/timeline_figure.hpp"
#include "plot/trace_file.hpp"
#include "results/kept_rows.hpp"
#include "results/reader.hpp"
#include "sys/atomic_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

const std::string kSequential = "sequential";

constexpr std::string_view kUsage =
    "Draws a chart of the measurements in a results store.\n"
    "\n"
    "Usage: primebench plot [options]\n"
    "\n";

constexpr std::string_view kExamples =
    "\n"
    "Examples:\n"
    "  primebench plot\n"
    "  primebench plot --metric speedup --where label=laptop -o speedup.svg\n"
    "  primebench plot --kind line --x pool -i sweep.csv -o pools.png\n";

ExitStatus show_help() {
  std::string text(kUsage);
  text += describe_flags(plot_flags()) + "\nMetrics:\n";
  for (const MetricSpec& metric : metric_table())
    text += fmt::format("  {:<11} {}\n", metric.name, metric.help);
  text += kExamples;
  // Whoever reads the help may stop reading: that is no error.
  [[maybe_unused]] const bool all = write_stdout(text);
  return kExitSuccess;
}

/// The rows to draw, and those to compare them with.
struct Selection {
  std::vector<Group> shown;
  Baseline baseline;
  Baseline sequential;
};

[[noreturn]] void nothing_to_draw(const PlotOptions& options, const Where& where, std::size_t rows,
                                  std::size_t matching) {
  if (rows == 0)
    throw Error(fmt::format("there are no measurements in {}", in_quotes(options.input)));
  if (matching == 0)
    throw Error(where.nothing_matched());
  throw Error(fmt::format("no measurement in {} has a value for --metric {}",
                          in_quotes(options.input), metric_spec(options.metric).name));
}

Selection read_selection(const PlotOptions& options) {
  Where where = options.where;
  Grouping shown(options.metric);
  Grouping baseline(options.metric);
  Grouping sequential(options.metric);
  std::size_t matching = 0;
  const auto take = [&](const Row& row) {
    where.observe(row);
    if (where.matches(row)) {
      ++matching;
      shown.add(row);
    }
    const bool comparable = row.mode == options.baseline || row.mode == kSequential;
    if (!comparable || !where.matches_otherwise(row))
      return;
    if (row.mode == kSequential)
      sequential.add(row);
    else
      baseline.add(row);
  };
  const ReadSummary summary = read_rows(options.input, {options.strict}, take);
  if (shown.groups().empty())
    nothing_to_draw(options, where, summary.rows, matching);
  Baseline alone(kSequential, sequential.groups());
  Baseline chosen =
      options.baseline == kSequential ? alone : Baseline(options.baseline, baseline.groups());
  return {shown.groups(), std::move(chosen), std::move(alone)};
}

/// Whether the environment's locale says that text is UTF-8.
bool wants_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value == nullptr || *value == '\0')
      continue;
    std::string locale = value;
    std::transform(locale.begin(), locale.end(), locale.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

/// The terminal's width if standard output is one and is drawn on; else 80.
std::size_t text_columns(const PlotOptions& options) {
  constexpr std::size_t kLeast = 40;
  constexpr std::size_t kMost = 200;
  winsize window{};
  const bool known = options.output == "-" && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 &&
                     window.ws_col > 0;
  return known ? std::clamp<std::size_t>(window.ws_col, kLeast, kMost) : 80;
}

void draw_text(const BarChart& chart, const PlotOptions& options) {
  const std::string text = text_chart(chart, {text_columns(options), wants_utf8()}, options.log);
  if (options.output == "-") {
    [[maybe_unused]] const bool all = write_stdout(text);  // A reader may have enough.
    return;
  }
  const SignalGuard signals;
  AtomicFile file(options.output, keep_measurements(options.output));
  write_all(file.fd(), text, in_quotes(options.output));
  signals.check();
  file.commit();
}

void draw(const Figure& figure, const PlotOptions& options) {
  render(make_script(figure, *options.format), *options.format, options.output);
}

void draw_bars(const PlotOptions& options) {
  const Selection selection = read_selection(options);
  const BarChart chart = make_bar_chart(selection.shown, selection.baseline, selection.sequential,
                                        {options.metric, options.sort, options.title});
  if (options.format)
    draw(lay_out(chart, options.size, options.log), options);
  else
    draw_text(chart, options);
}

void draw_lines(const PlotOptions& options) {
  const Selection selection = read_selection(options);
  const LineChart chart = make_line_chart(selection.shown, selection.baseline, selection.sequential,
                                          {options.metric, options.along, options.title});
  draw(lay_out(chart, options.size, options.log), options);
}

void draw_timeline(const PlotOptions& options) {
  const Timeline timeline = make_timeline(read_trace(options.input), options.title);
  draw(lay_out(timeline, options.size), options);
}

}  // namespace

ExitStatus plot_command(std::span<const std::string> arguments) {
  const PlotOptions options = parse_plot_options(arguments);
  if (options.help)
    return show_help();
  refuse_to_replace_rows(options.output, options.input);
  switch (options.kind) {
    case ChartKind::kBar:
      draw_bars(options);
      break;
    case ChartKind::kLine:
      draw_lines(options);
      break;
    case ChartKind::kTimeline:
      draw_timeline(options);
      break;
  }
  return kExitSuccess;
}

}  // namespace primebench
