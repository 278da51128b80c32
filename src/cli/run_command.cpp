#include "cli/run_command.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/names.hpp"
#include "cli/looks.hpp"
#include "cli/number_file.hpp"
#include "cli/options.hpp"
#include "cli/plan.hpp"
#include "cli/row_sink.hpp"
#include "cli/run_plan.hpp"
#include "cli/screen.hpp"
#include "cli/stopping.hpp"
#include "cli/watch.hpp"
#include "cli/written.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "measure/machine.hpp"
#include "measure/measurement.hpp"
#include "measure/rounds.hpp"
#include "report/breakdown_table.hpp"
#include "report/report.hpp"
#include "report/table.hpp"
#include "results/measured_row.hpp"
#include "results/trace_writer.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

/// What becomes of a configuration in the course of the run.
struct Progressing {
  Configuration configuration;
  std::string name;
  std::size_t failures = 0;  ///< In a row.
  std::string last_failure{};
  bool given_up = false;
  std::vector<double> wall_ns{};  ///< Of the recorded rounds.
  Found found{};                  ///< For all its rows.
};

/// After so many failures a configuration gets no further chance.
constexpr std::size_t kMostFailures = 3;

/// A run of the command: what its steps share.
class Run {
 public:
  explicit Run(const RunOptions& options)
      : options_(options),
        stopping_(options.stop),
        warmup_(options.warmup),
        looks_(looks_of(options)),
        sink_(options),
        machine_(this_machine()),
        invocation_(new_invocation(std::chrono::system_clock::now())),
        rows_(report_metrics()) {
    std::vector<Group> planned;
    std::vector<Configuration> plan = make_plan(options, machine_);
    payload_source_ = payload_source(plan);
    if (payload_source_) {
      for (Configuration& configuration : plan)
        configuration.payload_source = &*payload_source_;
    }
    planned.reserve(plan.size());
    for (const Configuration& configuration : plan)
      planned.push_back({.configuration = configuration_row(configuration)});
    const ParameterList varying = differing(planned);
    for (std::size_t i = 0; i < plan.size(); ++i)
      all_.push_back({.configuration = plan[i],
                      .name = configuration_name(planned[i].configuration, varying)});
    watch_.emplace(options, all_.size());
  }

  ExitStatus execute() {
    log::debug("{} CPUs, {}, {}, {}, {}", machine_.cpus, machine_.cpu_model, machine_.host,
               machine_.os, machine_.compiler);
    if (looks_.any())
      look_at_all();
    const std::chrono::nanoseconds looked = watch_->elapsed();
    for (std::size_t round = 0; round < rounds() && !reader_gone_; ++round) {
      for (const std::size_t index : balanced_order(all_.size(), round, options_.seed)) {
        watch_->next();
        if (!all_[index].given_up && !reader_gone_)
          measure_once(all_[index], round);
      }
      if (round == 0 && !reader_gone_ && !stopping_.active()) {
        if (const std::string left = time_left(watch_->elapsed() - looked, rounds()); !left.empty())
          log::notice("{}", left);
      }
      if (round >= warmup_ && is_enough(round - warmup_ + 1))
        break;
      if (round < warmup_ && stopping_.is_used_up(watch_->elapsed()))
        warmup_ = round + 1;  // What is left of it would come on top of the budget.
    }
    sum_up();
    return status();
  }

 private:
  /// Unrecorded ones included.
  [[nodiscard]] std::size_t rounds() const { return warmup_ + options_.repeat; }

  void look_at_all() {
    std::vector<CounterValues> counters;
    for (const std::size_t index : balanced_order(all_.size(), 0, options_.seed)) {
      Progressing& one = all_[index];
      one.found = look_at(one.configuration, one.name, looks_, *watch_);
      counters.push_back(one.found.counters);
    }
    for (const std::string& notice : notices_of(counters))
      log::notice("{}", notice);
  }

  /// Says why if so, and how far it got after the last round. The time is all that was spent,
  /// other rounds included.
  [[nodiscard]] bool is_enough(std::size_t recorded) const {
    if (!stopping_.active())
      return false;
    std::vector<KnownTimes> times;
    times.reserve(all_.size());
    for (const Progressing& one : all_) {
      if (!one.given_up)
        times.push_back({one.name, one.wall_ns});
    }
    const std::string why = stopping_.reason(times, recorded, watch_->elapsed());
    const bool enough = !why.empty();
    if (enough || recorded == options_.repeat)
      log::notice("{}", enough ? why : stopping_.no_more_rounds(times, recorded));
    return enough;
  }

