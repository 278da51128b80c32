#include "cli/task_times.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

[[noreturn]] void reject(std::chrono::nanoseconds wanted, std::string_view kernel,
                         const TaskSizer& sizer) {
  constexpr double kScalarIsSlowerBy = 8;
  const std::string time = duration_argument(static_cast<std::uint64_t>(wanted.count()));
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

void warn_if_off(const SizedTask& task, const std::string& time) {
  constexpr double kOff = 0.10;
  if (std::abs(task.took_ns / static_cast<double>(task.wanted.count()) - 1) > kOff)
    log::warning("task={}: no prime was found whose check takes that long", time);
}

}  // namespace

std::vector<std::chrono::nanoseconds> task_times(const RunOptions& options) {
  std::vector<std::chrono::nanoseconds> times;
  for (const ParameterValue value : options.values_of("task-time"))
    times.emplace_back(static_cast<std::int64_t>(value));
  return times;
}

std::vector<SizedTask> choose_tasks(const std::vector<std::chrono::nanoseconds>& times,
                                    std::string_view kernel, const TaskCost& cost) {
  if (times.empty())
    return {};
  const TaskSizer sizer(cost);
  for (const std::chrono::nanoseconds time : times) {
    if (!sizer.possible(time))
      reject(time, kernel, sizer);
  }
  std::vector<SizedTask> tasks;
  for (const std::chrono::nanoseconds time : times) {
    const SizedTask task = sizer.find(time);
    const std::string name = duration_argument(static_cast<std::uint64_t>(time.count()));
    const auto same = std::find_if(tasks.begin(), tasks.end(), [&](const SizedTask& other) {
      return other.prime == task.prime;
    });
    if (same != tasks.end()) {
      log::notice("task={}: the same prime as task={}, measured once", name,
                  duration_argument(static_cast<std::uint64_t>(same->wanted.count())));
    } else {
      log::notice("task={}: prime {}, {} each", name, task.prime, format_duration(task.took_ns));
      tasks.push_back(task);
    }
    warn_if_off(task, name);
  }
  return tasks;
}

}  // namespace primebench
