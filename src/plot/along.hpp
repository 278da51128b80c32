// What a line chart can run along.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/baseline.hpp"
#include "analysis/groups.hpp"
#include "core/quantity.hpp"
#include "results/parameters.hpp"

namespace primebench {

/// What a line chart runs along: a parameter that has a title for an axis, or the size of
/// a task, which is measured.
struct AlongSpec {
  const Parameter* parameter = nullptr;  ///< nullptr: the size of a task.
  std::string_view name;                 ///< Value of --x.
  std::string_view title;                ///< Of the axis.
  Quantity quantity = Quantity::kCount;
  std::uint64_t origin = 0;  ///< What places count from: a double cannot tell large primes apart.
};
std::span<const AlongSpec> along_table();

/// `along` with the smallest of its values as the origin, if all lie so close to it that an axis
/// from zero would not tell them apart.
AlongSpec near_origin(const std::vector<Group>& groups, AlongSpec along);

/// Whether all were measured with --task-time, and each time with one number: then it tells the
/// number.
bool times_tell_numbers(const std::vector<Group>& groups);

/// The parameter that differs, if only one of those that a chart can run along does; `varying` are
/// those in which the groups differ. Throws Error that says what to choose otherwise.
const AlongSpec& only_one(const std::vector<const Parameter*>& varying,
                          const std::vector<Group>& groups);

/// Where the group lies along the axis, counted from its origin; none if the parameter does not
/// apply to it. Along the mix that is how many times the mean the longest task takes. Throws Error
/// if the axis is a time of tasks that the group does not know.
std::optional<double> x_of(const Group& group, const AlongSpec& along, const Baseline& sequential);

}  // namespace primebench
