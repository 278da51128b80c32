// What `primebench plot` is asked for.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/where.hpp"
#include "cli/flags.hpp"
#include "plot/bar_chart.hpp"
#include "plot/figure.hpp"
#include "plot/gnuplot_script.hpp"
#include "plot/line_chart.hpp"

namespace primebench {

enum class ChartKind { kBar, kLine, kBreakdown, kRanks, kTimeline };

/// Value of --kind, and of --metric, which mean the same.
inline constexpr std::string_view kBreakdownName = "breakdown";

struct PlotOptions {
  std::vector<std::string> inputs;                            ///< "-": standard input.
  std::string output = "results.png";                         ///< "-": standard output.
  std::optional<PictureFormat> format = PictureFormat::kPng;  ///< None: text.
  ChartKind kind = ChartKind::kBar;
  Where where;
  Metric metric = Metric::kWall;
  std::string baseline = "sequential";
  std::string title;
  Size size;
  bool log = false;
  const AlongSpec* along = nullptr;  ///< None: the one parameter that differs.
  Sort sort = Sort::kGiven;
  bool strict = false;
  bool quiet = false;  ///< Say nothing but errors.
};

/// The flags of the command, for --help and the parser.
std::span<const FlagSpec> plot_flags();

/// Throws UsageError with the flag and the text for whatever makes no sense.
PlotOptions parse_plot_options(std::span<const std::string> arguments);

}  // namespace primebench
