#include "cli/plan.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "cli/parse_value.hpp"
#include "core/text.hpp"
#include "results/measured_row.hpp"

namespace primebench {
namespace {

/// The numbers to check, and for which time of a task each was chosen, if for any.
std::vector<SizedTask> tasks_of(const RunOptions& options, std::span<const SizedTask> tasks) {
  if (!tasks.empty())
    return {tasks.begin(), tasks.end()};
  std::vector<SizedTask> result;
  for (const std::uint64_t prime : options.primes)
    result.push_back({.wanted = std::chrono::nanoseconds(0), .prime = prime});
  return result;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// What differs apart from the mode, the pool and the number.
std::string other_parameters(const Configuration& configuration, const Varying& varying) {
  std::string name;
  if (varying.runs)
    name += fmt::format(" runs={}", configuration.runs);
  if (varying.io_delay)
    name += fmt::format(" io-delay={}", duration_argument(configuration.io_delay));
  return name;
}

}  // namespace

std::vector<Configuration> plan_configurations(const RunOptions& options, std::size_t cpus,
                                               std::span<const SizedTask> tasks) {
  const std::vector<std::size_t> given = options.pools.empty() ? std::vector{cpus} : options.pools;
  const std::vector<std::size_t> none = {0};
  std::vector<Configuration> all;
  for (const SizedTask& task : tasks_of(options, tasks)) {
    for (const std::size_t runs : options.runs) {
      for (const std::chrono::nanoseconds io_delay : options.io_delays) {
        for (const ModeSpec* mode : options.modes) {
          for (const std::size_t pool : mode->uses_pool ? given : none) {
            all.push_back({.mode = mode,
                           .prime = task.prime,
                           .runs = runs,
                           .pool = pool,
                           .io_delay = io_delay,
                           .gil = options.gil,
                           .kernel = options.kernel,
                           .task_time = task.wanted});
          }
        }
      }
    }
  }
  return all;
}

std::vector<std::size_t> round_order(std::size_t count, std::size_t round) {
  std::vector<std::size_t> order;
  order.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    order.push_back((i + round) % count);
  return order;
}

Varying varying_parameters(const std::vector<Configuration>& configurations) {
  Varying varying;
  std::size_t pool = 0;  // The first pool size; modes without one do not count.
  for (const Configuration& configuration : configurations) {
    const Configuration& first = configurations.front();
    varying.prime |= configuration.prime != first.prime;
    varying.runs |= configuration.runs != first.runs;
    varying.io_delay |= configuration.io_delay != first.io_delay;
    if (configuration.mode->uses_pool) {
      varying.pool |= pool != 0 && configuration.pool != pool;
      pool = configuration.pool;
    }
  }
  return varying;
}

std::string configuration_name(const Configuration& configuration, const Varying& varying) {
  std::string name(configuration.mode->name);
  if (varying.pool && configuration.mode->uses_pool)
    name += fmt::format(" pool={}", configuration.pool);
  if (varying.prime && configuration.task_time.count() != 0)
    name += fmt::format(" task={}", duration_argument(configuration.task_time));
  else if (varying.prime)
    name += fmt::format(" prime={}", configuration.prime);
  return name + other_parameters(configuration, varying);
}

std::string work_name(const Configuration& configuration, const Varying& varying) {
  std::string name;
  if (varying.prime && configuration.task_time.count() != 0)
    name += fmt::format(" task={}", duration_argument(configuration.task_time));
  if (varying.prime)
    name += fmt::format(" prime={}", configuration.prime);
  name += other_parameters(configuration, varying);
  return name.empty() ? name : name.substr(1);
}

std::string plan_csv(const std::vector<Configuration>& configurations, const RunOptions& options) {
  constexpr auto kColumns = std::to_array<std::string_view>(
      {"mode", "prime", "runs", "pool", "io_delay_ns", "io_waits", "gil", "kernel"});
  std::string text;
  for (const std::string_view column : kColumns)
    text += fmt::format("{},", column);
  text += "warmup,repeat,task_time_ns\n";
  for (const Configuration& configuration : configurations) {
    const Row row = configuration_row(configuration);
    for (const std::string_view column : kColumns)
      text += cell_text(row, *find_column(column)) + ',';
    text += fmt::format("{},{},", options.warmup, options.repeat);
    if (configuration.task_time.count() != 0)
      text += std::to_string(configuration.task_time.count());
    text += '\n';
  }
  return text;
}

std::string plan_line(std::size_t configurations, const RunOptions& options) {
  const std::size_t rounds = options.warmup + options.repeat;
  return fmt::format("{} x {}{} = {}", counted(configurations, "configuration"),
                     counted(rounds, "round"),
                     options.warmup == 0 ? "" : fmt::format(" ({} warm-up)", options.warmup),
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
