#include "cli/task_times.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

std::string time_name(std::chrono::nanoseconds time) {
  return duration_argument(static_cast<std::uint64_t>(time.count()));
}

[[noreturn]] void reject(std::chrono::nanoseconds wanted, std::string_view kernel,
                         const TaskSizer& sizer) {
  constexpr double kScalarIsSlowerBy = 8;
  const std::string time = time_name(wanted);
  const auto wanted_ns = static_cast<double>(wanted.count());
  if (wanted_ns < sizer.shortest_ns())
    throw UsageError(fmt::format("--task-time {}: with the {} kernel a task takes at least {}",
                                 time, kernel, format_duration(sizer.shortest_ns())));
  const bool scalar_may_do =
      kernel != "scalar" && wanted_ns < kScalarIsSlowerBy * sizer.longest_ns();
  throw UsageError(fmt::format(
      "--task-time {}: with the {} kernel the largest 64-bit prime takes {}; use a shorter time{}",
      time, kernel, format_duration(sizer.longest_ns()),
      scalar_may_do ? " or --kernel scalar" : ""));
}

/// A number that was chosen when the machine was slower or busier is kept all the same: rows
/// of different numbers could not be compared.
void warn_if_off(const SizedTask& task, const std::string& time, const TaskMemory& memory) {
  constexpr double kOff = 0.10;
  constexpr double kFarOff = 0.30;
  const double off = std::abs(task.took_ns / static_cast<double>(task.wanted.count()) - 1);
  if (memory.number_for(task.wanted) && !memory.file().empty()) {
    if (off > kFarOff)
      log::warning("task={}: its prime now takes {}; to choose another one, remove {}", time,
                   format_duration(task.took_ns), memory.file());
  } else if (off > kOff) {
    log::warning("task={}: no prime was found whose check takes that long", time);
  }
}

/// Each time with the number that is remembered for it, or that is found now.
std::vector<SizedTask> sized_tasks(const std::vector<std::chrono::nanoseconds>& times,
                                   std::string_view kernel, const TaskCost& cost,
                                   TaskMemory& memory) {
  std::optional<TaskSizer> sizer;
  for (const std::chrono::nanoseconds time : times) {
    if (memory.number_for(time))
      continue;
    if (!sizer)
      sizer.emplace(cost);
    if (!sizer->possible(time))
      reject(time, kernel, *sizer);
  }
  std::vector<SizedTask> tasks;
  for (const std::chrono::nanoseconds time : times) {
    if (const auto number = memory.number_for(time)) {
      tasks.push_back({.wanted = time, .prime = *number, .took_ns = cost(*number)});
      continue;
    }
    SizedTask task = sizer->find(time);
    if (const std::uint64_t number = memory.note(time, task.prime); number != task.prime)
      task = {.wanted = time, .prime = number, .took_ns = cost(number)};  // Another call's.
    tasks.push_back(task);
  }
  return tasks;
}

}  // namespace

std::vector<std::chrono::nanoseconds> task_times(const RunOptions& options) {
  std::vector<std::chrono::nanoseconds> times;
  for (const ParameterValue value : options.values_of("task-time"))
    times.emplace_back(static_cast<std::int64_t>(value));
  return times;
}

std::vector<SizedTask> choose_tasks(const std::vector<std::chrono::nanoseconds>& times,
                                    std::string_view kernel, const TaskCost& cost,
                                    TaskMemory& memory) {
  std::vector<SizedTask> tasks;
  for (const SizedTask& task : sized_tasks(times, kernel, cost, memory)) {
    const std::string name = time_name(task.wanted);
    const auto same = std::find_if(tasks.begin(), tasks.end(), [&](const SizedTask& other) {
      return other.prime == task.prime;
    });
    if (same != tasks.end()) {
      log::notice("task={}: the same prime as task={}, measured once", name,
                  time_name(same->wanted));
    } else {
      log::notice("task={}: prime {}, {} each", name, task.prime, format_duration(task.took_ns));
      tasks.push_back(task);
    }
    warn_if_off(task, name, memory);
  }
  if (memory.file().empty())
    log::notice(
        "--task-time: the primes cannot be remembered, and another call may choose "
        "others, whose rows are not compared with these; set XDG_CACHE_HOME to a directory "
        "that can be written, or take --prime");
  return tasks;
}

}  // namespace primebench
