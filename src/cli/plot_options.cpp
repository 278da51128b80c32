#include "cli/plot_options.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/choice.hpp"
#include "cli/inputs.hpp"
#include "cli/parse_choice.hpp"
#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

constexpr auto kFlags = std::to_array<FlagSpec>({
    {"Files", 'i', "input", "FILE", "what to draw, - for standard input (results.csv)", true},
    {"Files", 'o', "output", "FILE", ".png, .svg, .pdf, .txt; - draws text (results.png)"},
    {"Files", 0, "format", "F", "png, svg, pdf or text, whatever the file's ending"},
    {"Files", 0, "strict", "", "an unreadable line is an error"},
    {"Chart", 0, "kind", "KIND", "bar, line, breakdown, ranks or timeline (bar)"},
    {"Chart", 0, "metric", "M", "what to show, see below (wall)"},
    {"Chart", 0, "x", "FIELD", "what lines run along, such as pool or task"},
    {"Chart", 0, "baseline", "MODE", "what speed-up is relative to (sequential)"},
    {"Chart", 0, "where", "FIELD=V,V", "only rows with one of the values; repeatable", true},
    {"Chart", 0, "sort", "ORDER", "bars as given or by value (given)"},
    {"Looks, and help", 0, "title", "TEXT", "heading of the picture"},
    {"Looks, and help", 0, "size", "WxH", "pixels (960x540)"},
    {"Looks, and help", 0, "log", "", "a logarithmic axis"},
    {"Looks, and help", 'q', "quiet", "", "errors only on standard error"},
    {"Looks, and help", 'h', "help", "", "this text"},
});

struct FormatName {
  std::string_view name;
  std::optional<PictureFormat> format;  ///< None: text.
};
constexpr auto kFormats = std::to_array<FormatName>({
    {"png", PictureFormat::kPng},
    {"svg", PictureFormat::kSvg},
    {"pdf", PictureFormat::kPdf},
    {"text", std::nullopt},
});

struct SortName {
  std::string_view name;
  Sort sort;
};
constexpr std::array kSorts = {SortName{"given", Sort::kGiven}, SortName{"value", Sort::kValue}};

struct KindName {
  std::string_view name;
  ChartKind kind;
};
constexpr std::array kKinds = {KindName{"bar", ChartKind::kBar}, KindName{"line", ChartKind::kLine},
                               KindName{kBreakdownName, ChartKind::kBreakdown},
                               KindName{"ranks", ChartKind::kRanks},
                               KindName{"timeline", ChartKind::kTimeline}};

/// A flag that means nothing to a kind of chart, and why.
struct Refused {
  ChartKind kind;
  std::string_view flag;
  std::string_view why;
};
constexpr std::string_view kWholeTrace = "--kind timeline draws all of a trace, as it was";
constexpr auto kRefused = std::to_array<Refused>({
    {ChartKind::kTimeline, "where", kWholeTrace},
    {ChartKind::kTimeline, "metric", kWholeTrace},
    {ChartKind::kTimeline, "log", kWholeTrace},
    {ChartKind::kTimeline, "sort", kWholeTrace},
    {ChartKind::kTimeline, "baseline", kWholeTrace},
    {ChartKind::kRanks, "log", "--kind ranks has an axis of ranks"},
    {ChartKind::kRanks, "sort", "--kind ranks is in the order of the ranks"},
    {ChartKind::kRanks, "baseline", "--kind ranks compares all with each other"},
    {ChartKind::kBreakdown, "log", "--kind breakdown stacks its bars' parts"},
    {ChartKind::kBreakdown, "baseline", "--kind breakdown takes the tasks' own work of sequential"},
    {ChartKind::kLine, "sort", "--kind line has no bars to sort"},
});

constexpr std::uint64_t kLeastWidth = 480;  ///< In less, letters that can be read do not fit.
constexpr std::uint64_t kLeastHeight = 270;
constexpr std::uint64_t kLargest = 10'000;

Size parse_size(std::string_view text) {
  const std::size_t x = std::min(text.find('x'), text.size());
  if (x == text.size())
    throw UsageError(
        fmt::format("--size takes a width and a height such as 960x540, not {}", in_quotes(text)));
  return {static_cast<int>(parse_count("--size", text.substr(0, x), kLeastWidth, kLargest)),
          static_cast<int>(parse_count("--size", text.substr(x + 1), kLeastHeight, kLargest))};
}

