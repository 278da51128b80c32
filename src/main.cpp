#include <exception>
#include <string>
#include <vector>

#include "cli/plot_command.hpp"
#include "core/error.hpp"
#include "core/exit_status.hpp"
#include "core/log.hpp"
#include "sys/signals.hpp"

int main(int argc, char** argv) {
  using namespace primebench;
  try {
    sanitise_process();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty() || arguments.front() != "plot")
      throw UsageError("only 'primebench plot' is there yet");
    return plot_command(std::span(arguments).subspan(1));
  } catch (const UsageError& error) {
    log::error("{}", error.what());
    return kExitUsage;
  } catch (const std::exception& error) {
    log::error("{}", error.what());
    return kExitFailure;
  }
}
