// Which line of a chart a group belongs to. Used by line_chart.cpp only.

#pragma once

#include <string>
#include <vector>

#include "analysis/groups.hpp"
#include "plot/along.hpp"
#include "results/parameters.hpp"

namespace primebench {

/// The parameters that tell lines apart. What a number was chosen for goes with it.
std::vector<const Parameter*> line_parameters(const std::vector<const Parameter*>& varying,
                                              const AlongSpec& along,
                                              const std::vector<Group>& groups);

/// The mode, and what those parameters are.
std::string line_name(const Group& group, const std::vector<const Parameter*>& which);

/// The names of the lines that the group is a point of: its own, or along the mix, where equal
/// tasks have no order, those of each order of the others.
std::vector<std::string> lines_through(const Group& group, const std::vector<Group>& groups,
                                       const AlongSpec& along,
                                       const std::vector<const Parameter*>& telling);

}  // namespace primebench
