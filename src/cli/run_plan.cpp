#include "cli/run_plan.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "cli/plan.hpp"
#include "cli/task_times.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "measure/data_memory.hpp"
#include "measure/task_memory.hpp"
#include "results/trace_writer.hpp"
#include "workload/primality.hpp"
#include "workload/task_timer.hpp"

namespace primebench {
namespace {

void warn_of_composites(const RunOptions& options) {
  for (const std::uint64_t number : options.values_of("prime")) {
    if (number < 2)
      log::warning("{} is not prime: its tasks have nothing to divide and are short", number);
    else if (!is_prime(number))
      log::warning("{} is not prime: its tasks end at the smallest divisor and are short", number);
  }
}

/// Of --pool, where no mode has one, and of --chunk.
void warn_of_useless_choices(const RunOptions& options) {
  for (const Parameter& parameter : parameters()) {
    if (parameter.applies == nullptr || options.values_of(parameter.name).empty())
      continue;
    const bool used = std::any_of(options.modes.begin(), options.modes.end(),
                                  [&](const ModeSpec* mode) { return parameter.applies(*mode); });
    if (!used)
      log::warning("--{} is not used: {} no {}", parameter.name,
                   options.modes.size() == 1 ? std::string(options.modes.front()->name) + " has"
                                             : "these modes have",
                   parameter.name == "pool" ? "pool" : "chunks");
  }
}

/// Says which modes are left out because their tasks carry no data. Throws UsageError if none is
/// left, and Error if there is not enough memory for the data.
void check_payload(const RunOptions& options, const std::vector<Configuration>& plan) {
  const std::vector<ParameterValue> payloads = options.values_of("payload");
  if (std::all_of(payloads.begin(), payloads.end(),
                  [](ParameterValue bytes) { return bytes == 0; }))
    return;
  std::vector<std::string> without;
  for (const ModeSpec* const mode : options.modes) {
    if (!mode->carries_data)
      without.emplace_back(mode->name);
  }
  if (plan.empty())
    throw UsageError(fmt::format("--payload: tasks of {} carry no data", joined(without, ", ")));
  if (!without.empty())
    log::warning("--payload leaves out {}: its tasks carry no data", joined(without, ", "));
}

void warn_of_useless_order(const RunOptions& options, const std::vector<Configuration>& plan) {
  const bool used = std::any_of(plan.begin(), plan.end(),
                                [](const Configuration& one) { return one.order != 0; });
  if (!used && !options.values_of("order").empty())
    log::warning("--order is not used: all tasks are equal; see --mix");
}

/// As far as can be told before anything is started.
void check_machines(const RunOptions& options, const std::vector<Configuration>& plan) {
  if (options.machines == nullptr)
    return;
  const Machines& machines = *options.machines;
  const std::string_view flags = machines.hosts.empty()      ? "--launcher is"
                                 : machines.launcher.empty() ? "--hosts is"
                                                             : "--hosts and --launcher are";
  const auto spans = [](const Configuration& one) { return one.mode->spans_machines; };
  if (std::none_of(plan.begin(), plan.end(), spans))
    log::warning("{} not used: {} on this machine alone", flags,
                 options.modes.size() == 1 ? std::string(options.modes.front()->name) + " runs"
                                           : "these modes run");
  const std::size_t slots = machines.slots();
  std::size_t most = 0;
  for (const Configuration& one : plan)
    most = std::max(most, spans(one) ? one.pool : 0);
  if (machines.hosts.empty() || most <= slots)
    return;
  if (machines.hosts.size() > 1)
    throw UsageError(fmt::format(
        "--pool {} is more than the {} workers that --hosts has room for; "
        "give more, as in {}:{}",
        most, slots, machines.hosts.front().name, machines.hosts.front().slots + most - slots));
  log::warning("--pool {} is more than the {} that --hosts has room for: they share its CPUs", most,
               slots);
}

void check_trace(const RunOptions& options, std::size_t configurations) {
  if (options.trace.empty())
    return;
  if (configurations != 1 || options.repeat != 1)
    throw UsageError("--trace takes one measurement: one configuration and --repeat 1");
  check_trace_file(options.trace, options.output);
}

}  // namespace

std::vector<Configuration> make_plan(const RunOptions& options, const Machine& machine) {
  const std::vector<std::chrono::nanoseconds> times = task_times(options);
  // Before anything is timed; the primes that are chosen then can only be fewer.
  std::vector<SizedTask> wanted;
  wanted.reserve(times.size());
  for (const std::chrono::nanoseconds time : times)
    wanted.push_back({.wanted = time});
  check_trace(options, plan_configurations(options, machine.cpus, wanted).size());
  std::vector<SizedTask> tasks;
  if (!times.empty()) {
    const Kernel& kernel = *options.kernel;
    TaskMemory memory(machine.cpu_model, kernel.name);
    tasks = choose_tasks(
        times, kernel.name, [&](std::uint64_t prime) { return time_of_task(kernel, prime); },
        memory);
  }
  std::vector<Configuration> plan = plan_configurations(options, machine.cpus, tasks);
  for (const Configuration& configuration : plan)
    check_sizes(configuration.batch());
  check_payload(options, plan);
  require_memory(plan);
  if (plan.size() > 1 || Stopping(options.stop).active())
    log::notice("{}", plan_line(plan.size(), options));
  warn_of_composites(options);
  warn_of_useless_choices(options);
  check_machines(options, plan);
  warn_of_useless_order(options, plan);
  return plan;
}

std::optional<PayloadSource> payload_source(const std::vector<Configuration>& plan) {
  std::size_t tasks = 0;
  std::uint64_t bytes = 0;
  for (const Configuration& configuration : plan) {
    tasks = std::max(tasks, configuration.runs);
    bytes = std::max(bytes, configuration.payload);
  }
  if (bytes == 0)
    return std::nullopt;
  return PayloadSource(tasks, static_cast<std::size_t>(bytes), plan.front().seed);
}

}  // namespace primebench