std::optional<PictureFormat> format_by_ending(const std::string& output) {
  if (output == "-")
    return std::nullopt;
  std::string ending = std::filesystem::path(output).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (ending == ".txt")
    return std::nullopt;
  for (const FormatName& known : kFormats) {
    if (ending.size() > 1 && ending.substr(1) == known.name)
      return known.format;
  }
  throw UsageError(
      fmt::format("cannot tell the format of {} by its ending: name it .png, .svg, "
                  ".pdf or .txt, or give --format",
                  quoted_path(output)));
}

/// Where a chart goes if nothing is said: text to standard output, a picture into a file of its
/// own.
std::string usual_output(std::optional<PictureFormat> format) {
  for (const FormatName& known : kFormats) {
    if (format && known.format == format)
      return fmt::format("results.{}", known.name);
  }
  return "-";
}

const MetricSpec& metric_called(std::string_view name) {
  std::vector<std::string_view> names;
  for (const MetricSpec& spec : metric_table()) {
    if (spec.name == name)
      return spec;
    names.push_back(spec.name);
  }
  names.push_back(kBreakdownName);
  reject_choice("--metric", name, names);
}

/// What to draw: where the CPUs' time went is a kind that can be asked for as a metric.
void read_kind(PlotOptions& options, const std::optional<std::string>& kind,
               const std::optional<std::string>& metric) {
  if (kind)
    options.kind = named("--kind", *kind, kKinds).kind;
  if (metric == kBreakdownName) {
    if (kind && options.kind != ChartKind::kBreakdown)
      throw UsageError(
          fmt::format("--metric breakdown is a chart of its own: leave out --kind {}", *kind));
    options.kind = ChartKind::kBreakdown;
  } else if (metric) {
    options.metric = metric_called(*metric).metric;
    if (options.kind == ChartKind::kBreakdown)
      throw UsageError(fmt::format(
          "--kind breakdown shows all uses of the CPUs: leave out --metric {}", *metric));
    if (options.kind == ChartKind::kRanks && relative(options.metric))
      throw UsageError(fmt::format(
          "--kind ranks ranks what was measured, such as wall times: leave out --metric {}",
          *metric));
  }
}

void refuse_what_does_not_apply(ChartKind kind, const Flags& flags) {
  for (const Refused& refused : kRefused) {
    if (refused.kind == kind && flags.given(refused.flag))
      throw UsageError(fmt::format("{}: leave out --{}", refused.why, refused.flag));
  }
}

/// Only what ran one task after another tells how long all of them take.
void refuse_efficiency_over(const PlotOptions& options) {
  if (options.metric == Metric::kEfficiency &&
      efficiency_mode(options.baseline) != options.baseline)
    throw UsageError(
        fmt::format("--metric efficiency is told by what runs one task after another: leave out "
                    "--baseline {}",
                    options.baseline));
}

}  // namespace

std::span<const FlagSpec> plot_flags() { return kFlags; }

PlotOptions parse_plot_options(std::span<const std::string> arguments) {
  const Flags flags = parse_flags(kFlags, arguments);
  PlotOptions options;
  options.strict = flags.given("strict");
  options.log = flags.given("log");
  options.inputs = inputs_of(flags);
  options.quiet = flags.given("quiet");
  options.output = flags.value("output").value_or(options.output);
  options.title = flags.value("title").value_or("");
  if (const auto baseline = flags.value("baseline"))
    options.baseline = parse_baseline(*baseline);
  options.where = Where(flags.values("where"));
  if (const auto size = flags.value("size"))
    options.size = parse_size(*size);
  if (const auto sort = flags.value("sort"))
    options.sort = named("--sort", *sort, kSorts).sort;
  read_kind(options, flags.value("kind"), flags.value("metric"));
  refuse_what_does_not_apply(options.kind, flags);
  refuse_efficiency_over(options);
  if (const auto x = flags.value("x"))
    options.along = &named("--x", *x, along_table());
  if (const auto format = flags.value("format"))
    options.format = named("--format", *format, kFormats).format;
  else
    options.format = format_by_ending(options.output);
  if (!flags.given("output"))
    options.output = usual_output(options.format);
  if (!options.format && options.kind == ChartKind::kLine)
    throw UsageError("there are no lines in text: --kind line needs .png, .svg or .pdf");
  if (options.along != nullptr && options.kind != ChartKind::kLine)
    throw UsageError("--x is what the lines of --kind line run along");
  if (options.kind == ChartKind::kTimeline && options.inputs.size() > 1)
    throw UsageError("--kind timeline draws one trace: give one file");
  if (options.output == "-" && options.format)
    throw UsageError("-o - draws a text chart; a picture needs a file name, as -o results.png");
  return options;
}

}  // namespace primebench
