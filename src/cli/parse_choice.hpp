// Values of flags that are one of a few words. All functions throw UsageError, which
// names the flag and, where one is near, the word that was meant.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "modes/mode_programs.hpp"
#include "modes/table.hpp"

namespace primebench {

/// A list of modes in which "all" stands for every one that can run here; each mode once.
/// For one that cannot, the UsageError says why and what to install. A name that is not in
/// the table may be that of a program, for all of its modes, or of a mode that a program has;
/// `programs`, which own these, are asked only then. nullptr: there are none.
std::vector<const ModeSpec*> parse_modes(std::string_view text, ModeTable table = mode_table(),
                                         ModePrograms* programs = nullptr);

/// The name of the mode that others are compared with.
std::string parse_baseline(std::string_view name);

/// A kernel that this machine can run; "auto" is the fastest.
const Kernel* parse_kernel(std::string_view name);

/// The value of a flag that takes auto, always or never; without `always` only the other two.
When parse_when(std::string_view flag, std::string_view text, bool always = true);

}  // namespace primebench
