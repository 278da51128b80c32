// Flags that stored rows ask for: what a command needs to measure them again.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/groups.hpp"
#include "results/parameters.hpp"

namespace primebench {

using Groups = std::vector<const Group*>;

/// In front of the name of a file that may be anywhere.
inline constexpr std::string_view kFolder = "<folder>/";

/// What the flag is given; empty for what needs no flag: its default, or what the row does not
/// know, or what a list of numbers decides.
std::string value_of(const Parameter& parameter, const Row& row);

/// Whether there is a flag at all for the parameter.
bool has_flag(const Parameter& parameter);

/// Whether the flag takes one text for a whole call.
bool takes_text(const Parameter& parameter);

/// Whether it takes one for each of several values, or one value at a time.
bool takes_list(const Parameter& parameter);

/// The flags that groups need: the number only where no time of a task stands for it, and the
/// kernel only where the machine would not have chosen it, as far as rows tell.
std::vector<const Parameter*> flags_for(const Groups& groups);

/// What the flag is given in all groups, each once, numbers ascending: rounds begin with any.
std::vector<std::string> values_of(const Parameter& parameter, const Groups& groups);

/// The values but for "does not apply".
std::vector<std::string> said(std::vector<std::string> values);

}  // namespace primebench
