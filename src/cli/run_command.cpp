#include "cli/run_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/plan.hpp"
#include "cli/progress.hpp"
#include "cli/row_sink.hpp"
#include "cli/summary.hpp"
#include "cli/task_times.hpp"
#include "cli/trace_file.hpp"
#include "cli/warnings.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "measure/machine.hpp"
#include "measure/measurement.hpp"
#include "results/measured_row.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/noise.hpp"
#include "sys/signals.hpp"
#include "workload/primality.hpp"
#include "workload/task_timer.hpp"

namespace primebench {
namespace {

bool wants_progress(const RunOptions& options) {
  switch (options.progress) {
    case ProgressWhen::kAlways:
      return true;
    case ProgressWhen::kNever:
      return false;
    case ProgressWhen::kAuto:
      break;
  }
  return options.log_level != log::Level::kError && ::isatty(STDERR_FILENO) == 1;
}

void warn_of_composites(const RunOptions& options) {
  for (const std::uint64_t number : options.primes) {
    if (options.task_times.empty() && !is_prime(number))
      log::warning("{} is not prime: its tasks end at the smallest divisor and are short", number);
  }
}

void check_trace(const RunOptions& options, std::size_t configurations) {
  if (options.trace.empty())
    return;
  if (configurations != 1 || options.repeat != 1)
    throw UsageError("--trace takes one measurement: one configuration and --repeat 1");
  check_trace_file(options.trace, options.output);
}

/// What is to be measured. With --task-time this takes some time itself.
std::vector<Configuration> make_plan(const RunOptions& options, std::size_t cpus) {
  // Before anything is timed; the primes that are chosen then can only be fewer.
  const std::vector<SizedTask> wanted(options.task_times.size());
  check_trace(options, plan_configurations(options, cpus, wanted).size());
  const Kernel& kernel = *options.kernel;
  const std::vector<SizedTask> tasks =
      choose_tasks(options.task_times, kernel.name,
                   [&](std::uint64_t prime) { return time_of_task(kernel, prime); });
  std::vector<Configuration> plan = plan_configurations(options, cpus, tasks);
  if (plan.size() > 1)
    log::notice("{}", plan_line(plan.size(), options));
  warn_of_composites(options);
  return plan;
}

/// A run of the command: what its steps share.
class Run {
 public:
  explicit Run(const RunOptions& options)
      : options_(options), sink_(options), machine_(this_machine()) {
    const std::vector<Configuration> plan = make_plan(options, machine_.cpus);
    for (const Configuration& configuration : plan)
      results_.push_back({.configuration = configuration, .samples = {}, .failure = ""});
    varying_ = varying_parameters(plan);
  }

  ExitStatus execute() {
    log::debug("{} CPUs, {}, {}, {}, {}", machine_.cpus, machine_.cpu_model, machine_.host,
               machine_.os, machine_.compiler);
    begun_ns_ = now_ns();
    noise_before_ = system_noise();
    const std::size_t rounds = options_.warmup + options_.repeat;
    for (std::size_t round = 0; round < rounds && !reader_gone_; ++round) {
      for (const std::size_t index : round_order(results_.size(), round)) {
        if (results_[index].failure.empty() && !reader_gone_)
          measure_once(results_[index], round);
        ++measurements_;
      }
      if (round == 0 && !reader_gone_)
        announce_end(rounds);
    }
    warn_of_noise();
    if (!sink_.is_stdout() && stdout_is_writable())
      reader_gone_ = !write_stdout(summary_table(results_, machine_.cpus));
    return status();
  }

 private:
  void announce_end(std::size_t rounds) const {
    const std::string text = time_left(std::chrono::nanoseconds(now_ns() - begun_ns_), rounds);
    if (!text.empty())
      log::notice("{}", text);
  }

  void measure_once(ConfigurationResult& result, std::size_t round) {
    const Outcome outcome = watched_measure(result.configuration, round);
    if (const auto* failure = std::get_if<Failure>(&outcome)) {
      result.failure = failure->reason;
      (failure->timed_out ? timed_out_ : failed_) = true;
      log::error("{}: {}", configuration_name(result.configuration, varying_), failure->reason);
      return;
    }
    if (round < options_.warmup)
      return;
    const auto& measurement = std::get<Measurement>(outcome);
    const std::size_t repetition = round - options_.warmup + 1;
    reader_gone_ = !sink_.put(
        measured_row(result.configuration, measurement, machine_, options_.label, repetition));
    if (!options_.trace.empty())
      write_trace(options_.trace, measurement.trace, measurement.timed.run_began_ns);
    const Resources& resources = measurement.resources;
    result.samples.push_back({.round = round,
                              .wall_ns = measurement.wall_ns(),
                              .cpu_ns = resources.user_ns + resources.system_ns,
                              .max_rss_bytes = resources.max_rss_bytes,
                              .involuntary_switches = resources.involuntary_switches,
                              .workers = measurement.tasks.workers});
    log::info("{}, round {}: wall {}, CPU {}", configuration_name(result.configuration, varying_),
              round + 1, format_duration(static_cast<double>(measurement.wall_ns())),
              format_duration(static_cast<double>(result.samples.back().cpu_ns)));
  }

  Outcome watched_measure(const Configuration& configuration, std::size_t round) {
    const SignalGuard guard;  // Outlives the progress line, which must go first.
    Progress progress(wants_progress(options_));
    MeasureOptions options{
        .timeout = options_.timeout, .trace = !options_.trace.empty(), .on_tick = nullptr};
    if (progress.enabled()) {
      options.on_tick = [&](double tasks_done) {
        progress.draw({.measurement = measurements_ + 1,
                       .measurements = results_.size() * (options_.warmup + options_.repeat),
                       .round = round + 1,
                       .rounds = options_.warmup + options_.repeat,
                       .name = configuration_name(configuration, varying_),
                       .tasks_done = tasks_done,
                       .tasks = configuration.runs,
                       .elapsed = std::chrono::nanoseconds(now_ns() - begun_ns_)});
      };
    }
    return measure(configuration, options);
  }

  void warn_of_noise() const {
    std::vector<std::string> names;
    for (const ConfigurationResult& result : results_)
      names.push_back(configuration_name(result.configuration, varying_));
    const RunConditions conditions = {.noise = noise_between(noise_before_, system_noise()),
                                      .wall_ns = static_cast<std::uint64_t>(now_ns() - begun_ns_),
                                      .cpus = machine_.cpus,
                                      .optimised_build = is_optimised_build()};
    for (const std::string& warning : find_warnings(results_, names, conditions))
      log::warning("{}", warning);
  }

  [[nodiscard]] ExitStatus status() const {
    if (failed_)
      return kExitFailure;
    return timed_out_ ? kExitTimeout : kExitSuccess;
  }

  const RunOptions& options_;
  RowSink sink_;
  Machine machine_;
  std::vector<ConfigurationResult> results_;
  Varying varying_;
  std::int64_t begun_ns_ = 0;  ///< When the first measurement began.
  SystemNoise noise_before_;
  std::size_t measurements_ = 0;  ///< Done, given up ones included.
  bool failed_ = false;
  bool timed_out_ = false;
  bool reader_gone_ = false;
};

}  // namespace

ExitStatus run_command(const RunOptions& options) {
  if (options.dry_run) {
    const std::vector<Configuration> plan = make_plan(options, this_machine().cpus);
    [[maybe_unused]] const bool all = write_stdout(plan_csv(plan, options));
    return kExitSuccess;
  }
  become_subreaper();
  return Run(options).execute();
}

}  // namespace primebench
