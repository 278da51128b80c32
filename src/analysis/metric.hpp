// What a chart can show of a row, and how its numbers are written.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "results/row.hpp"

namespace primebench {

enum class Metric {
  kWall,
  kRun,
  kStartup,
  kSpeedup,
  kEfficiency,
  kThroughput,
  kCpu,
  kMemory,
  kSwitches,
  kTask,
};

enum class Quantity { kDuration, kBytes, kRate, kFactor, kPercent, kCount };

struct MetricSpec {
  Metric metric = Metric::kWall;
  std::string_view name;   ///< Value of --metric.
  std::string_view title;  ///< Of the chart and of its axis.
  Quantity quantity = Quantity::kDuration;
  std::string_view help;  ///< One line for --help.
};

/// Every metric, in the order of --help.
std::span<const MetricSpec> metric_table();

const MetricSpec& metric_spec(Metric metric);

/// Whether the metric compares a row with the rows of the baseline.
bool needs_baseline(Metric metric);

/// What one row says: nanoseconds, bytes, tasks per second or a count; the wall time
/// where needs_baseline(). None if the row has no such cell.
std::optional<double> measured(Metric metric, const Row& row);

/// "812 µs", "7.81 MiB", "1.97×", "98 %".
std::string format_quantity(Quantity quantity, double value);

/// The unit for an axis that goes up to `largest`.
struct AxisUnit {
  double size = 1;        ///< What one unit is in the metric's own numbers.
  std::string_view name;  ///< "ms"; empty if there is none.
};
AxisUnit axis_unit(Quantity quantity, double largest);

/// A whole duration without loss, as short as can be: "20 ms", "1.5 s", "0".
std::string exact_duration(std::uint64_t nanoseconds);

}  // namespace primebench
