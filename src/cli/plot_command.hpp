// `primebench plot`: a results store becomes a picture.

#pragma once

#include <span>
#include <string>

#include "core/exit_status.hpp"

namespace primebench {

/// `arguments` are those after the word "plot". Throws what main() reports.
ExitStatus plot_command(std::span<const std::string> arguments);

/// The text of `primebench plot --help`.
std::string plot_help();

}  // namespace primebench
