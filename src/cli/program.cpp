#include "cli/program.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/options.hpp"
#include "cli/plot_command.hpp"
#include "cli/run_command.hpp"
#include "core/log.hpp"
#include "modes/table.hpp"
#include "sys/fd.hpp"
#include "workload/kernel.hpp"

namespace primebench {
namespace {

std::string mode_list() {
  std::string text = fmt::format("{:<21}  {:<10}  {}\n", "mode", "family", "needs");
  for (const ModeSpec* mode : mode_table())
    text += fmt::format("{:<21}  {:<10}  {}\n    {}\n", mode->name, family_name(mode->family),
                        mode->needs, mode->summary);
  text += "\nkernel\n";
  for (const Kernel& kernel : kernels())
    text += fmt::format("{:<8}{}{}\n", kernel.name,
                        kernel.needs.empty() ? "any CPU" : fmt::format("needs {}", kernel.needs),
                        kernel.supported() ? "" : " (not on this machine)");
  return text;
}

std::string version_text() {
  std::string kernel_names;
  for (const Kernel& kernel : kernels())
    kernel_names += fmt::format(" {}", kernel.name);
  return fmt::format("primebench {}\nbuild: {}\nkernels:{}\n", PRIMEBENCH_VERSION,
                     PRIMEBENCH_BUILD_TYPE, kernel_names);
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
