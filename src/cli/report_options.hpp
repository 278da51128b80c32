// What `primebench report` is asked for.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"
#include "analysis/metric.hpp"
#include "analysis/where.hpp"
#include "cli/flags.hpp"
#include "report/report.hpp"

namespace primebench {

/// What a report was made of, as make_report() takes it.
struct ReportRows {
  Grouping chosen;                   ///< Empty for a format that draws none.
  std::optional<Grouping> beside{};  ///< None if nobody has chosen ways.

  [[nodiscard]] const Grouping* beside_or_null() const { return beside ? &*beside : nullptr; }
};

/// A way of writing a report down. `columns` are those of the terminal.
struct ReportFormat {
  std::string_view name;
  std::string (*write)(const Report& report, const ReportRows& rows, std::size_t columns) = nullptr;
  bool draws_rows = false;
  bool for_programs = false;  ///< Whole even if there is nothing to report.
};

struct ReportOptions {
  std::vector<std::string> inputs;  ///< "-": standard input.
  std::string output = "-";         ///< "-": standard output.
  Where where;
  bool last = false;
  const ReportFormat* format = nullptr;  ///< Not nullptr after parsing.
  std::string baseline = "sequential";
  Metric metric = Metric::kWall;
  bool strict = false;
  bool verbose = false;  ///< Only with the table.
};

/// The flags of the command, for --help and the parser.
std::span<const FlagSpec> report_flags();

/// The metrics that a report can be of: those that are times.
std::vector<MetricSpec> report_metric_table();

/// Throws UsageError with the flag and the text for whatever makes no sense.
ReportOptions parse_report_options(std::span<const std::string> arguments);

}  // namespace primebench
