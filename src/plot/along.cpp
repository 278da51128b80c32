#include "plot/along.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <variant>

#include "analysis/ideal.hpp"
#include "core/error.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

/// What a chart along the size of a task runs along; no parameter, but measured.
constexpr AlongSpec kTask = {nullptr, "task", "Time of one task, run alone", Quantity::kDuration};

/// The value of a parameter that is a number; none if the group's rows have none.
std::optional<std::uint64_t> exact_value(const Group& group, const Parameter& parameter) {
  const Row& row = group.configuration;
  if (!is_known(parameter, row))
    return std::nullopt;
  const auto number = [&](auto member) -> std::optional<std::uint64_t> {
    using Cell = std::remove_cvref_t<decltype(row.*member)>;
    if constexpr (std::is_same_v<Cell, Number> || std::is_same_v<Cell, std::uint64_t>)
      return row.*member;
    else
      return std::nullopt;
  };
  return std::visit(number, find_column(parameter.column)->field);
}

}  // namespace

std::span<const AlongSpec> along_table() {
  static const std::vector<AlongSpec> instance = [] {
    std::vector<AlongSpec> made;
    for (const Parameter& parameter : parameters()) {
      if (!parameter.axis_title.empty())
        made.push_back({&parameter, parameter.name, parameter.axis_title, parameter.quantity});
    }
    made.push_back(kTask);
    return made;
  }();
  return instance;
}

bool times_tell_numbers(const std::vector<Group>& groups) {
  std::map<std::uint64_t, Number> primes;
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    const Row& row = group.configuration;
    return row.task_time_ns &&
           primes.emplace(*row.task_time_ns, row.prime).first->second == row.prime;
  });
}

const AlongSpec& only_one(const std::vector<const Parameter*>& varying,
                          const std::vector<Group>& groups) {
  const bool timed = times_tell_numbers(groups);
  std::vector<std::string> found;
  const AlongSpec* along = nullptr;
  for (const AlongSpec& spec : along_table()) {
    if (spec.parameter == nullptr ||
        std::find(varying.begin(), varying.end(), spec.parameter) == varying.end() ||
        (timed && spec.parameter == find_parameter("prime")))
      continue;
    found.emplace_back(spec.name);
    along = &spec;
  }
  if (along == nullptr) {
    std::vector<std::string> names;
    for (const AlongSpec& spec : along_table()) {
      if (spec.parameter != nullptr)
        names.emplace_back(spec.name);
    }
    throw Error(
        fmt::format("there is nothing to draw lines along: {} are the same in all rows; measure a "
                    "sweep, such as --pool 1,2,4, or draw bars",
                    listed(names)));
  }
  if (found.size() > 1)
    throw Error(
        fmt::format("several parameters differ ({}); choose with --x what the lines run "
                    "along",
                    joined(found)));
  return *along;
}

AlongSpec near_origin(const std::vector<Group>& groups, AlongSpec along) {
  if (along.parameter == nullptr)
    return along;
  constexpr std::uint64_t kClose = 1000;  // Times their distance: ticks have nine digits.
  std::optional<std::uint64_t> least;
  std::optional<std::uint64_t> most;
  for (const Group& group : groups) {
    if (const auto value = exact_value(group, *along.parameter)) {
      least = std::min(least.value_or(*value), *value);
      most = std::max(most.value_or(*value), *value);
    }
  }
  if (least && *most - *least < *most / kClose)
    along.origin = *least;
  return along;
}

std::optional<double> x_of(const Group& group, const AlongSpec& along, const Baseline& sequential) {
  const Row& row = group.configuration;
  if (along.parameter == nullptr) {
    const Group* const base = sequential.of(row);
    if (base == nullptr)
      throw Error(
          "--x task is the time that sequential takes for a task, and it was not measured with the "
          "same work; measure it with --mode sequential and otherwise the same flags, or leave out "
          "--x task");
    return median(base->column(Metric::kWall)) / static_cast<double>(row.runs);
  }
  if (!is_known(*along.parameter, row)) {
    if (along.parameter == find_parameter("task-time"))
      throw Error(
          fmt::format("--x task-time: {}, {} was measured without --task-time; use --x prime or "
                      "--x task",
                      row.mode, words_of(*find_parameter("prime"), row)));
    return std::nullopt;
  }
  if (along.parameter->name == "mix")
    return longest_task(row);
  const auto value = exact_value(group, *along.parameter);
  return value ? static_cast<double>(*value - along.origin) : 0;
}

}  // namespace primebench
