#include "cli/plot_command.hpp"

#include <fmt/core.h>

#include "cli/plot_options.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/bar_chart.hpp"
#include "plot/bar_figure.hpp"
#include "plot/render.hpp"
#include "results/reader.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUsage =
    "Draws a chart of the measurements in a results store.\n"
    "\n"
    "Usage: primebench plot [options]\n"
    "\n";

ExitStatus show_help() {
  // Whoever reads the help may stop reading: that is no error.
  [[maybe_unused]] const bool all =
      write_stdout(std::string(kUsage) + describe_flags(plot_flags()));
  return kExitSuccess;
}

/// The rows to draw, and those to compare them with.
struct Selection {
  std::vector<Group> shown;
  Baseline baseline;
  Baseline sequential;
};

Selection read_selection(const PlotOptions& options) {
  Grouping shown(options.metric);
  Grouping baseline(options.metric);
  Grouping sequential(options.metric);
  const auto take = [&](const Row& row) {
    shown.add(row);
    if (row.mode == options.baseline)
      baseline.add(row);
    if (row.mode == "sequential")
      sequential.add(row);
  };
  const ReadSummary summary = read_rows(options.input, {options.strict}, take);
  if (shown.groups().empty())
    throw Error(summary.rows == 0
                    ? fmt::format("there are no measurements in {}", quoted(options.input))
                    : fmt::format("no measurement in {} has a value for --metric {}",
                                  quoted(options.input), metric_spec(options.metric).name));
  return {shown.groups(), Baseline(options.baseline, baseline.groups()),
          Baseline("sequential", sequential.groups())};
}

}  // namespace

ExitStatus plot_command(std::span<const std::string> arguments) {
  const PlotOptions options = parse_plot_options(arguments);
  if (options.help)
    return show_help();
  const Selection selection = read_selection(options);
  const BarChart chart = make_bar_chart(selection.shown, selection.baseline, selection.sequential,
                                        {options.metric, options.sort, options.title});
  const Figure figure = lay_out(chart, options.size, options.log);
  render(make_script(figure, options.format), options.format, options.output);
  return kExitSuccess;
}

}  // namespace primebench
