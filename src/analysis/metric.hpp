// What can be said of a row in numbers.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/quantity.hpp"
#include "results/row.hpp"

namespace primebench {

enum class Metric {
  kWall,
  kRun,
  kStartup,
  kSpeedup,
  kEfficiency,
  kThroughput,
  kDataRate,
  kCpu,
  kUser,
  kSystem,
  kMemory,
  kTotalMemory,
  kSwitches,
  kInvoluntary,
  kFaults,
  kTask,
  kWorkers,
  kStolen,
  kThrottled,
};
inline constexpr std::size_t kMetricCount = static_cast<std::size_t>(Metric::kThrottled) + 1;

struct MetricSpec {
  Metric metric = Metric::kWall;
  std::string_view name;   ///< Value of --metric.
  std::string_view title;  ///< Of the chart and of its axis.
  Quantity quantity = Quantity::kDuration;
  std::string_view help;   ///< One line for --help.
  std::string_view needs;  ///< The columns that it is computed from.
  /// What one row says: nanoseconds, bytes, tasks per second or a count; the wall time
  /// where the metric is relative(). None if the row does not know.
  std::optional<double> (*measured)(const Row& row) = nullptr;
};

/// Every metric, in the order of --help.
std::span<const MetricSpec> metric_table();

const MetricSpec& metric_spec(Metric metric);

/// Its title among other words: "CPU time", "start-up time".
std::string in_a_sentence(Metric metric);

/// Whether the metric compares a row with the rows of a baseline.
bool relative(Metric metric);

/// Whether less of it is better.
bool smaller_is_better(Metric metric);

/// Whether all rows of a configuration in one call repeat what one measurement of it found.
bool once_per_call(Metric metric);

}  // namespace primebench
