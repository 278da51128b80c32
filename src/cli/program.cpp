#include "cli/program.hpp"

#include <fmt/core.h>

#include <string_view>

#include "cli/mode_list.hpp"
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

/// "title: a b c" in lines of at most 80 columns.
template <typename Range, typename Name>
std::string wrapped(std::string_view title, const Range& range, Name name) {
  constexpr std::size_t kIndent = 12;
  constexpr std::size_t kColumns = 80;
  std::string text = fmt::format("{:<{}}", title, kIndent);
  std::size_t column = kIndent;
  for (const auto& item : range) {
    const std::string_view word = name(item);
    if (column > kIndent && column + 1 + word.size() > kColumns) {
      text += fmt::format("\n{:<{}}", "", kIndent);
      column = kIndent;
    }
    text += fmt::format("{}{}", column > kIndent ? " " : "", word);
    column += word.size() + (column > kIndent ? 1 : 0);
  }
  return text + "\n";
}

std::string version_text() {
  return fmt::format("primebench {}\ncompiler:   {}\nbuild type: {}\n", PRIMEBENCH_VERSION,
                     compiler_name(), PRIMEBENCH_BUILD_TYPE) +
         wrapped("kernels:", kernels(), [](const Kernel& kernel) { return kernel.name; }) +
         wrapped("modes:", mode_table(), [](const ModeSpec* mode) { return mode->name; });
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
    return show(mode_list(mode_table()));
  return run_command(options);
}

}  // namespace primebench
