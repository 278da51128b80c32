#include "cli/report_options.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "cli/choice.hpp"
#include "cli/inputs.hpp"
#include "cli/parse_choice.hpp"
#include "core/error.hpp"
#include "report/csv.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/table.hpp"

namespace primebench {
namespace {

constexpr auto kFlags = std::to_array<FlagSpec>({
    {"Files", 'i', "input", "FILE", "what to read, - for standard input (results.csv)", true},
    {"Files", 'o', "output", "FILE", "where to write, - for standard output (-)"},
    {"Files", 0, "format", "F", "table, markdown, csv, json or html (table)"},
    {"Files", 0, "strict", "", "an unreadable line is an error"},
    {"Report", 0, "where", "FIELD=V,V", "only rows with one of the values; repeatable", true},
    {"Report", 0, "last", "", "only the rows of the last call"},
    {"Report", 0, "baseline", "MODE", "what speed-up is relative to (sequential)"},
    {"Report", 0, "metric", "M", "which time, see below (wall)"},
    {"Report", 'v', "verbose", "", "where the CPUs' time went, too (table)"},
    {"Help", 'h', "help", "", "this text"},
});

constexpr auto kFormats = std::to_array<ReportFormat>({
    {"table", [](const Report& report, const ReportRows&,
                 std::size_t columns) { return table_text(report, columns); }},
    {"markdown",
     [](const Report& report, const ReportRows&, std::size_t) { return markdown_text(report); }},
    {"csv", [](const Report& report, const ReportRows&, std::size_t) { return csv_text(report); },
     false, true},
    {"json", [](const Report& report, const ReportRows&, std::size_t) { return json_text(report); },
     false, true},
    {"html",
     [](const Report& report, const ReportRows& rows, std::size_t) {
       return html_report(rows.chosen, report,
                          {.title = "",
                           .first_started = rows.chosen.first_started(),
                           .last_started = rows.chosen.last_started(),
                           .beside = rows.beside_or_null()});
     },
     true},
});

}  // namespace

std::span<const FlagSpec> report_flags() { return kFlags; }

std::vector<MetricSpec> report_metric_table() {
  std::vector<MetricSpec> times;
  std::copy_if(metric_table().begin(), metric_table().end(), std::back_inserter(times),
               [](const MetricSpec& spec) { return spec.quantity == Quantity::kDuration; });
  return times;
}

ReportOptions parse_report_options(std::span<const std::string> arguments) {
  const Flags flags = parse_flags(kFlags, arguments);
  ReportOptions options;
  options.inputs = inputs_of(flags);
  options.output = flags.value("output").value_or(options.output);
  options.where = Where(flags.values("where"));
  options.last = flags.given("last");
  options.strict = flags.given("strict");
  options.verbose = flags.given("verbose");
  options.format = &named("--format", flags.value("format").value_or("table"), kFormats);
  if (const auto baseline = flags.value("baseline"))
    options.baseline = parse_baseline(*baseline);
  if (const auto metric = flags.value("metric"))
    options.metric = named("--metric", *metric, report_metric_table()).metric;
  if (options.verbose && options.format != &kFormats.front())
    throw UsageError(
        "--verbose is for --format table; json and html tell where the CPUs' time went "
        "without it");
  return options;
}

}  // namespace primebench
