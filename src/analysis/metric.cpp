#include "analysis/metric.hpp"

#include <algorithm>
#include <array>

namespace primebench {
namespace {

std::optional<double> number(std::uint64_t cell) { return static_cast<double>(cell); }
std::optional<double> number(const Number& cell) {
  return cell ? std::optional(static_cast<double>(*cell)) : std::nullopt;
}

std::optional<double> sum(const Number& a, const Number& b) {
  return a && b ? std::optional(static_cast<double>(*a) + static_cast<double>(*b)) : std::nullopt;
}

std::optional<double> wall(const Row& row) { return number(row.wall_ns); }

std::optional<double> throughput(const Row& row) {
  if (row.wall_ns == 0)
    return std::nullopt;
  return static_cast<double>(row.runs) * 1e9 / static_cast<double>(row.wall_ns);
}

std::optional<double> data_rate(const Row& row) {
  const auto tasks = throughput(row);
  if (!tasks || row.payload_bytes.value_or(0) == 0)
    return std::nullopt;
  return *tasks * static_cast<double>(*row.payload_bytes);
}

constexpr auto kMetrics = std::to_array<MetricSpec>({
    {Metric::kWall, "wall", "Wall time", Quantity::kDuration, "start-up, run and teardown together",
     "wall_ns", wall},
    {Metric::kRun, "run", "Run time", Quantity::kDuration,
     "from the first task submitted to the last result", "run_ns",
     [](const Row& row) { return number(row.run_ns); }},
    {Metric::kStartup, "startup", "Start-up time", Quantity::kDuration, "until the workers exist",
     "startup_ns", [](const Row& row) { return number(row.startup_ns); }},
    {Metric::kSpeedup, "speedup", "Speed-up", Quantity::kFactor,
     "wall time of the baseline / wall time, round by round", "wall_ns", wall},
    {Metric::kEfficiency, "efficiency", "Efficiency", Quantity::kPercent,
     "shortest time the CPUs would need / wall time", "cpus and io_delay_ns", wall},
    {Metric::kThroughput, "throughput", "Throughput", Quantity::kRate,
     "tasks per second of wall time", "wall_ns above 0", throughput},
    {Metric::kDataRate, "data-rate", "Data rate", Quantity::kByteRate,
     "bytes handed to tasks per second of wall time; as many come back", "payload_bytes above 0",
     data_rate},
    {Metric::kCpu, "cpu", "CPU time", Quantity::kDuration, "user and system time of all processes",
     "user_ns and system_ns", [](const Row& row) { return sum(row.user_ns, row.system_ns); }},
    {Metric::kUser, "user", "User CPU time", Quantity::kDuration,
     "CPU time outside the kernel, all processes", "user_ns",
     [](const Row& row) { return number(row.user_ns); }},
    {Metric::kSystem, "system", "System CPU time", Quantity::kDuration,
     "CPU time in the kernel, all processes", "system_ns",
     [](const Row& row) { return number(row.system_ns); }},
    {Metric::kMemory, "memory", "Peak memory of the largest process", Quantity::kBytes,
     "peak memory of the largest process", "max_rss_bytes",
     [](const Row& row) { return number(row.max_rss_bytes); }},
    {Metric::kTotalMemory, "total-memory", "Peak memory of all processes", Quantity::kBytes,
     "peak memory of all processes together", "total_bytes",
     [](const Row& row) { return number(row.total_bytes); }},
    {Metric::kSwitches, "switches", "Context switches", Quantity::kCount,
     "voluntary and involuntary context switches", "voluntary_switches and involuntary_switches",
     [](const Row& row) { return sum(row.voluntary_switches, row.involuntary_switches); }},
    {Metric::kInvoluntary, "involuntary", "Involuntary context switches", Quantity::kCount,
     "context switches that nobody asked for", "involuntary_switches",
     [](const Row& row) { return number(row.involuntary_switches); }},
    {Metric::kFaults, "faults", "Page faults", Quantity::kCount, "minor and major page faults",
     "minor_faults and major_faults",
     [](const Row& row) { return sum(row.minor_faults, row.major_faults); }},
    {Metric::kTask, "task", "Median time of one task", Quantity::kDuration,
     "median time of one task, waits included", "task_p50_ns",
     [](const Row& row) { return number(row.task_p50_ns); }},
    {Metric::kWorkers, "workers", "Workers that ran tasks", Quantity::kCount,
     "threads or processes that ran tasks", "workers",
     [](const Row& row) { return number(row.workers); }},
    {Metric::kStolen, "stolen", "Stolen CPU time", Quantity::kDuration,
     "CPU time that the hypervisor gave to others", "stolen_ns",
     [](const Row& row) { return number(row.stolen_ns); }},
    {Metric::kThrottled, "throttled", "Throttled time", Quantity::kDuration,
     "how long a CPU quota held threads up, all CPUs", "throttled_ns",
     [](const Row& row) { return number(row.throttled_ns); }},
});

}  // namespace

std::span<const MetricSpec> metric_table() { return kMetrics; }

const MetricSpec& metric_spec(Metric metric) {
  return *std::find_if(kMetrics.begin(), kMetrics.end(),
                       [&](const MetricSpec& spec) { return spec.metric == metric; });
}

bool relative(Metric metric) { return metric == Metric::kSpeedup || metric == Metric::kEfficiency; }

bool once_per_call(Metric metric) { return metric == Metric::kTotalMemory; }

bool smaller_is_better(Metric metric) {
  return !relative(metric) && metric != Metric::kThroughput && metric != Metric::kDataRate &&
         metric != Metric::kWorkers;
}

std::string in_a_sentence(Metric metric) {
  std::string title(metric_spec(metric).title);
  const bool word = title.size() > 1 && title[1] >= 'a' && title[1] <= 'z';
  if (word)
    title.front() = static_cast<char>(title.front() - 'A' + 'a');
  return title;
}

}  // namespace primebench
