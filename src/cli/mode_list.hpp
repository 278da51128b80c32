// --list-modes: what --mode and --kernel can be.

#pragma once

#include <string>

#include "modes/mode_programs.hpp"
#include "modes/table.hpp"

namespace primebench {

/// Sections with a heading each and an empty line between: the modes of `table` that can
/// run here; the kernels; if there are any, the modes of `programs` and which program has them; if
/// there are any, the modes and programs that cannot run here, why, and what to install. The
/// completions take the first word of a line.
std::string mode_list(ModeTable table, ModePrograms& programs);

}  // namespace primebench
