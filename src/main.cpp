// Parse, execute, exit status: the only place that turns an exception into one.

#include <exception>
#include <string>
#include <vector>

#include "cli/program.hpp"
#include "core/error.hpp"
#include "core/exit_status.hpp"
#include "core/log.hpp"
#include "modes/openmp_team.hpp"
#include "modes/spawned_worker.hpp"
#include "sys/child.hpp"
#include "sys/signals.hpp"

int main(int argc, char** argv) {
  using namespace primebench;
  try {
    run_if_spawned(argc, argv);
    give_openmp_settings_back();
    sanitise_process();
    spare_children();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return run_program(arguments);
  } catch (const UsageError& error) {
    log::error("{}", error.what());
    return kExitUsage;
  } catch (const std::exception& error) {
    log::error("{}", error.what());
    return kExitFailure;
  }
}
