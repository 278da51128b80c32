#include "results/measured_row.hpp"

#include <array>
#include <ctime>

#include "workload/primality.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

/// "2026-01-31T12:34:56Z", whatever the locale and the time zone.
std::string utc_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

}  // namespace

Row configuration_row(const Configuration& configuration) {
  Row row;
  row.mode = configuration.mode->name;
  row.prime = configuration.prime;
  row.runs = configuration.runs;
  if (configuration.mode->uses_pool())
    row.pool = configuration.pool;
  row.io_delay_ns = static_cast<std::uint64_t>(configuration.io_delay.count());
  row.io_waits = row.io_delay_ns == 0 ? 0 : kIoWaits;
  row.gil = configuration.gil;
  row.kernel = configuration.kernel->name;
  return row;
}

Row measured_row(const Configuration& configuration, const Measurement& measurement,
                 const Machine& machine, const std::string& label, std::size_t repetition) {
  const Resources& resources = measurement.resources;
  const TaskSummary& tasks = measurement.tasks;
  Row row = configuration_row(configuration);
  row.started_at = utc_text(measurement.started_at);
  row.label = label;
  row.repetition = repetition;
  row.is_prime = is_prime(configuration.prime);
  row.wall_ns = measurement.wall_ns();
  row.startup_ns = measurement.timed.startup_ns;
  row.run_ns = measurement.timed.run_ns;
  row.teardown_ns = measurement.timed.teardown_ns;
  row.user_ns = resources.user_ns;
  row.system_ns = resources.system_ns;
  row.task_p50_ns = tasks.p50_ns;
  row.task_p99_ns = tasks.p99_ns;
  row.task_max_ns = tasks.max_ns;
  row.workers = tasks.workers;
  row.max_parallel = tasks.max_parallel;
  row.max_rss_bytes = resources.max_rss_bytes;
  row.voluntary_switches = resources.voluntary_switches;
  row.involuntary_switches = resources.involuntary_switches;
  row.cpus = machine.cpus;
  row.cpu_model = machine.cpu_model;
  row.host = machine.host;
  row.os = machine.os;
  row.compiler = machine.compiler;
  row.version = machine.version;
  row.status = "ok";
  return row;
}

}  // namespace primebench