  void measure_once(Progressing& one, std::size_t round) {
    MeasureOptions how;
    how.trace = !options_.trace.empty();
    const Outcome outcome =
        watch_->measure(one.configuration, one.name, round + (looks_.any() ? 1 : 0), how);
    if (const auto* failure = std::get_if<Failure>(&outcome)) {
      note_failure(one, *failure, round);
      return;
    }
    one.failures = 0;
    if (round < warmup_)
      return;
    const auto& measurement = std::get<Measurement>(outcome);
    Circumstances circumstances = circumstances_of(one);
    circumstances.repetition = round - warmup_ + 1;
    const Row row = measured_row(one.configuration, measurement, machine_, circumstances);
    reader_gone_ = !sink_.put(row);
    rows_.add(row);
    one.wall_ns.push_back(static_cast<double>(row.wall_ns));
    if (!options_.trace.empty())
      write_trace(options_.trace, measurement, row);
    log::info("{}, round {}: wall {}", one.name, round + 1,
              format_duration(static_cast<double>(row.wall_ns)));
  }

  /// Those of its first round.
  [[nodiscard]] Circumstances circumstances_of(const Progressing& one) const {
    return {.label = options_.label,
            .invocation = invocation_,
            .seed = options_.seed,
            .repetition = 1,
            .traced = !options_.trace.empty(),
            .total_bytes = one.found.total_bytes,
            .counters = one.found.counters};
  }

  /// What failed once is tried again in the next round.
  void note_failure(Progressing& one, const Failure& failure, std::size_t round) {
    (failure.timed_out ? timed_out_ : failed_) = true;
    one.last_failure = failure.reason;
    ++one.failures;
    one.given_up = one.failures == kMostFailures;
    const bool last = round + 1 == rounds();
    log::error("{}: {}{}", one.name, failure.reason,
               one.given_up         ? "; failed three times, given up"
               : last               ? ""
               : stopping_.active() ? "; to be tried again if there is another round"
                                    : "; to be tried again in the next round");
  }

  /// The summary is the report of the rows that were just made.
  void sum_up() {
    std::vector<FailedConfiguration> failed;
    for (const Progressing& one : all_) {
      if (!one.last_failure.empty())
        failed.push_back(
            {planned_row(one.configuration, machine_, circumstances_of(one)), one.last_failure});
    }
    const Report report = make_report(std::move(rows_), kSequential, failed);
    for (const std::string& warning : report.warnings)
      log::warning("{}", warning);
    const std::size_t columns = table_columns();
    std::string text = table_text(report, columns);
    if (options_.log_level == log::Level::kDebug)
      text += breakdown_text(report, columns);
    sink_.show(text, options_.log_level == log::Level::kError);
    if (const std::string line = sink_.closing_line(); !line.empty())
      log::notice("{}", line);
    if (options_.usual_mode && all_.size() == 1 && options_.trace.empty())
      log::notice("to compare the ways of running these tasks: --mode all --repeat 10");
  }

  [[nodiscard]] ExitStatus status() const {
    if (failed_)
      return kExitFailure;
    return timed_out_ ? kExitTimeout : kExitSuccess;
  }

  const RunOptions& options_;
  Stopping stopping_;
  std::size_t warmup_;  ///< Rounds before those that are recorded.
  Looks looks_;
  RowSink sink_;
  Machine machine_;
  std::string invocation_;
  Grouping rows_;
  std::optional<PayloadSource> payload_source_;
  std::vector<Progressing> all_;
  std::optional<Watch> watch_;  ///< Always, once the plan is known.
  bool failed_ = false;
  bool timed_out_ = false;
  bool reader_gone_ = false;
};

}  // namespace

ExitStatus run_command(std::span<const std::string> arguments) {
  RunOptions options = parse_run_options(arguments);
  log::set_level(options.log_level);
  if (!options.numbers_file.empty()) {
    options.numbers = read_numbers(options.numbers_file);
    log::debug("{}: {} numbers, whose smallest divisors have the checksum {}",
               options.numbers->name(), options.numbers->numbers().size(),
               options.numbers->expected().sum);
  }
  if (options.dry_run) {
    write_text(plan_csv(make_plan(options, this_machine()), options), "-", {});
    return kExitSuccess;
  }
  become_subreaper();
  return Run(options).execute();
}

}  // namespace primebench
