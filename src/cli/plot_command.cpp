#include "cli/plot_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "analysis/breakdown.hpp"
#include "cli/inputs.hpp"
#include "cli/plot_options.hpp"
#include "cli/plot_selection.hpp"
#include "cli/screen.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"
#include "plot/bar_chart.hpp"
#include "plot/bar_figure.hpp"
#include "plot/breakdown_chart.hpp"
#include "plot/legible.hpp"
#include "plot/line_figure.hpp"
#include "plot/rank_figure.hpp"
#include "plot/rank_text.hpp"
#include "plot/render.hpp"
#include "plot/text_chart.hpp"
#include "plot/timeline_figure.hpp"
#include "plot/timeline_text.hpp"
#include "results/kept_rows.hpp"
#include "results/trace_reader.hpp"
#include "sys/atomic_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUsage =
    "Draws a chart of the measurements in a results store.\n"
    "Usage: primebench plot [options] [FILE...]\n"
    "\n";

constexpr std::string_view kExamples =
    "\n"
    "Examples:\n"
    "  primebench plot\n"
    "  primebench plot --metric speedup --where label=laptop -o speedup.svg\n"
    "  primebench plot --kind line --x pool -i sweep.csv -o pools.png\n";

}  // namespace

std::string plot_help() {
  std::string text(kUsage);
  text += describe_flags(plot_flags()) + "\nMetrics:\n";
  for (const MetricSpec& metric : metric_table())
    text += fmt::format("  {:<12} {}\n", metric.name, metric.help);
  text += fmt::format("  {:<12} {}\n", kBreakdownName, "the same as --kind breakdown");
  return text += kExamples;
}

namespace {

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

TextStyle text_style(const PlotOptions& options) {
  return {options.output == "-" ? screen_columns(40, 200) : 80, wants_utf8()};
}

void put_text(const std::string& text, const PlotOptions& options) {
  if (options.output == "-") {
    [[maybe_unused]] const bool all = write_stdout(text);  // A reader may have enough.
    return;
  }
  const SignalGuard signals;
  AtomicFile file(options.output, keep_measurements(options.output));
  write_all(file.fd(), text, quoted_path(options.output));
  signals.check();
  file.commit();
}

void draw(Figure figure, const PlotOptions& options) {
  if (*options.format != PictureFormat::kSvg)  // Whatever opens an SVG brings its own fonts.
    make_legible(figure);
  render(make_script(figure, *options.format), *options.format, options.output);
}

void draw_bars(const PlotOptions& options) {
  const Selection selection = read_selection(options, {options.metric});
  const auto make_chart = [&](const MarkWords& words) {
    return make_bar_chart(selection.shown, selection.baseline, selection.sequential,
                          {options.metric, options.sort, options.title, words});
  };
  MarkWords words;
  if (!options.format)
    words = {.ideal = "┃", .whiskers = "In brackets", .ideal_range = false, .reference = false};
  BarChart chart = make_chart(words);
  if (!options.format && !shows_ranges(chart, text_style(options))) {
    words.whiskers = "";
    chart = make_chart(words);
  }
  if (options.log) {
    BarChart shown = on_log_axis(chart);
    if (!options.format)
      shown.clusters = std::move(chart.clusters);  // There whiskers are numbers, which may be 0.
    chart = std::move(shown);
  }
  if (options.format)
    draw(lay_out(chart, options.size, options.log), options);
  else
    put_text(text_chart(chart, text_style(options), options.log), options);
}

void draw_breakdown(const PlotOptions& options) {
  const Selection selection = read_selection(options, breakdown_metrics());
  const BarChart chart =
      make_breakdown_chart(selection.shown, selection.sequential, {options.sort, options.title});
  if (options.format)
    draw(lay_out(chart, options.size, false), options);
  else
    put_text(text_chart(chart, text_style(options), false), options);
}

void draw_ranks(const PlotOptions& options) {
  const Selection selection = read_selection(options, {options.metric});
  const RankChart chart = make_rank_chart(
      selection.shown,
      {options.metric, options.title, options.format ? "Bars" : "Strokes below each other"});
  if (options.format)
    draw(lay_out(chart, options.size), options);
  else
    put_text(text_ranks(chart, text_style(options)), options);
}

void draw_lines(const PlotOptions& options) {
  const Selection selection = read_selection(options, {options.metric});
  const LineChart chart =
      make_line_chart(selection.shown, selection.baseline, selection.sequential,
                      {options.metric, options.along, options.title, options.log});
  draw(lay_out(chart, options.size, options.log), options);
}

void draw_timeline(const PlotOptions& options) {
  TimelineBuilder builder;
  const TraceFacts facts = read_trace(
      options.inputs.front(),
      [&](const TaskTrace& task, std::span<const TaskPause> pauses) { builder.add(task, pauses); });
  const Timeline timeline = builder.finish(facts, options.title);
  if (options.format)
    draw(lay_out(timeline, options.size), options);
  else
    put_text(text_timeline(timeline, text_style(options)), options);
}

}  // namespace

ExitStatus plot_command(std::span<const std::string> arguments) {
  const PlotOptions options = parse_plot_options(arguments);
  log::set_level(options.quiet ? log::Level::kError : log::Level::kNotice);
  for (const std::string& input : options.inputs)
    refuse_to_replace_rows(options.output, input);
  if (options.kind != ChartKind::kTimeline && all_empty(options.inputs)) {
    log::warning("nothing was drawn: no measurements yet in {}", names_of(options.inputs));
    return kExitSuccess;
  }
  switch (options.kind) {
    case ChartKind::kBar:
      draw_bars(options);
      break;
    case ChartKind::kLine:
      draw_lines(options);
      break;
    case ChartKind::kBreakdown:
      draw_breakdown(options);
      break;
    case ChartKind::kRanks:
      draw_ranks(options);
      break;
    case ChartKind::kTimeline:
      draw_timeline(options);
      break;
  }
  if (options.output != "-")
    log::notice("drew {}", printable_utf8(options.output));
  return kExitSuccess;
}

}  // namespace primebench
