#include "cli/program.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/options.hpp"
#include "cli/plot_command.hpp"
#include "cli/run_command.hpp"
#include "core/log.hpp"
#include "measure/machine.hpp"
#include "modes/table.hpp"
#include "sys/fd.hpp"
#include "workload/kernel.hpp"

namespace primebench {
namespace {

std::string mode_list() {
  std::string text =
      fmt::format("{:<21}  {:<10}  {:<7}  {}\n", "mode", "family", "needs", "what it does");
  for (const ModeSpec* mode : mode_table())
    text += fmt::format("{:<21}  {:<10}  {:<7}  {}\n", mode->name, family_name(mode->family),
                        mode->needs, mode->summary);
  text += fmt::format("\n{:<21}  {}\n", "kernel", "needs");
  for (const Kernel& kernel : kernels())
    text += fmt::format("{:<21}  {}{}\n", kernel.name, kernel.needs.empty() ? "-" : kernel.needs,
                        kernel.supported() ? "" : " (this CPU does not have it)");
  return text;
}

std::string version_text() {
  std::string mode_names;
  for (const ModeSpec* mode : mode_table())
    mode_names += fmt::format(" {}", mode->name);
  std::string kernel_names;
  for (const Kernel& kernel : kernels())
    kernel_names += fmt::format(" {}", kernel.name);
  return fmt::format("primebench {}\nbuild: {}, {}\nmodes:{}\nkernels:{}\n", PRIMEBENCH_VERSION,
                     PRIMEBENCH_BUILD_TYPE, compiler_name(), mode_names, kernel_names);
}

/// Text that was asked for. A reader that has closed its end has had enough of it.
ExitStatus show(const std::string& text) {
  (void)write_stdout(text);
  return kExitSuccess;
}

}  // namespace

ExitStatus run_program(std::span<const std::string> arguments) {
  if (!arguments.empty() && arguments.front() == "plot")
    return plot_command(arguments.subspan(1));
  const RunOptions options = parse_run_options(arguments);
  log::set_level(options.log_level);
  if (options.help)
    return show(run_help());
  if (options.version)
    return show(version_text());
  if (options.list_modes)
    return show(mode_list());
  return run_command(options);
}

}  // namespace primebench
