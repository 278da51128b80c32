#include "plot/along.hpp"

#include <fmt/core.h>

#include <algorithm>
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

const AlongSpec& only_one(const std::vector<const Parameter*>& varying) {
  std::vector<std::string> found;
  const AlongSpec* along = nullptr;
  for (const AlongSpec& spec : along_table()) {
    if (spec.parameter == nullptr ||
        std::find(varying.begin(), varying.end(), spec.parameter) == varying.end())
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

std::optional<double> x_of(const Group& group, const AlongSpec& along, const Baseline& sequential) {
  const Row& row = group.configuration;
  if (along.parameter == nullptr)
    return median(sequential.required(row).column(Metric::kWall)) / static_cast<double>(row.runs);
  if (!is_known(*along.parameter, row))
    return std::nullopt;
  if (along.parameter->name == "mix")
    return longest_task(row);
  const auto number = [&](auto member) -> double {
    using Cell = std::remove_cvref_t<decltype(row.*member)>;
    if constexpr (std::is_same_v<Cell, Number>)
      return static_cast<double>(*(row.*member));
    else if constexpr (std::is_same_v<Cell, std::uint64_t>)
      return static_cast<double>(row.*member);
    else
      return 0;
  };
  return std::visit(number, find_column(along.parameter->column)->field);
}

}  // namespace primebench
