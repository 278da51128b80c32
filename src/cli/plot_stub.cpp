#include "cli/plot_command.hpp"
namespace primebench {
ExitStatus plot_command(std::span<const std::string>) { return kExitFailure; }
}  // namespace primebench
