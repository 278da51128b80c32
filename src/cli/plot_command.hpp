#pragma once
#include <span>
#include <string>
#include "core/exit_status.hpp"
namespace primebench {
ExitStatus plot_command(std::span<const std::string> arguments);
}
