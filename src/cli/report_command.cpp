#include "cli/report_command.hpp"

#include <fmt/core.h>

#include <utility>

#include "analysis/calls.hpp"
#include "analysis/last_call.hpp"
#include "cli/inputs.hpp"
#include "cli/report_options.hpp"
#include "cli/screen.hpp"
#include "cli/written.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "report/breakdown_table.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUsage =
    "Sums up the measurements in a results store, or in several.\n"
    "\n"
    "Usage: primebench report [options] [FILE...]\n"
    "\n";

constexpr std::string_view kExamples =
    "\n"
    "Examples:\n"
    "  primebench report\n"
    "  primebench report --last --format markdown\n"
    "  primebench report --where label=laptop monday.csv tuesday.csv\n";

[[noreturn]] void nothing_to_report(const ReportOptions& options, std::size_t rows, bool none) {
  if (rows == 0)
    throw Error(fmt::format("there are no measurements in {}", names_of(options.inputs)));
  if (none)
    throw Error(options.where.nothing_matched());
  const MetricSpec& metric = metric_spec(options.metric);
  throw Error(fmt::format("no measurement in {} has what --metric {} needs: {}",
                          names_of(options.inputs), metric.name, metric.needs));
}

/// The rows to sum up: all that come, or those of the last call. And what a condition on the mode
/// or the pool has left out beside them.
class Chosen {
 public:
  Chosen(const std::vector<Metric>& metrics, bool only_last)
      : only_last_(only_last),
        all_(metrics),
        all_beside_(metrics),
        last_(metrics),
        last_beside_(metrics) {}

  void add(const Row& row, Place place) {
    if (only_last_)
      last_.add(row, place);
    else
      all_.add(row, place);
  }
  void add_beside(const Row& row, Place place) {
    if (only_last_)
      last_beside_.add(row, place, last_);
    else
      all_beside_.add(row, place);
  }
  /// There may be a million: they are here no more then.
  [[nodiscard]] Grouping take_rows() {
    if (only_last_)
      return last_.rows();
    return std::move(all_);
  }
  [[nodiscard]] Grouping take_beside() {
    if (only_last_)
      return last_beside_.rows_of(last_);
    return std::move(all_beside_);
  }

 private:
  bool only_last_;
  Grouping all_;
  Grouping all_beside_;
  LastCall last_;
  BesideLastCall last_beside_;
};

struct ReadReport {
  ReportRows rows;
  Report report;
};

ReadReport read_report(const ReportOptions& options) {
  const std::vector<Metric> metrics = report_metrics(options.metric);
  Where where = options.where;
  CallFinder calls;
  Chosen chosen(metrics, options.last);
  const ReadSummary read = read_inputs(options.inputs, options.strict, [&](const Row& row) {
    where.observe(row);
    const Place place = calls.place_of(row);
    if (where.matches(row))
      chosen.add(row, place);
    if (where.is_about_ways() && where.matches_otherwise(row))
      chosen.add_beside(row, place);
  });
  Grouping kept = chosen.take_rows();
  const bool none = kept.groups().empty();
  ReportRows rows{.chosen = options.format->draws_rows ? kept : Grouping(metrics)};
  if (where.is_about_ways())
    rows.beside = chosen.take_beside();
  Report report =
      make_report(std::move(kept), options.baseline, {}, options.metric, rows.beside_or_null());
  if (report.works.empty()) {
    ReportOptions asked = options;
    asked.where = where;
    nothing_to_report(asked, read.rows, none);
  }
  return {std::move(rows), std::move(report)};
}

}  // namespace

std::string report_help() {
  std::string text(kUsage);
  text += describe_flags(report_flags()) + "\nMetrics:\n";
  for (const MetricSpec& metric : report_metric_table())
    text += fmt::format("  {:<12} {}\n", metric.name, metric.help);
  return text += kExamples;
}

ExitStatus report_command(std::span<const std::string> arguments) {
  const ReportOptions options = parse_report_options(arguments);
  if (all_empty(options.inputs)) {
    log::warning("nothing to report: no measurements yet in {}", names_of(options.inputs));
    if (options.format->for_programs) {
      const Report none = make_report(Grouping(report_metrics()), options.baseline);
      write_text(options.format->write(none, {.chosen = Grouping(report_metrics())}, 0),
                 options.output, options.inputs);
    }
    return kExitSuccess;
  }
  const auto [rows, report] = read_report(options);
  for (const std::string& warning : report.warnings)
    log::warning("{}", warning);
  constexpr std::size_t kFileColumns = 80;
  const std::size_t columns = options.output == "-" ? table_columns() : kFileColumns;
  std::string text = options.format->write(report, rows, columns);
  if (options.verbose)
    text += breakdown_text(report, columns);
  write_text(text, options.output, options.inputs);
  return kExitSuccess;
}

}  // namespace primebench
