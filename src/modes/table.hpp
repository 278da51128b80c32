// The table of modes, from which parsing, help, listings, tests and charts follow.

#pragma once

#include <span>
#include <string_view>

#include "modes/mode.hpp"

namespace primebench {

/// Every mode of this build, in the order in which lists show them.
std::span<const ModeSpec* const> mode_table();

/// The mode of that name or alias; case does not matter and '_' stands for '-'.
/// nullptr if there is none.
const ModeSpec* find_mode(std::string_view name);

/// Whether the name is "all", in any case.
bool means_all_modes(std::string_view name);

}  // namespace primebench
