#include "cli/plan.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <variant>

#include "cli/looks.hpp"
#include "cli/parse_list.hpp"
#include "core/text.hpp"
#include "measure/rounds.hpp"

namespace primebench {
namespace {

using Plan = std::vector<Configuration>;

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

bool is_asked_for(const Parameter& parameter) {
  return !std::holds_alternative<std::monostate>(parameter.field);
}

/// The values of a parameter in this run.
std::vector<ParameterValue> values_of(const RunOptions& options, const Parameter& parameter) {
  const std::vector<ParameterValue> given = options.values_of(parameter.name);
  return given.empty() ? std::vector{parameter.flag.fallback} : given;
}

/// The pool of a mode where none was asked for.
std::size_t usual_pool(const RunOptions& options, const ModeSpec& mode, std::size_t cpus) {
  const bool elsewhere = mode.spans_machines && options.machines != nullptr;
  return elsewhere && !options.machines->hosts.empty() ? options.machines->slots() : cpus;
}

/// Each configuration once for each value.
Plan multiplied(const Plan& plan, const Parameter& parameter,
                const std::vector<ParameterValue>& values) {
  Plan result;
  for (const ParameterValue value : values) {
    for (Configuration configuration : plan) {
      set_parameter(configuration, parameter, value);
      result.push_back(configuration);
    }
  }
  return result;
}

/// The numbers that were chosen for times of a task, in the place of those times' own.
Plan with_chosen_numbers(Plan plan, std::span<const SizedTask> tasks) {
  Plan result;
  for (Configuration& configuration : plan) {
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const SizedTask& one) {
      return one.wanted == configuration.task_time;
    });
    if (task == tasks.end())
      continue;  // It came out as the number of another time.
    configuration.prime = task->prime;
    result.push_back(configuration);
  }
  return result;
}

/// One configuration for each size of task, without a mode.
Plan sizes_of(const RunOptions& options, std::span<const SizedTask> tasks) {
  const Parameter& task_time = *find_parameter("task-time");
  const Parameter& prime = *find_parameter("prime");
  Configuration bare = {.mode = nullptr,
                        .kernel = options.kernel,
                        .machines = options.machines.get(),
                        .seed = options.seed};
  if (options.numbers != nullptr) {
    bare.numbers = options.numbers.get();
    bare.runs = bare.numbers->numbers().size();
    return {bare};
  }
  if (options.values_of(task_time.name).empty())
    return multiplied({bare}, prime, values_of(options, prime));
  return with_chosen_numbers(multiplied({bare}, task_time, options.values_of(task_time.name)),
                             tasks);
}

/// For each configuration its place in each round, from 1: "3 1 2".
std::vector<std::string> places_in_rounds(std::size_t count, const RunOptions& options) {
  constexpr std::size_t kMostShown = 100;
  const std::size_t rounds = options.warmup + options.repeat;
  std::vector<std::string> places(count);
  for (std::size_t round = 0; round < std::min(rounds, kMostShown); ++round) {
    const std::vector<std::size_t> order = balanced_order(count, round, options.seed);
    for (std::size_t place = 0; place < count; ++place)
      places[order[place]] += fmt::format("{}{}", round == 0 ? "" : " ", place + 1);
  }
  return places;
}

/// Later parameters change faster.
Plan nested(const Plan& plan, const Parameter& parameter,
            const std::vector<ParameterValue>& values) {
  Plan result;
  for (const Configuration& configuration : plan) {
    const Plan more = multiplied({configuration}, parameter, values);
    result.insert(result.end(), more.begin(), more.end());
  }
  return result;
}

/// Equal tasks have no order, so that they are planned once.
Plan without_idle_orders(Plan plan) {
  Plan result;
  for (Configuration& configuration : plan) {
    if (configuration.mix == 0)
      configuration.order = 0;
    add_once(result, configuration);
  }
  return result;
}

}  // namespace

std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus,
                                               std::span<const SizedTask> tasks) {
  Plan outer = sizes_of(options, tasks);
  for (const Parameter& parameter : parameters()) {
    const bool size = parameter.name == "prime" || parameter.name == "task-time" ||
                      (options.numbers != nullptr && parameter.name == "runs");
    if (is_asked_for(parameter) && !size && parameter.applies == nullptr)
      outer = nested(outer, parameter, values_of(options, parameter));
  }
  outer = without_idle_orders(std::move(outer));
  Plan all;
  for (const Configuration& work : outer) {
    for (const ModeSpec* mode : options.modes) {
      if (work.payload != 0 && !mode->carries_data)
        continue;
      Plan of_mode = {work};
      of_mode.front().mode = mode;
      for (const Parameter& parameter : parameters()) {
        if (!is_asked_for(parameter) || parameter.applies == nullptr || !parameter.applies(*mode))
          continue;
        std::vector<ParameterValue> values = values_of(options, parameter);
        if (parameter.name == "pool")
          std::replace(values.begin(), values.end(), ParameterValue{0},
                       ParameterValue{usual_pool(options, *mode, cpus)});
        of_mode = nested(of_mode, parameter, values);
      }
      all.insert(all.end(), of_mode.begin(), of_mode.end());
    }
  }
  return all;
}

std::string plan_csv(const std::vector<Configuration>& configurations, const RunOptions& options) {
  std::vector<const Column*> columns = {find_column("mode")};
  for (const Parameter& parameter : parameters()) {
    const bool decided = is_asked_for(parameter) || parameter.name == "io-waits" ||
                         (options.numbers != nullptr && parameter.name == "numbers");
    if (decided || parameter.name == "kernel")
      columns.push_back(find_column(parameter.column));
  }
  std::string text;
  for (const Column* column : columns)
    text += fmt::format("{},", column->name);
  text += "warmup,repeat,places\n";
  const std::vector<std::string> places = places_in_rounds(configurations.size(), options);
  for (const std::size_t index : balanced_order(configurations.size(), 0, options.seed)) {
    const Row row = configuration_row(configurations[index]);
    for (const Column* column : columns)
      text += cell_text(row, *column) + ',';
    text += fmt::format("{},{},{}\n", options.warmup, options.repeat, places[index]);
  }
  return text;
}

std::string plan_line(std::size_t configurations, const RunOptions& options) {
  const bool looks = looks_of(options).any();
  const std::size_t rounds = options.warmup + options.repeat + (looks ? 1 : 0);
  const std::string_view most = Stopping(options.stop).active() ? "at most " : "";
  std::vector<std::string> unrecorded;
  if (looks)
    unrecorded.emplace_back("1 for memory and counters");
  if (options.warmup > 0)
    unrecorded.push_back(fmt::format("{} warm-up", options.warmup));
  return fmt::format("{} x {}{}{} = {}{}", counted(configurations, "configuration"), most,
                     counted(rounds, "round"),
                     unrecorded.empty() ? "" : fmt::format(" ({})", joined(unrecorded)), most,
                     counted(configurations * rounds, "measurement"));
}

std::string time_left(std::chrono::nanoseconds first_round, std::size_t rounds) {
  constexpr double kWorthSaying = 1e9;
  const auto took = static_cast<double>(first_round.count());
  const double left = took * static_cast<double>(rounds - 1);
  if (left < kWorthSaying)
    return "";
  return fmt::format("round 1 of {} took {}, about {} left", rounds, format_duration(took),
                     format_duration(left));
}

}  // namespace primebench
