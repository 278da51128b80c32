// What a page says of how rows came about: what, when, where and by which rules.

#pragma once

#include <string>
#include <vector>

#include "analysis/groups.hpp"
#include "report/html.hpp"

namespace primebench {

/// "7 configurations compared", or one that has more to say.
std::string default_title(const std::vector<Group>& groups, Metric metric);

/// What all groups share, how much was measured, and when.
std::vector<std::string> facts_of(const std::vector<Group>& groups, const HtmlOptions& options);

/// A row for each machine and build that measured.
PageTable machines_of(const std::vector<Group>& groups);

/// Rounds and their order, what is in the clock, and what the claims rest on.
std::vector<std::string> method_of(const std::vector<Group>& groups, const Report& report);

}  // namespace primebench
