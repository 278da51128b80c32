// What configurations are called where people read about several of them.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/groups.hpp"

namespace primebench {

using ParameterList = std::vector<const Parameter*>;

/// The mode, and those of the parameters that the row knows: "thread-pool pool=4". A prime
/// that was chosen for a time of a task is called by that.
std::string configuration_name(const Row& row, std::span<const Parameter* const> which);

/// The names of all of them.
std::vector<std::string> configuration_names(const std::vector<Group>& groups,
                                             std::span<const Parameter* const> which);

/// The parameters alone, the number beside the time that it was chosen for:
/// "task=10us prime=2441406271". Empty if the row knows none.
std::string work_name(const Row& row, std::span<const Parameter* const> which);

/// `which` without the pool, which has a column of its own in tables.
ParameterList without_pool(std::span<const Parameter* const> which);

/// `which` without what decides the size of a task: the number and its time.
ParameterList without_size(std::span<const Parameter* const> which);

/// Those that tell ways of doing the same work apart: the pool and the chunk.
ParameterList of_ways(std::span<const Parameter* const> which);

/// The others, which say what the work is.
ParameterList without_ways(std::span<const Parameter* const> which);

}  // namespace primebench
