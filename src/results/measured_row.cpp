#include "results/measured_row.hpp"

#include <fmt/core.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "results/parameters.hpp"
#include "workload/primality.hpp"

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

/// The kernel of this machine knows nothing of what was used on others.
void forget_resources(Row& row) {
  for (Number Row::*const cell :
       {&Row::user_ns, &Row::system_ns, &Row::max_rss_bytes, &Row::voluntary_switches,
        &Row::involuntary_switches, &Row::minor_faults, &Row::major_faults, &Row::total_bytes,
        &Row::migrations, &Row::cycles, &Row::instructions, &Row::cache_misses})
    (row.*cell).reset();
}

/// Whether all ran on this machine, as far as the hosts have told.
bool stayed_here(const std::vector<ToldHost>& hosts, const Machine& machine) {
  return std::all_of(hosts.begin(), hosts.end(), [&](const ToldHost& host) {
    return recorded_text(host.name) == machine.host;
  });
}

/// What those of all hosts together can do; none if one has not told.
Number cpu_milli_of(const std::vector<ToldHost>& hosts) {
  std::uint64_t sum = 0;
  for (const ToldHost& host : hosts) {
    constexpr std::uint64_t kMost = 1'000'000'000'000;  // Of a host: the sum then has room.
    if (host.cpu_milli == 0 || host.cpu_milli > kMost)
      return std::nullopt;
    sum += host.cpu_milli;
  }
  return sum;
}

/// "AMD EPYC (a) + Intel Xeon (b and 2 more)": each model of the hosts that have told, with the
/// first host that has it, this machine's first; empty if all have this machine's.
std::string models_of(const std::vector<ToldHost>& hosts, const Machine& machine) {
  struct Model {
    std::string name;
    std::string first_host;
    std::size_t more = 0;
  };
  constexpr std::size_t kMost = 8;  // The line has an end.
  const auto is_here = [&](const ToldHost& host) {
    return recorded_text(host.name) == machine.host;
  };
  std::vector<Model> models;
  if (std::any_of(hosts.begin(), hosts.end(), is_here))
    models.push_back({machine.cpu_model, machine.host});
  for (const ToldHost& host : hosts) {
    if (is_here(host))
      continue;
    const std::string name = recorded_text(host.cpu_model);
    const auto known = std::find_if(models.begin(), models.end(),
                                    [&](const Model& model) { return model.name == name; });
    if (known == models.end())
      models.push_back({name, recorded_text(host.name)});
    else
      ++known->more;
  }
  if (models.size() == 1 && models.front().name == machine.cpu_model)
    return "";
  std::string text;
  for (std::size_t i = 0; i < std::min(models.size(), kMost); ++i) {
    const std::string more = models[i].more == 0 ? "" : fmt::format(" and {} more", models[i].more);
    text +=
        fmt::format("{}{} ({}{})", i == 0 ? "" : " + ", models[i].name, models[i].first_host, more);
  }
  if (models.size() > kMost)
    text += fmt::format(" + {} other models", models.size() - kMost);
  return text;
}

}  // namespace

Row planned_row(const Configuration& configuration, const Machine& machine,
                const Circumstances& circumstances) {
  Row row = configuration_row(configuration);
  row.label = circumstances.label;
  row.invocation = circumstances.invocation;
  row.seed = circumstances.seed;
  row.repetition = circumstances.repetition;
  row.traced = circumstances.traced;
  row.hosts = 1;
  row.cpus = machine.cpus;
  row.cpus_allowed = machine.cpus_allowed;
  row.cpu_quota_milli = machine.cpu_quota_milli;
  row.cpu_model = machine.cpu_model;
  row.host = machine.host;
  row.os = machine.os;
  row.compiler = machine.compiler;
  row.version = machine.version;
  return row;
}

Row measured_row(const Configuration& configuration, const Measurement& measurement,
                 const Machine& machine, const Circumstances& circumstances) {
  const Resources& resources = measurement.resources;
  const TaskSummary& tasks = measurement.tasks;
  Row row = planned_row(configuration, machine, circumstances);
  // Of a program it is any text, or not told.
  row.kernel = measurement.kernel.empty() ? "" : recorded_text(measurement.kernel);
  row.started_at = utc_text(measurement.started_at);
  row.hosts = std::max<std::uint64_t>(1, measurement.timed.told.hosts);
  if (row.prime)
    row.is_prime = is_prime(*row.prime);
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
  row.minor_faults = resources.minor_faults;
  row.major_faults = resources.major_faults;
  row.total_bytes = circumstances.total_bytes;
  row.migrations = circumstances.counters.migrations;
  row.cycles = circumstances.counters.cycles;
  row.instructions = circumstances.counters.instructions;
  row.cache_misses = circumstances.counters.cache_misses;
  row.stolen_ns = measurement.noise.stolen_ns;
  row.throttled_ns = measurement.noise.throttled_ns;
  const bool elsewhere = !stayed_here(measurement.hosts, machine);
  if (elsewhere) {
    row.hosts_cpu_milli = cpu_milli_of(measurement.hosts);
    row.hosts_cpu_model = models_of(measurement.hosts, machine);
  }
  row.status = "ok";
  if (elsewhere || row.hosts > 1U)
    forget_resources(row);
  return row;
}

std::string new_invocation(std::chrono::system_clock::time_point now) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::array<std::uint64_t, 2> random{};
  if (::getrandom(random.data(), sizeof random, 0) != static_cast<ssize_t>(sizeof random))
    throw_errno("cannot get random bytes");
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  std::string text(26, '0');
  const auto spell = [&](std::size_t first, std::size_t count, std::uint64_t value) {
    for (std::size_t i = count; i > 0; --i, value >>= 5U)
      text[first + i - 1] = kDigits[value & 31U];
  };
  spell(0, 10, static_cast<std::uint64_t>(ms));
  spell(10, 8, random[0]);
  spell(18, 8, random[1]);
  return text;
}

}  // namespace primebench
