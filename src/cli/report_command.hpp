// `primebench report`: stored rows become what the call that measured them printed.

#pragma once

#include <span>
#include <string>

#include "core/exit_status.hpp"

namespace primebench {

/// `arguments` are those after the word "report". Throws what main() reports.
ExitStatus report_command(std::span<const std::string> arguments);

/// The text of `primebench report --help`.
std::string report_help();

}  // namespace primebench
