// The table of modes, from which parsing, help, listings, tests and charts follow.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modes/mode.hpp"

namespace primebench {

using ModeTable = std::span<const ModeSpec* const>;

/// Every mode that this version knows, in the order in which lists show them.
ModeTable mode_table();

/// The mode of that name or alias; case does not matter and '_' stands for '-'.
/// nullptr if there is none.
const ModeSpec* find_mode(std::string_view name, ModeTable table = mode_table());

/// Those of the table that can run here: what "all" means.
std::vector<const ModeSpec*> available_modes(ModeTable table = mode_table());

/// The name in the form that names have: in small letters, with '-' for '_'.
std::string folded_name(std::string_view name);

/// Whether the name is "all", in any case.
bool means_all_modes(std::string_view name);

}  // namespace primebench
