#include "analysis/metric.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"

namespace primebench {
namespace {

constexpr auto kMetrics = std::to_array<MetricSpec>({
    {Metric::kWall, "wall", "Wall time", Quantity::kDuration,
     "start-up, run and teardown together"},
    {Metric::kRun, "run", "Run time", Quantity::kDuration,
     "from the first task submitted to the last result"},
    {Metric::kStartup, "startup", "Start-up time", Quantity::kDuration, "until the workers exist"},
    {Metric::kSpeedup, "speedup", "Speed-up", Quantity::kFactor,
     "median wall time of the baseline / wall time"},
    {Metric::kEfficiency, "efficiency", "Efficiency", Quantity::kPercent,
     "shortest time the CPUs would need / wall time"},
    {Metric::kThroughput, "throughput", "Throughput", Quantity::kRate,
     "tasks per second of wall time"},
    {Metric::kCpu, "cpu", "CPU time", Quantity::kDuration, "user and system time of all processes"},
    {Metric::kMemory, "memory", "Peak memory of one process", Quantity::kBytes,
     "largest resident set of one process"},
    {Metric::kSwitches, "switches", "Context switches", Quantity::kCount,
     "voluntary and involuntary context switches"},
    {Metric::kTask, "task", "Median time of one task", Quantity::kDuration,
     "median time of one task, waits included"},
});

constexpr std::array<AxisUnit, 4> kDurations = {{{1, "ns"}, {1e3, "µs"}, {1e6, "ms"}, {1e9, "s"}}};
constexpr std::array<AxisUnit, 4> kSizes = {
    {{1, "B"}, {1024, "KiB"}, {1024.0 * 1024, "MiB"}, {1024.0 * 1024 * 1024, "GiB"}}};
constexpr std::array<AxisUnit, 3> kRates = {
    {{1, "tasks/s"}, {1e3, "thousand tasks/s"}, {1e6, "million tasks/s"}}};
constexpr std::array<AxisUnit, 3> kCounts = {{{1, ""}, {1e3, "thousands"}, {1e6, "millions"}}};
constexpr std::array<AxisUnit, 1> kFactors = {{{1, "×"}}};
constexpr std::array<AxisUnit, 1> kPercents = {{{0.01, "%"}}};

std::span<const AxisUnit> units(Quantity quantity) {
  switch (quantity) {
    case Quantity::kDuration:
      return kDurations;
    case Quantity::kBytes:
      return kSizes;
    case Quantity::kRate:
      return kRates;
    case Quantity::kFactor:
      return kFactors;
    case Quantity::kPercent:
      return kPercents;
    case Quantity::kCount:
      return kCounts;
  }
  return {};
}

/// Three significant digits, and k, M or G for the thousands.
std::string short_number(double value) {
  constexpr std::array<AxisUnit, 4> kPrefixes = {{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}}};
  const AxisUnit* unit = &kPrefixes.front();
  for (const AxisUnit& candidate : kPrefixes) {
    if (std::abs(value) >= candidate.size * 0.9995)
      unit = &candidate;
  }
  const double scaled = value / unit->size;
  if (scaled == std::floor(scaled) && std::abs(scaled) < 1000)
    return fmt::format("{:.0f}{}", scaled, unit->name);
  const int decimals = std::abs(scaled) < 9.995 ? 2 : std::abs(scaled) < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f}{}", scaled, decimals, unit->name);
}

}  // namespace

std::span<const MetricSpec> metric_table() { return kMetrics; }

const MetricSpec& metric_spec(Metric metric) {
  return *std::find_if(kMetrics.begin(), kMetrics.end(),
                       [&](const MetricSpec& spec) { return spec.metric == metric; });
}

bool needs_baseline(Metric metric) {
  return metric == Metric::kSpeedup || metric == Metric::kEfficiency;
}

std::optional<double> measured(Metric metric, const Row& row) {
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  switch (metric) {
    case Metric::kWall:
    case Metric::kSpeedup:
    case Metric::kEfficiency:
      return number(row.wall_ns);
    case Metric::kRun:
      return number(row.run_ns);
    case Metric::kStartup:
      return number(row.startup_ns);
    case Metric::kThroughput:
      if (row.wall_ns == 0)
        return std::nullopt;
      return number(row.runs) * 1e9 / number(row.wall_ns);
    case Metric::kCpu:
      return number(row.user_ns) + number(row.system_ns);
    case Metric::kMemory:
      return number(row.max_rss_bytes);
    case Metric::kSwitches:
      return number(row.voluntary_switches) + number(row.involuntary_switches);
    case Metric::kTask:
      return row.task_p50_ns ? std::optional(number(*row.task_p50_ns)) : std::nullopt;
  }
  return std::nullopt;
}

std::string format_quantity(Quantity quantity, double value) {
  switch (quantity) {
    case Quantity::kDuration:
      return format_duration(value);
    case Quantity::kBytes:
      return format_bytes(value);
    case Quantity::kRate:
      return short_number(value) + "/s";
    case Quantity::kFactor:
      return fmt::format("{:.{}f}×", value, std::abs(value) < 99.95 ? 2 : 0);
    case Quantity::kPercent:
      return fmt::format("{:.{}f} %", value * 100, std::abs(value) < 0.0995 ? 1 : 0);
    case Quantity::kCount:
      return short_number(value);
  }
  return {};
}

AxisUnit axis_unit(Quantity quantity, double largest) {
  AxisUnit best = units(quantity).front();
  for (const AxisUnit& unit : units(quantity)) {
    if (largest >= unit.size * 0.9995)
      best = unit;
  }
  return best;
}

std::string exact_duration(std::uint64_t nanoseconds) {
  if (nanoseconds == 0)
    return "0";
  AxisUnit best = kDurations.front();
  for (const AxisUnit& unit : kDurations) {
    // At most three digits after the point, or the next smaller unit is used.
    const auto size = static_cast<std::uint64_t>(unit.size);
    if (nanoseconds >= size && (size < 1000 || nanoseconds % (size / 1000) == 0))
      best = unit;
  }
  // Exact: 2^53 thousandths of a second are three hundred thousand years.
  const auto value = static_cast<double>(nanoseconds) / best.size;
  std::string digits = fmt::format("{:.3f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.')
    digits.pop_back();
  return fmt::format("{} {}", digits, best.name);
}

}  // namespace primebench
