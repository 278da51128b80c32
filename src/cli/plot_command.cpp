#include "cli/plot_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "analysis/beyond_ideal.hpp"
#include "analysis/calls.hpp"
#include "analysis/names.hpp"
#include "analysis/summary.hpp"
#include "analysis/warnings.hpp"
#include "cli/inputs.hpp"
#include "cli/plot_options.hpp"
#include "cli/screen.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"
#include "plot/bar_chart.hpp"
#include "plot/bar_figure.hpp"
#include "plot/legible.hpp"
#include "plot/line_figure.hpp"
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
    "\n"
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
  return text += kExamples;
}

namespace {

/// The rows to draw, and those to compare them with.
struct Selection {
  std::vector<Group> shown;
  Baseline baseline;
  Baseline sequential;
};

[[noreturn]] void nothing_to_draw(const PlotOptions& options, const Where& where, std::size_t rows,
                                  std::size_t matching) {
  if (rows == 0)
    throw Error(fmt::format("there are no measurements in {}", names_of(options.inputs)));
  if (matching == 0)
    throw Error(where.nothing_matched());
  const MetricSpec& metric = metric_spec(options.metric);
  throw Error(fmt::format("no measurement in {} has what --metric {} needs: {}",
                          names_of(options.inputs), metric.name, metric.needs));
}

/// The groups that know the metric. Warns of the others, and of rows that come twice.
std::vector<Group> groups_to_draw(const Grouping& grouping, Metric metric) {
  std::vector<Group> groups;
  for (const Group& group : grouping.groups()) {
    if (has_value(group, metric))
      groups.push_back(group);
  }
  const std::size_t all = grouping.groups().size();
  if (!groups.empty() && groups.size() < all)
    log::warning("{} of {} configurations are left out: their rows do not know {}",
                 all - groups.size(), all, metric_spec(metric).needs);
  if (const std::size_t repeated = grouping.repeated_rows(); repeated > 0)
    log::warning("{}", repeated_rows_warning(repeated));
  return in_order(std::move(groups));
}

/// Where the ideal is drawn, or is the measure.
void warn_beyond_ideal(const std::vector<Group>& shown, const std::vector<Group>& others,
                       Metric metric) {
  if (metric != Metric::kWall && metric != Metric::kRun && !relative(metric))
    return;
  const std::vector<const Parameter*> varying = differing(shown);
  std::vector<std::string> names;
  names.reserve(shown.size());
  for (const Group& group : shown)
    names.push_back(configuration_name(group.configuration, varying));
  if (const auto warning = beyond_ideal_warning(shown, names, others))
    log::warning("{}", *warning);
}

Selection read_selection(const PlotOptions& options) {
  Where where = options.where;
  CallFinder calls;
  Grouping shown({options.metric});
  Grouping others({options.metric});
  std::size_t matching = 0;
  const auto take = [&](const Row& row) {
    where.observe(row);
    const Place place = calls.place_of(row);
    if (where.matches(row)) {
      ++matching;
      shown.add(row, place);
    }
    const bool comparable = row.mode == options.baseline || row.mode == kSequential;
    if (comparable && where.matches_otherwise(row))
      others.add(row, place);
  };
  const ReadSummary summary = read_inputs(options.inputs, options.strict, take);
  Selection selection = {.shown = groups_to_draw(shown, options.metric),
                         .baseline = Baseline(options.baseline, others.groups()),
                         .sequential = Baseline(std::string(kSequential), others.groups())};
  if (selection.shown.empty())
    nothing_to_draw(options, where, summary.rows, matching);
  warn_beyond_ideal(selection.shown, others.groups(), options.metric);
  return selection;
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
  const Selection selection = read_selection(options);
  constexpr MarkWords kTextWords = {.ideal = "┃", .whiskers = "In brackets", .reference = false};
  BarChart chart = make_bar_chart(
      selection.shown, selection.baseline, selection.sequential,
      {options.metric, options.sort, options.title, options.format ? MarkWords{} : kTextWords});
  if (options.log)
    chart.heading.caption.emplace_back(
        "Logarithmic: a bar's end is its value, its length means nothing.");
  if (options.format)
    draw(lay_out(chart, options.size, options.log), options);
  else
    put_text(text_chart(chart, text_style(options), options.log), options);
}

void draw_lines(const PlotOptions& options) {
  const Selection selection = read_selection(options);
  const LineChart chart = make_line_chart(selection.shown, selection.baseline, selection.sequential,
                                          {options.metric, options.along, options.title});
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
  if (options.output != "-")
    log::notice("drew {}", printable_utf8(options.output));
  return kExitSuccess;
}

}  // namespace primebench
